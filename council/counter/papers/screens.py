"""Signed paper ballots: the clerk's form and what was recorded."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.commands import PaperRecorded
from council.polls.ballots.head import ballot_head, order_line

#: UTF-16 units of a list of units.
UNITS = 200
#: How many owners get a button; more are typed by name.
OWNERS = 8


def _says(outcome: PaperRecorded, say: Translator) -> str:
    if outcome.choice:
        return say(f"ballot.choice.{outcome.choice}")
    return order_line(outcome.order, outcome.kind)


@render.register
def paper_recorded(outcome: PaperRecorded, say: Translator) -> Screen:
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
    lines.append(say("paper.choice", choice=_says(outcome, say)))
    lines.append(say("paper.serial", serial=outcome.serial))
    if outcome.scan:
        lines.append(say("paper.scan", scan=outcome.scan[:12]))
    lines.append(say("paper.receipt", receipt=outcome.receipt))
    text = "\n".join(str(line) for line in lines)
    if outcome.replaced:
        text += f"\n\n{say('paper.replaced', revision=outcome.revision)}"
    following = Button(
        label=str(say("paper.button.next")), press=press("form.start", "paper", outcome.number)
    )
    view = Button(label=str(say("poll.button.view")), press=press("poll.view", outcome.number))
    return Screen(text=text, rows=((following, view), home_row(say)))
