"""Signed paper ballots: the clerk's form and what was recorded."""

from collections.abc import Mapping

from council.commands.ballots import PaperForm, PaperRecorded
from council.domain.ballots_paper import PAPER_CHOICES
from council.domain.polls import RANKING
from council.wording.ballot_head import ballot_head
from council.wording.presses import press
from council.wording.proposal_texts import clip, label
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, plain_text, stop_button, word

#: UTF-16 units of a list of units.
UNITS = 200
#: How many owners get a button; more are typed by name.
OWNERS = 8


@word.register
def paper_form(outcome: PaperForm, say: Say) -> Screen:
    """What is known of the paper, what is asked next, or confirm."""
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}', **outcome.problem_params)}")
    head = ballot_head(say, outcome.kind, outcome.number, outcome.title)
    parts.append(str(say("paper.head", head=head)))
    titles = {option.letter: option.title for option in outcome.options}
    filled = _filled(outcome, titles, say)
    if filled:
        parts.append("\n".join(filled))
    if outcome.stands:
        parts.append(str(say(f"paper.stands.{outcome.stands}")))
        parts.append(str(say("paper.stands_at", cast_at=outcome.stands_at)))
    asked = {
        "": "paper.check",
        "owner": "paper.ask.owner",
        "serial": "paper.ask.serial",
        "signed": "paper.ask.signed",
    }.get(outcome.asks, f"paper.ask.{outcome.asks}.{outcome.kind}")
    parts.append(str(say(asked)))
    if not outcome.asks and not outcome.scan:
        parts.append(str(say("paper.no_scan")))
    if outcome.asks == "choice" and outcome.kind == RANKING:
        parts.append(
            "\n".join(
                str(say("ballot.option", letter=letter, title=title))
                for letter, title in titles.items()
            )
        )
    toast = plain_text(parts[0]) if outcome.problem else ""
    return Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=toast)


def _filled(outcome: PaperForm, titles: Mapping[str, str], say: Say) -> list[str]:
    lines = []
    if outcome.voter:
        lines.append(say("paper.voter", voter=outcome.voter))
    if outcome.units:
        units = clip(" ".join(outcome.units), UNITS)
        lines.append(say("paper.units", units=units, area_x100=outcome.area_x100))
    if outcome.owner:
        lines.append(say("paper.owner", owner=outcome.owner))
    if outcome.choice or outcome.order:
        lines.append(say("paper.choice", choice=_says(outcome, titles, say)))
    if outcome.serial:
        lines.append(say("paper.serial", serial=outcome.serial))
    if outcome.signed_at:
        lines.append(say("paper.signed", signed_at=outcome.signed_at))
    if outcome.scan:
        lines.append(say("paper.scan", scan=outcome.scan[:12]))
    return [str(line) for line in lines]


def _says(outcome: PaperForm | PaperRecorded, titles: Mapping[str, str], say: Say) -> str:
    if outcome.choice:
        return say(f"ballot.choice.{outcome.choice}")
    groups = (
        " = ".join(f"{letter} {titles.get(letter, '')}".strip() for letter in group)
        for group in outcome.order
    )
    return " > ".join(groups)


def _rows(outcome: PaperForm, say: Say) -> tuple[tuple[Button, ...], ...]:
    revision = outcome.revision
    rows: list[tuple[Button, ...]] = []
    if outcome.asks == "owner":
        rows += [
            (
                Button(
                    label=label(say, "ballot.body", body=owner),
                    press=press("ballot.paper_pick", revision, place),
                ),
            )
            for place, owner in enumerate(outcome.owners[:OWNERS])
        ]
    if outcome.asks == "choice" and outcome.kind != RANKING:
        rows += [
            (
                Button(
                    label=str(say(f"ballot.choice.{choice}")),
                    press=press("ballot.paper_pick", revision, choice),
                ),
            )
            for choice in PAPER_CHOICES
        ]
    if outcome.asks == "signed":
        now = press("ballot.paper_pick", revision, "now")
        rows.append((Button(label=str(say("paper.button.now")), press=now),))
    if not outcome.asks:
        rows.append(
            (
                Button(
                    label=str(say("paper.button.file")),
                    press=press("ballot.paper_file", revision),
                ),
            )
        )
    again = Button(
        label=str(say("paper.button.restart")), press=press("ballot.paper", outcome.number)
    )
    view = Button(label=str(say("poll.button.view")), press=press("poll.view", outcome.number))
    if outcome.asks:
        rows.append((stop_button(say),))
    return (*rows, (again, view), home_row(say))


@word.register
def paper_recorded(outcome: PaperRecorded, say: Say) -> Screen:
    """The paper stands; on to the next one."""
    lines = [
        say("paper.recorded"),
        ballot_head(say, outcome.kind, outcome.number, outcome.title),
        say("paper.voter", voter=outcome.voter),
    ]
    if outcome.owner:
        lines.append(say("paper.owner", owner=outcome.owner))
    if outcome.units:
        units = clip(" ".join(outcome.units), UNITS)
        lines.append(say("paper.units", units=units, area_x100=outcome.area_x100))
    lines.append(say("paper.choice", choice=_says(outcome, {}, say)))
    lines.append(say("paper.serial", serial=outcome.serial))
    if outcome.scan:
        lines.append(say("paper.scan", scan=outcome.scan[:12]))
    lines.append(say("paper.receipt", receipt=outcome.receipt))
    text = "\n".join(str(line) for line in lines)
    if outcome.replaced:
        text += f"\n\n{say('paper.replaced', revision=outcome.revision)}"
    following = Button(
        label=str(say("paper.button.next")), press=press("ballot.paper", outcome.number)
    )
    view = Button(label=str(say("poll.button.view")), press=press("poll.view", outcome.number))
    return Screen(text=text, rows=((following, view), home_row(say)))
