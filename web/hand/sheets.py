"""What can be done in the hand: one row a noun. Its presses are those of the chat.

``opens`` is pressed when the page has found out whose it is; ``verbs`` are the presses (or beginnings
of them, before a dot) that the page takes and draws. What they do, and who may when, the tables of
acts say; so a button that a noun gets in the chat it has here as well.
"""

from collections.abc import Callable
from typing import Any

from council.campaigns import reads as campaigns
from council.campaigns.commands import CampaignScreen, CampaignView
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings import public as meetings
from council.meetings.commands import MeetingView
from council.motions import public as motions
from council.polls import public as polls
from council.polls.ballots.commands import BallotCast
from council.statements import public as statements


@value
class Told:
    """What everybody may know of what a page is about; drawn before anybody is known.

    ``kind`` is its words' key; ``page`` the public page about it; ``body`` an explanation.
    """

    kind: str
    title: str
    page: str
    body: str = ""
    closes_at: int = 0
    motion: int = 0
    place: str = ""


@value
class Sheet:
    """One kind of page in the hand; ``watch`` is looked at again while the page stays open."""

    noun: str
    opens: str
    verbs: tuple[str, ...]
    read: Callable[[Transaction, str, int], Told | None]
    watch: str = ""


def _poll(tx: Transaction, community_id: str, number: int) -> Told | None:
    found = polls.one(tx, community_id, number=number)
    if found is None:
        return None
    motion = motions.one(tx, community_id, number=found.motion)
    return Told(
        kind=found.kind,
        title=found.title,
        page=f"/polls/{number}",
        body="" if motion is None else motion.body,
        closes_at=found.closes_at,
        motion=found.motion,
    )


def _campaign(tx: Transaction, community_id: str, number: int) -> Told | None:
    found: CampaignView | None = campaigns.progress(tx, community_id, number)
    if found is None:
        return None
    return Told(
        kind="campaign",
        title=found.title,
        page=f"/campaigns/{number}",
        body=found.body,
        closes_at=found.deadline_at,
        motion=found.motion,
    )


def _statements(tx: Transaction, community_id: str, number: int) -> Told | None:
    found = statements.one(tx, community_id, number=number)
    if found is None:
        return None
    return Told(
        kind="statements",
        title=found.title,
        page=f"/motions/{number}/statements",
        motion=number if found.listed else 0,
    )


def _meeting(tx: Transaction, community_id: str, number: int) -> Told | None:
    found = meetings.one(tx, community_id, number=number)
    if found is None:
        return None
    return Told(
        kind="meeting",
        title=found.title,
        page=f"/meetings/{number}",
        closes_at=found.starts_at,
        place=found.place,
    )


SHEETS = (
    Sheet(
        noun="polls",
        opens="ballot.open",
        verbs=("ballot",),
        read=_poll,
        watch="ballot.standing",
    ),
    Sheet(
        noun="campaigns",
        opens="pledge.look",
        verbs=(
            "pledge.look",
            "pledge.undo",
            "pledge.withdraw",
            "pledge.withdrawn",
            "pledge.name",
        ),
        read=_campaign,
    ),
    Sheet(noun="statements", opens="statements.next", verbs=("statements",), read=_statements),
    Sheet(noun="meetings", opens="meeting", verbs=("meeting",), read=_meeting),
)
#: Presses of forms, and the forms that are filled in here.
_FORM = "form"
_FORMS = frozenset({"pledge", "statement", "substitute", "check_in"})
_VERBS = frozenset(verb for sheet in SHEETS for verb in sheet.verbs)


def is_taken(verb: str, words: tuple[str, ...]) -> bool:
    """Whether a press is one of those that are made in the hand."""
    noun = verb.partition(".")[0]
    if noun == _FORM:
        return words[:1] != () and words[0] in _FORMS
    return verb in _VERBS or (noun in _VERBS and "." in verb)


def is_told(outcome: Any) -> bool:
    """Whether an outcome is told in the chat as well, so that everything stands there in order.

    What was done and can be looked up, not each step of filling something in, nor each of many answers.
    """
    match outcome:
        case BallotCast():
            return not outcome.unchanged
        case CampaignScreen():
            return bool(outcome.changed)
        case MeetingView():
            return bool(outcome.said)
        case _:
            return False
