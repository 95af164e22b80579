"""Proposals 提案 in the residents' bot."""

from aiogram import Router
from aiogram.exceptions import AiogramError
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message
from aiohttp import ClientError

from bot.resident.api import AiogramApi
from bot.resident.filters import Awaits, Key, Pressed
from bot.visit import Visit
from council.commands import proposals as commands
from council.domain.proposals import FILE_BYTES, file_too_large
from council.wording.presses import Press
from council.wording.screen import Screen


async def propose(event: Message | CallbackQuery, visit: Visit) -> Screen:
    """Begin a proposal, or go on with the half-written one."""
    return await visit.ask(commands.StartProposal)


async def start(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Correct a returned proposal."""
    return await visit.ask(commands.StartProposal, number=press.number(0) or 0)


async def start_over(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Put the half-written text away and begin anew."""
    return await visit.ask(commands.StartProposal, number=press.number(0) or 0, fresh=True)


async def take(message: Message, visit: Visit, api: AiogramApi) -> Screen:
    """A message for the proposal being written: text, a photo, or a voice message."""
    found = _file(message)
    if found is None:
        if message.text:
            return await visit.ask(commands.WriteProposal, text=message.text)
        return visit.refuse("proposal.text_or_file")
    file_id, size = found
    if size > FILE_BYTES:
        return visit.word(file_too_large(size))
    try:
        content = await api.file(file_id)
    except (AiogramError, ClientError, TimeoutError):
        return visit.refuse("proposal.file_not_fetched")
    return await visit.ask(commands.AttachEvidence, content=content, text=message.caption or "")


def _file(message: Message) -> tuple[str, int] | None:
    """Find what is kept as evidence: its file id and size in bytes (0 when not told)."""
    if message.photo:
        # The largest of the sizes that is within the limit; else the smallest, to be refused.
        sizes = sorted(message.photo, key=lambda photo: photo.width * photo.height)
        fitting = [photo for photo in sizes if (photo.file_size or 0) <= FILE_BYTES]
        chosen = fitting[-1] if fitting else sizes[0]
        return chosen.file_id, chosen.file_size or 0
    kept = message.voice or message.audio or message.document
    return None if kept is None else (kept.file_id, kept.file_size or 0)


async def edit(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """Write a part of the draft anew."""
    number, revision, field = press.number(0), press.number(1), press.word(2)
    if number is None or revision is None or field is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.EditProposal, number=number, revision=revision, field=field)


async def review(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """See similar proposals, then the last look."""
    number, revision = press.number(0), press.number(1)
    if number is None or revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(
        commands.ReviewProposal,
        number=number,
        revision=revision,
        anyway=press.number(2) == 1,
    )


async def submit(query: CallbackQuery, press: Press, visit: Visit) -> Screen:
    """File the draft."""
    number, revision = press.number(0), press.number(1)
    if number is None or revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(commands.SubmitProposal, number=number, revision=revision)


def router() -> Router:
    """Routes of this noun."""
    made = Router(name="proposals")
    made.message.register(propose, or_f(Command("propose"), Key("propose")))
    made.callback_query.register(propose, Pressed("propose"))
    made.callback_query.register(start, Pressed("proposal.start"))
    made.callback_query.register(start_over, Pressed("proposal.fresh"))
    made.callback_query.register(edit, Pressed("proposal.edit"))
    made.callback_query.register(review, Pressed("proposal.review"))
    made.callback_query.register(submit, Pressed("proposal.submit"))
    made.message.register(take, Awaits("proposal"))
    return made
