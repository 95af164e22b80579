"""Resolutions 决议 in the staff bot."""

from telegram import Message

from bot.staff.routes import Handler, on_command, on_key, on_press
from bot.visit import Visit
from council.commands.resolutions import (
    DoTask,
    DraftMeetingResolution,
    DraftResolution,
    FulfilResolution,
    PublishResolution,
)
from council.reads import resolutions as reads
from council.wording.presses import Press
from council.wording.screen import Screen


async def browse(message: Message, visit: Visit) -> Screen:
    """``/resolutions``: drafts and published ones."""
    return await visit.show(lambda tx, who: reads.resolution_list(tx, who, bot="staff"))


async def turn_page(press: Press, visit: Visit) -> Screen:
    """A page of the list."""
    page = press.number(0) or 1
    return await visit.show(lambda tx, who: reads.resolution_list(tx, who, page, bot="staff"))


async def show(press: Press, visit: Visit) -> Screen:
    """One resolution."""
    number = press.word(0) or ""
    return await visit.show(lambda tx, who: reads.resolution(tx, who, number, bot="staff"))


async def show_text(press: Press, visit: Visit) -> Screen:
    """The whole text of one."""
    number = press.word(0) or ""
    return await visit.show(lambda tx, who: reads.resolution_text(tx, who, number, bot="staff"))


async def show_objections(press: Press, visit: Visit) -> Screen:
    """What was objected, and what was answered."""
    number, page = press.word(0) or "", press.number(1) or 0
    return await visit.show(
        lambda tx, who: reads.objection_list(tx, who, number, page, bot="staff")
    )


async def draft(press: Press, visit: Visit) -> Screen:
    """Draft from a poll."""
    poll = press.number(0)
    if poll is None:
        return visit.refuse("press.unknown")
    return await visit.ask(DraftResolution, poll=poll)


async def draft_vote(press: Press, visit: Visit) -> Screen:
    """Draft from the vote of a meeting."""
    motion = press.number(0)
    if motion is None:
        return visit.refuse("press.unknown")
    return await visit.ask(DraftMeetingResolution, motion=motion)


async def confirm(press: Press, visit: Visit) -> Screen:
    """The last look before publishing."""
    number = press.word(0) or ""
    return await visit.show(lambda tx, who: reads.publication_check(tx, who, number))


async def publish(press: Press, visit: Visit) -> Screen:
    """Publish the text that was read."""
    number, seal = press.word(0) or "", press.word(1) or ""
    return await visit.ask(PublishResolution, number=number, seal=seal)


async def do_task(press: Press, visit: Visit) -> Screen:
    """Mark a task as done."""
    number, position = press.word(0) or "", press.number(1) or 0
    return await visit.ask(DoTask, number=number, position=position)


async def fulfil(press: Press, visit: Visit) -> Screen:
    """Confirm that everything was done."""
    return await visit.ask(FulfilResolution, number=press.word(0) or "")


def routes() -> list[Handler]:
    """Routes of this noun."""
    return [
        on_command("resolutions", browse),
        on_key("resolutions", browse),
        on_press("resolutions", turn_page),
        on_press("resolution.show", show),
        on_press("resolution.text", show_text),
        on_press("resolution.objections", show_objections),
        on_press("resolution.draft", draft),
        on_press("resolution.draft_vote", draft_vote),
        on_press("resolution.confirm", confirm),
        on_press("resolution.publish", publish),
        on_press("resolution.done", do_task),
        on_press("resolution.fulfil", fulfil),
    ]
