"""Forms in either bot: which of them wait for messages here, and which one is waiting now."""

from bot.visit import Visit
from council.forms import FORMS


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
