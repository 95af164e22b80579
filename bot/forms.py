"""Forms in either bot: which of them wait for messages here, and which one is waiting now."""

from dataclasses import replace

from bot.visit import Visit
from council.forms import FORMS
from council.kernel.forms.commands import AnswerForm
from council.kernel.forms.screens import TYPED
from council.kernel.refusals import Refusal
from council.kernel.screens.parts import clip
from council.kernel.screens.screen import Screen


def kinds(bot: str) -> tuple[str, ...]:
    """Tell the drafts of the forms that a bot fills in."""
    return tuple(form.kind for form in FORMS.values() if form.bot == bot)


def named(visit: Visit) -> tuple[str, str]:
    """Tell the form that waits for a message, and what it is about."""
    assert visit.draft is not None, "only a form that waits is answered"
    return visit.draft.kind.removeprefix("form."), visit.draft.subject


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


def takes_files(form: str) -> bool:
    """Whether a form takes photos or other files."""
    return any(field.take is not None for field in FORMS[form].fields)
