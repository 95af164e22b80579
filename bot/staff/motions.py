"""Motions 议案 and the addressed party's responses 答复 in the staff bot."""

from functools import partial

from telegram import Message

from bot.staff.routes import Handler, OnPress, on_command, on_key, on_press
from bot.staff.typed import behind, number_behind
from bot.visit import Visit
from council.commands import motions as commands
from council.commands.forms import StartForm
from council.commands.meetings import MoveUp, PutOnAgenda, TakeOffAgenda
from council.commands.message import Command
from council.commands.motions import MotionView
from council.commands.responses import Acknowledge
from council.reads.motions import motion_list, motion_view
from council.usecases.motion_forms import OWN
from council.wording.motions import sure
from council.wording.presses import Press
from council.wording.screen import Screen


async def browse(message: Message, visit: Visit) -> Screen:
    """``/motions`` lists; ``/motions 3`` opens one."""
    number = number_behind(message)
    if number is not None:
        return await visit.show(lambda tx, who: motion_view(tx, who, number, "staff"))
    return await visit.show(lambda tx, who: motion_list(tx, who, "staff"))


async def move_new(message: Message, visit: Visit) -> Screen:
    """``/motion`` begins one that comes from no proposal; ``/motion 3`` opens one."""
    if behind(message):
        return await browse(message, visit)
    return await visit.ask(StartForm, form="motion", subject=OWN)


async def browse_again(press: Press, visit: Visit) -> Screen:
    """The list, from a button."""
    return await visit.show(lambda tx, who: motion_list(tx, who, "staff"))


async def show(press: Press, visit: Visit) -> Screen:
    """One motion, with what can be done now."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: motion_view(tx, who, number, "staff"))


async def put_on_agenda(press: Press, visit: Visit) -> Screen:
    """Put a motion on an agenda: the named meeting's, or the next one's."""
    number, meeting = press.number(0), press.number(1) or 0
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(PutOnAgenda, motion_number=number, meeting_number=meeting)


async def change_agenda(
    press: Press, visit: Visit, *, command: type[MoveUp] | type[TakeOffAgenda]
) -> Screen:
    """Move a motion up on an agenda, or take it off."""
    number, meeting = press.number(0), press.number(1)
    if number is None or meeting is None:
        return visit.refuse("press.unknown")
    return await visit.ask(command, motion_number=number, meeting_number=meeting)


async def act(press: Press, visit: Visit, *, command: type[Command[MotionView]]) -> Screen:
    """A verb that needs the motion's number only."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(command, number=number)


async def act_surely(
    press: Press, visit: Visit, *, command: type[Command[MotionView]], verb: str
) -> Screen:
    """A verb that cannot be undone is asked twice."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    if press.word(1) != "yes":
        return sure("motion", verb, number, visit.say)
    return await visit.ask(command, number=number)


#: Verbs that need the motion's number only.
_PLAIN: dict[str, type[Command[MotionView]]] = {
    "motion.announce": commands.AnnounceMotion,
    "motion.deliberate": commands.DeliberateMotion,
    "motion.adjourn": commands.AdjournMotion,
    "response.ask": commands.AskManager,
    "response.acknowledge": Acknowledge,
}
_SURE: dict[str, type[Command[MotionView]]] = {
    "refer": commands.ReferMotion,
    "withdraw": commands.WithdrawMotion,
}
_PRESSES: dict[str, OnPress] = {
    "motions": browse_again,
    "motion": show,
    "motion.list": put_on_agenda,
    "agenda.up": partial(change_agenda, command=MoveUp),
    "agenda.off": partial(change_agenda, command=TakeOffAgenda),
    **{verb: partial(act, command=command) for verb, command in _PLAIN.items()},
    **{
        f"motion.{verb}": partial(act_surely, command=command, verb=verb)
        for verb, command in _SURE.items()
    },
}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("motions", browse),
        on_command("motion", move_new),
        on_key("motions", browse),
        *(on_press(verb, function) for verb, function in _PRESSES.items()),
    ]
