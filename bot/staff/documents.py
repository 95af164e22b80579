"""Sending files to whoever is at the desk, as documents of the chat."""

from telegram import InputFile
from telegram.error import TelegramError

from bot.staff.routes import StaffContext


async def sent(context: StaffContext, *, name: str, content: bytes) -> bool:
    """Send a file to the person who asked; tells whether it went out."""
    upload = InputFile(content, filename=name)
    try:
        await context.bot.send_document(int(context.visit.account.id), upload)
    except TelegramError:
        return False
    return True
