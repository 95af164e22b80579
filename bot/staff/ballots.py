"""Ballots 选票 in the staff bot: signed papers that the clerk records."""

from telegram import Message

from bot.staff.files import file_of
from bot.staff.routes import Handler, OnMessage, on_press
from bot.visit import Visit
from council.commands.ballots import AnswerPaper, FilePaper, PickPaper, ScanPaper, StartPaper
from council.wording.presses import Press
from council.wording.screen import Screen


async def start(press: Press, visit: Visit) -> Screen:
    """Begin a paper of one poll."""
    number = press.number(0)
    if number is None:
        return visit.refuse("press.unknown")
    return await visit.ask(StartPaper, poll=number)


async def pick(press: Press, visit: Visit) -> Screen:
    """Answer by button."""
    revision, picked = press.number(0), press.word(1)
    if revision is None or picked is None:
        return visit.refuse("press.unknown")
    return await visit.ask(PickPaper, revision=revision, picked=picked)


async def file(press: Press, visit: Visit) -> Screen:
    """Record the paper."""
    revision = press.number(0)
    if revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(FilePaper, revision=revision)


async def answer(message: Message, visit: Visit) -> Screen:
    """Fill what the form asks for; a photo is kept as the paper's scan."""
    if message.text:
        return await visit.ask(AnswerPaper, text=message.text)
    content = await file_of(message, visit)
    if isinstance(content, Screen):
        return content
    return await visit.ask(ScanPaper, content=content)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {"paper": answer}


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_press("ballot.paper", start),
        on_press("ballot.paper_pick", pick),
        on_press("ballot.paper_file", file),
    ]
