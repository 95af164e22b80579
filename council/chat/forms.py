"""Forms with either bot: which of them wait for messages there, and what fills in the one that waits."""

from council.chat.fetching import content_of
from council.chat.message import Message
from council.chat.visit import Visit
from council.forms import FORMS
from council.kernel.evidence import FILE_BYTES, file_too_large
from council.kernel.forms.commands import AnswerForm, AttachToForm
from council.kernel.screens.screen import Screen

#: What is said, by bot, where a message has neither words nor a file that could be kept.
_NEITHER = {"resident": "form.text_or_file", "staff": "message.not_expected"}


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


async def fill(message: Message, visit: Visit) -> Screen:
    """Fill what a form asks for, by text or by a file with its caption."""
    form, subject = named(visit)
    if message.text is not None:
        return await visit.ask(AnswerForm, form=form, subject=subject, text=message.text)
    if visit.bot == "resident" and not takes_files(form):
        return visit.refuse("message.not_expected")
    if message.file is None:
        return visit.refuse(_NEITHER[visit.bot])
    content = await content_of(
        message.file,
        visit,
        most=FILE_BYTES,
        too_large=file_too_large,
        not_fetched="proposal.file_not_fetched",
    )
    if isinstance(content, Screen):
        return content
    return await visit.ask(
        AttachToForm, form=form, subject=subject, content=content, text=message.caption
    )
