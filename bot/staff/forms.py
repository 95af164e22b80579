"""Forms in the staff bot: a message that one waits for is text, or a file."""

from telegram import Message

from bot.forms import answered, kinds, named
from bot.staff.files import file_of
from bot.staff.routes import OnMessage
from bot.visit import Visit
from council.kernel.forms.commands import AttachToForm
from council.kernel.screens.screen import Screen


async def answer(message: Message, visit: Visit) -> Screen:
    """Fill what the form asks for, by text or by a file."""
    form, subject = named(visit)
    if message.text:
        return await answered(visit, message.text)
    content = await file_of(message, visit)
    if isinstance(content, Screen):
        return content
    return await visit.ask(
        AttachToForm, form=form, subject=subject, content=content, text=message.caption or ""
    )


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = dict.fromkeys(kinds("staff"), answer)
