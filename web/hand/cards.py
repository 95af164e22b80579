"""Outcomes as a page in the hand takes them: the screen of the chat, and what more a page needs.

It can do more than buttons: options are ordered by hand, an answer is written in words.
"""

from functools import singledispatch
from typing import Any

from council.kernel.forms.commands import FormSheet
from council.kernel.refusals import Refusal
from council.kernel.screens import callback_data as presses
from council.kernel.screens.callback_data import press
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.commands import BallotCast, BallotSheet
from council.pressing import Done
from council.rules.poll_kinds import RANKING
from web.hand.sheets import is_taken

Json = dict[str, Any]


def told(done: Done) -> Json:
    """Write what came of a press."""
    screen, outcome = done.screen, done.outcome
    return {
        "text": screen.text,
        "rows": [row for row in (_row(each) for each in screen.rows) if row],
        "refused": outcome.key if isinstance(outcome, Refusal) else "",
        "card": card(outcome),
    }


def said(screen: Screen, refusal: Refusal) -> Json:
    """Write a refusal that was met before anything was pressed."""
    return {"text": screen.text, "rows": [], "refused": refusal.key, "card": None}


def _row(row: tuple[Button, ...]) -> list[Json]:
    """The buttons of a row that lead on within the page."""
    kept = []
    for button in row:
        read = presses.read(button.press) if button.press else None
        if read is not None and is_taken(read.verb, read.arguments):
            kept.append({"label": button.label, "press": button.press})
    return kept


@singledispatch
def card(_: object) -> Json | None:
    """What a page needs of an outcome beside its screen; None: nothing."""
    return None


@card.register
def ballot_sheet(outcome: BallotSheet) -> Json:
    """A sheet: the options of a ranking in this voter's own order, and the places they have."""
    own = Translator(outcome.locale, outcome.timezone)
    return {
        "kind": "ranking" if _is_arranged(outcome) else "sheet",
        "typed": press("ballot.typed", outcome.number),
        "options": [
            {"letter": each.letter, "title": each.title, "status_quo": each.status_quo}
            for each in outcome.options
        ],
        "order": [list(group) for group in outcome.order],
        "note": str(own(f"ballot.note.{outcome.note}")) if outcome.note else "",
        "cast": outcome.cast,
    }


def _is_arranged(outcome: BallotSheet) -> bool:
    return outcome.kind == RANKING and not outcome.confirming


@card.register
def ballot_cast(outcome: BallotCast) -> Json:
    """A receipt."""
    return {"kind": "receipt", "cast": outcome.revision, "code": outcome.receipt}


@card.register
def form_sheet(outcome: FormSheet) -> Json | None:
    """A form that asks for words."""
    if not outcome.asks:
        return None
    return {"kind": "form", "typed": press("form.start", outcome.form, outcome.subject)}
