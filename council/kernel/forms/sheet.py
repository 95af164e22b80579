"""The sheet of a form as it stands: what is filled in, what is asked for, which answers are offered."""

from council.kernel.drafts import Draft
from council.kernel.forms.commands import FormSheet, Line, Offered, Phrase
from council.kernel.forms.form import KEEP, SHORTEN, SKIP, Field, Form, Ground
from council.kernel.forms.parts import so_far
from council.kernel.refusals import Refusal


def asked_of(form: Form, ground: Ground, draft: Draft) -> Field | None:
    """Tell the field that the sheet asks for: one that is asked again, else the first missing."""
    again = form.again(draft.content.get("again", ""), ground.answers)
    return again or form.next_field(ground.answers)


def sheet_of(
    form: Form,
    ground: Ground,
    draft: Draft,
    *,
    problem: Refusal | None = None,
    hidden: bool = False,
) -> FormSheet:
    """Show a form as it stands: what is filled in, what it asks for, which buttons there are."""
    asked, answers = asked_of(form, ground, draft), ground.answers
    late = form.late()
    waited = asked or (late if late is not None and late.name not in answers else None)
    offered = () if asked is None else _offered(asked, ground)
    changes = tuple(
        each.name
        for each in form.passed(answers)
        if asked is None or (not each.asked and each.name != asked.name)
    )
    return FormSheet(
        form=form.name,
        subject=ground.subject,
        words=form.words,
        variant=form.variant(ground),
        head=form.head(ground),
        lines=tuple(
            Line(name=each.name, says=each.says(ground, answers[each.name]))
            for each in form.fields
            if answers.get(each.name, "") != "" and each.only(answers)
        ),
        notes=form.notes(ground),
        asks="" if asked is None else asked.name,
        hints=() if waited is None else _hints(waited, ground),
        offered=offered,
        columns=1 if asked is None else asked.columns,
        back=_before(form, ground, asked),
        changes=changes,
        leads=form.leads(ground),
        revision=draft.revision,
        problem=problem,
        masked=hidden,
    )


def _offered(asked: Field, ground: Ground) -> tuple[Offered, ...]:
    """Tell the answers by button: the field's own, then to keep what is there, or to leave it out."""
    there = ground.answers.get(asked.name)
    offered = [Offered(code=each.code, label=each.label) for each in asked.offers(ground)]
    if asked.long and there:
        offered.append(Offered(code=KEEP, label=Phrase(key="form.done")))
        offered.append(Offered(code=SHORTEN, label=Phrase(key="form.shorten")))
    elif there is not None:
        offered.append(Offered(code=KEEP, label=Phrase(key="form.keep")))
    if asked.optional and there != "" and not (asked.long and there):
        offered.append(Offered(code=SKIP, label=Phrase(key=asked.skip)))
    return tuple(offered)


def _hints(waited: Field, ground: Ground) -> tuple[Phrase, ...]:
    there = waited.long and ground.answers.get(waited.name)
    return (*waited.hints(ground), *((so_far(waited, ground),) if there else ()))


def _before(form: Form, ground: Ground, asked: Field | None) -> str:
    """Name the answered field before the asked one, on the way through the form for the first time."""
    if asked is None or asked.name in ground.answers:
        return ""
    fields = form.asked(ground.answers)
    passed = fields[: fields.index(asked)] if asked in fields else ()
    return next((each.name for each in reversed(passed) if each.name in ground.answers), "")
