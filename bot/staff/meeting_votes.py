"""Votes at a meeting 会议表决 in the staff bot."""

from telegram import Message

from bot.staff.routes import Handler, OnMessage, on_press
from bot.visit import Visit
from council.commands.meeting_votes import FileMeetingVote, FillMeetingVote, StartMeetingVote
from council.wording.presses import Press
from council.wording.screen import Screen


async def start(press: Press, visit: Visit) -> Screen:
    """Begin the count of a motion, or its correction."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(StartMeetingVote, number=number)


async def fill(press: Press, visit: Visit) -> Screen:
    """A button's answer to the sheet."""
    number, revision, text = press.number(0), press.number(1), press.word(2)
    if number is None or not revision or not text:
        return visit.refuse("press.unknown")
    return await visit.ask(FillMeetingVote, number=number, revision=revision, text=text)


async def take_text(message: Message, visit: Visit) -> Screen:
    """The number, or the reason, that the sheet waits for."""
    draft = visit.draft
    if not message.text or draft is None:
        return visit.refuse("motion.text_wanted")
    return await visit.ask(FillMeetingVote, number=int(draft.subject), text=message.text)


async def file(press: Press, visit: Visit) -> Screen:
    """Keep the count."""
    number, revision = press.number(0), press.number(1)
    if number is None or revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(FileMeetingVote, number=number, revision=revision)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {"meeting_vote": take_text}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_press("vote.start", start),
        on_press("vote.fill", fill),
        on_press("vote.file", file),
    ]
