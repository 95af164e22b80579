"""Forms in the staff bot: the same few presses, messages and files for every form."""

from telegram import Message

from bot.staff.files import file_of
from bot.staff.routes import Handler, OnMessage, on_press
from bot.visit import Visit
from council.commands.forms import (
    AnswerForm,
    AskOnForm,
    AttachToForm,
    DropForm,
    FileForm,
    PickOnForm,
    StartForm,
)
from council.usecases.forms_table import FORMS
from council.wording.presses import Press
from council.wording.screen import Screen

BOT = "staff"


async def start(press: Press, visit: Visit) -> Screen:
    """Begin a form, or go on with it."""
    form, subject = press.word(0), press.word(1)
    if form is None or subject is None:
        return visit.refuse("press.unknown")
    anew = press.verb == "form.anew"
    return await visit.ask(StartForm, form=form, subject=subject, anew=anew)


async def pick(press: Press, visit: Visit) -> Screen:
    """Answer by button."""
    form, subject, revision, code = (press.word(0), press.word(1), press.number(2), press.word(3))
    if form is None or subject is None or revision is None or code is None:
        return visit.refuse("press.unknown")
    return await visit.ask(PickOnForm, form=form, subject=subject, revision=revision, code=code)


async def ask(press: Press, visit: Visit) -> Screen:
    """Ask for one field again."""
    form, subject, revision, field = (press.word(0), press.word(1), press.number(2), press.word(3))
    if form is None or subject is None or revision is None or field is None:
        return visit.refuse("press.unknown")
    return await visit.ask(AskOnForm, form=form, subject=subject, revision=revision, field=field)


async def file(press: Press, visit: Visit) -> Screen:
    """Do what the form says."""
    form, subject, revision = press.word(0), press.word(1), press.number(2)
    if form is None or subject is None or revision is None:
        return visit.refuse("press.unknown")
    return await visit.ask(FileForm, form=form, subject=subject, revision=revision)


async def drop(press: Press, visit: Visit) -> Screen:
    """End a form for good."""
    form, subject = press.word(0), press.word(1)
    if form is None or subject is None:
        return visit.refuse("press.unknown")
    return await visit.ask(DropForm, form=form, subject=subject)


async def answer(message: Message, visit: Visit) -> Screen:
    """Fill what the form asks for, by text or by a file."""
    assert visit.draft is not None, "only a form that waits is answered"
    form, subject = visit.draft.kind.removeprefix("form."), visit.draft.subject
    if message.text:
        return await visit.ask(AnswerForm, form=form, subject=subject, text=message.text)
    content = await file_of(message, visit)
    if isinstance(content, Screen):
        return content
    return await visit.ask(AttachToForm, form=form, subject=subject, content=content)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {form.kind: answer for form in FORMS.values() if form.bot == BOT}


def routes() -> list[Handler]:
    """Routes of every form."""
    return [
        on_press("form.start", start),
        on_press("form.anew", start),
        on_press("form.pick", pick),
        on_press("form.ask", ask),
        on_press("form.file", file),
        on_press("form.drop", drop),
    ]
