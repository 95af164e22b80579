"""Forms with either bot: which of them wait for messages there, and what fills in the one that waits."""

from dataclasses import replace

from council.chat.fetching import content_of
from council.chat.hearing import heard, listens
from council.chat.message import Message
from council.chat.visit import Visit, named
from council.forms import FORMS
from council.kernel.evidence import FILE_BYTES, file_too_large
from council.kernel.forms.commands import AnswerForm, AttachToForm
from council.kernel.forms.screens import TYPED
from council.kernel.refusals import Refusal
from council.kernel.screens.parts import clip
from council.kernel.screens.screen import Screen

#: What is said, by bot, where a message has neither words nor a file that could be kept.
_NEITHER = {"resident": "form.text_or_file", "staff": "message.not_expected"}


def kinds(bot: str) -> tuple[str, ...]:
    """Tell the drafts of the forms that a bot fills in."""
    return tuple(form.kind for form in FORMS.values() if form.bot == bot)


def takes_files(form: str) -> bool:
    """Whether a form takes photos or other files."""
    return any(field.take is not None for field in FORMS[form].fields)


async def answered(visit: Visit, text: str) -> Screen:
    """Answer the form that waits; words that it can take no more are said again."""
    form, subject = named(visit)
    asked = AnswerForm(
        actor=visit.account, cause=visit.cause, form=form, subject=subject, text=text
    )
    outcome = await visit.app.bus.ask(asked)
    screen = visit.render(outcome)
    if not isinstance(outcome, Refusal):
        return screen
    typed = visit.say("form.typed", text=clip(text, TYPED))
    return replace(screen, text=f"{screen.text}\n\n{typed}")


async def fill(message: Message, visit: Visit) -> Screen:
    """Fill what a form asks for, by text or by a file with its caption."""
    form, subject = named(visit)
    if message.text is not None:
        return await answered(visit, message.text)
    kept, spoken = visit.bot == "staff" or takes_files(form), listens(message, visit)
    if not kept and not spoken:
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
    if spoken:
        words = await heard(message.file, content, visit)
        if words is not None:
            return words
        if not kept:
            return visit.refuse("speech.not_heard")
    return await visit.ask(
        AttachToForm, form=form, subject=subject, content=content, text=message.caption
    )
