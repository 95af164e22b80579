"""Meetings 会议 in the staff bot."""

from functools import partial

from telegram import Message

from bot.staff.routes import Handler, OnPress, on_command, on_key, on_press
from bot.staff.typed import number_behind
from bot.visit import Visit
from council.commands import meetings as commands
from council.commands.meetings import MeetingView
from council.commands.message import Command
from council.reads.meetings import meeting_list, meeting_view, next_meeting
from council.wording.meetings import choose_plan
from council.wording.motions import sure
from council.wording.presses import Press
from council.wording.screen import Screen


async def agenda(message: Message, visit: Visit) -> Screen:
    """The next meeting with its agenda."""
    return await visit.show(lambda tx, who: next_meeting(tx, who, "staff"))


async def agenda_again(press: Press, visit: Visit) -> Screen:
    """The next meeting, from a button."""
    return await visit.show(lambda tx, who: next_meeting(tx, who, "staff"))


async def browse(message: Message, visit: Visit) -> Screen:
    """``/meetings`` lists all; ``/meetings 3`` opens one."""
    number = number_behind(message)
    if number is not None:
        return await visit.show(lambda tx, who: meeting_view(tx, who, number, "staff"))
    return await visit.show(lambda tx, who: meeting_list(tx, who, "staff"))


async def browse_again(press: Press, visit: Visit) -> Screen:
    """All meetings, from a button."""
    return await visit.show(lambda tx, who: meeting_list(tx, who, "staff"))


async def show(press: Press, visit: Visit) -> Screen:
    """One meeting, with what can be done now."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.show(lambda tx, who: meeting_view(tx, who, number, "staff"))


async def plan(press: Press, visit: Visit) -> Screen:
    """Choose between a series and one meeting."""
    return choose_plan(visit.say)


async def act(press: Press, visit: Visit, *, command: type[Command[MeetingView]]) -> Screen:
    """A verb that needs the meeting's number only."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(command, number=number)


async def act_surely(
    press: Press, visit: Visit, *, command: type[Command[MeetingView]], verb: str
) -> Screen:
    """A verb that cannot be undone is asked twice."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    if press.word(1) != "yes":
        return sure("meeting", verb, number, visit.say)
    return await visit.ask(command, number=number)


_PRESSES: dict[str, OnPress] = {
    "agenda": agenda_again,
    "meetings": browse_again,
    "meeting": show,
    "meeting.plan": plan,
    "meeting.announce": partial(act_surely, command=commands.AnnounceMeeting, verb="announce"),
    "meeting.start": partial(act, command=commands.StartMeeting),
    "meeting.adjourn": partial(act_surely, command=commands.AdjournMeeting, verb="adjourn"),
    "meeting.approve": partial(act, command=commands.ApproveMinutes),
}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("agenda", agenda),
        on_command("meetings", browse),
        on_key("meetings", browse),
        *(on_press(verb, function) for verb, function in _PRESSES.items()),
    ]
