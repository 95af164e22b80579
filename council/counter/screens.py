"""The desk's forms and its view of a poll."""

from council.counter.papers.commands import PaperCorrected, PollDesk
from council.counter.proxies.commands import ProxyAct
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.head import ballot_head, order_line
from council.rules.poll_kinds import RATIFICATION

#: How many answers get a button; more are typed.
PICKS = 8
#: UTF-16 units of a list of serials.
SERIALS = 600


def desk_button(number: int, say: Translator) -> Button:
    """The button that leads to the desk of a poll."""
    return Button(label=str(say("poll.button.desk")), press=press("poll.desk", number))


@render.register
def poll_desk(outcome: PollDesk, say: Translator) -> Screen:
    """The desk of one poll: figures without choices, one button a form."""
    lines = [
        say("desk.head", head=ballot_head(say, outcome.kind, outcome.number, outcome.title)),
        say("desk.papers", papers=outcome.papers, corrections=outcome.corrections),
    ]
    if outcome.serials:
        lines.append(say("desk.serials", serials=clip(" ".join(outcome.serials), SERIALS)))
    if outcome.unscanned:
        unscanned = clip(" ".join(outcome.unscanned), SERIALS)
        lines.append(say("desk.unscanned", n=len(outcome.unscanned), serials=unscanned))
    if outcome.disowned:
        serials = clip(str(say("list.and")).join(outcome.disowned), SERIALS)
        lines.append(say("poll.disowned", serials=serials))
    if outcome.assisted or outcome.waiting:
        waiting = len(outcome.waiting)
        lines.append(say("poll.assisted", assisted=outcome.assisted, waiting=waiting))
    if outcome.proxies:
        lines.append(say("desk.proxies", proxies=outcome.proxies))
    if not outcome.forms:
        lines.append(say("desk.closed"))
    rows = [
        (
            Button(
                label=label(say, "desk.button.waiting", voter=each.voter, person=each.person),
                press=press("assist.view", each.number),
            ),
        )
        for each in outcome.waiting[:PICKS]
    ]
    rows += [(_begin(form, outcome.number, say),) for form in outcome.forms]
    if outcome.delivers:
        lists = press("delivery.lists", outcome.number)
        rows.append((Button(label=str(say("desk.button.lists")), press=lists),))
    view = Button(label=str(say("poll.button.view")), press=press("poll.view", outcome.number))
    return Screen(
        text="\n".join(str(line) for line in lines), rows=(*rows, (view,), home_row(say))
    )


def _begin(form: str, number: int, say: Translator) -> Button:
    if form == "file":
        return Button(label=str(say("desk.button.file")), press=press("ballots.file", number))
    return Button(label=str(say(f"desk.button.{form}")), press=press("form.start", form, number))


@render.register
def proxy_act(outcome: ProxyAct, say: Translator) -> Screen:
    """The authorisation as recorded, or that it was taken back."""
    lines = [
        say(f"proxy.{outcome.state}", number=outcome.number),
        ballot_head(say, RATIFICATION, outcome.poll, outcome.title),
        say("paper.voter", voter=outcome.voter),
        say("desk.line", field=say("desk.field.signed_by"), text=outcome.owner),
        say("desk.line", field=say("desk.field.proxy"), text=outcome.proxy),
        say("proxy.heads", heads=outcome.heads, most=outcome.most),
        say("paper.choice", choice=say(f"ballot.choice.{outcome.choice}")),
        say("paper.serial", serial=outcome.serial),
    ]
    if not outcome.instructed:
        lines.append(say("proxy.own_choice"))
    if outcome.reason:
        lines.append(say("desk.line", field=say("desk.field.reason"), text=outcome.reason))
    text = "\n".join(str(line) for line in lines)
    return Screen(text=text, rows=((desk_button(outcome.poll, say),), home_row(say)))


@render.register
def paper_corrected(outcome: PaperCorrected, say: Translator) -> Screen:
    """What the paper says now, and that the earlier reading is kept."""
    order = order_line(outcome.order, outcome.kind)
    choice = say(f"ballot.choice.{outcome.choice}") if outcome.choice else order
    lines = [
        say("desk.corrected", serial=outcome.serial),
        ballot_head(say, outcome.kind, outcome.number, outcome.title),
        say("paper.voter", voter=outcome.voter),
        say("paper.choice", choice=choice),
        say("desk.line", field=say("desk.field.reason"), text=outcome.reason),
    ]
    if outcome.was:
        lines.append(say("desk.corrected_other"))
    text = "\n".join(str(line) for line in lines)
    return Screen(text=text, rows=((desk_button(outcome.number, say),), home_row(say)))
