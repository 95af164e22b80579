"""Forms in either bot: the same few presses and one message for every form.

A form is filled in by the bot that it belongs to; a button of another's is not known.
"""

from collections.abc import Awaitable, Callable

from bot.visit import Visit
from council.commands.forms import AskOnForm, DropForm, FileForm, PickOnForm, StartForm
from council.usecases.forms_table import FORMS
from council.wording.presses import Press
from council.wording.screen import Screen

OnPress = Callable[[Press, Visit], Awaitable[Screen]]


def kinds(bot: str) -> tuple[str, ...]:
    """Tell the drafts of the forms that a bot fills in."""
    return tuple(form.kind for form in FORMS.values() if form.bot == bot)


def named(visit: Visit) -> tuple[str, str]:
    """Tell the form that waits for a message, and what it is about."""
    assert visit.draft is not None, "only a form that waits is answered"
    return visit.draft.kind.removeprefix("form."), visit.draft.subject


def takes_files(form: str) -> bool:
    """Whether a form takes photos or other files."""
    return any(field.take is not None for field in FORMS[form].fields)


def _pressed(press: Press, visit: Visit) -> tuple[str, str] | None:
    """Read which form of this bot a button names, and what it is about."""
    name, subject = press.word(0), press.word(1)
    form = FORMS.get(name or "")
    if form is None or subject is None or form.bot != visit.bot:
        return None
    return form.name, subject


async def start(press: Press, visit: Visit) -> Screen:
    """Begin a form, or go on with it."""
    pressed = _pressed(press, visit)
    if pressed is None:
        return visit.refuse("press.unknown")
    form, subject = pressed
    anew = press.verb == "form.anew"
    return await visit.ask(StartForm, form=form, subject=subject, anew=anew)


async def pick(press: Press, visit: Visit) -> Screen:
    """Answer by button."""
    pressed, revision, code = _pressed(press, visit), press.number(2), press.word(3)
    if pressed is None or revision is None or code is None:
        return visit.refuse("press.unknown")
    form, subject = pressed
    return await visit.ask(PickOnForm, form=form, subject=subject, revision=revision, code=code)


async def ask(press: Press, visit: Visit) -> Screen:
    """Ask for one field again."""
    pressed, revision, field = _pressed(press, visit), press.number(2), press.word(3)
    if pressed is None or revision is None or field is None:
        return visit.refuse("press.unknown")
    form, subject = pressed
    return await visit.ask(AskOnForm, form=form, subject=subject, revision=revision, field=field)


async def file(press: Press, visit: Visit) -> Screen:
    """Do what the form says."""
    pressed, revision = _pressed(press, visit), press.number(2)
    if pressed is None or revision is None:
        return visit.refuse("press.unknown")
    form, subject = pressed
    return await visit.ask(FileForm, form=form, subject=subject, revision=revision)


async def drop(press: Press, visit: Visit) -> Screen:
    """End a form for good."""
    pressed = _pressed(press, visit)
    if pressed is None:
        return visit.refuse("press.unknown")
    form, subject = pressed
    return await visit.ask(DropForm, form=form, subject=subject)


#: Which function takes which press.
PRESSES: dict[str, OnPress] = {
    "form.start": start,
    "form.anew": start,
    "form.pick": pick,
    "form.ask": ask,
    "form.file": file,
    "form.drop": drop,
}
