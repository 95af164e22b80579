"""Stopping a form: little is gone with one tap, much is kept until it is taken up again."""

from collections.abc import Mapping
from typing import Any

from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.forms.commands import DraftDiscarded, FormKept
from council.kernel.values import Person

#: From so many letters on, what somebody wrote is not thrown away by one tap.
MUCH = 20


def written(answers: Mapping[str, Any]) -> int:
    """Count the letters of the answers in words; those of buttons, sums and times are no words."""
    texts = (each if isinstance(each, list) else [each] for each in answers.values())
    return sum(len(text) for parts in texts for text in parts if isinstance(text, str))


def put_away(
    tx: Transaction, who: Person, bot: str, draft: Draft, *, sure: bool = False
) -> DraftDiscarded | FormKept:
    """End a form, or keep what was written into it, waiting for nothing."""
    answers = draft.content.get("answers", {})
    length = written(answers)
    if sure or length < MUCH:
        drafts.clear(tx, who, bot, draft.kind, draft.subject)
        return DraftDiscarded(kind=draft.kind)
    content = {**draft.content, "kept": True}
    drafts.save(tx, who, bot=bot, kind=draft.kind, subject=draft.subject, content=content)
    form = draft.kind.removeprefix(drafts.FORM)
    return FormKept(form=form, subject=draft.subject, length=length)
