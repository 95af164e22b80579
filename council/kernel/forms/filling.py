"""Filling in forms: start, answer, pick, attach, go back, file, drop; the same for every form.

Each answer is judged at once, while the person is there, by the guards that filing uses. A refused
answer leaves the sheet as it is, with the reason. One draft a person, form and subject.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from council.kernel import drafts
from council.kernel.acts.arguments import arguments_of
from council.kernel.bus.results import decode, encode
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.forms import acts
from council.kernel.forms.commands import (
    AnswerForm,
    AskOnForm,
    AttachToForm,
    DraftDiscarded,
    DropForm,
    FileForm,
    FormKept,
    FormOver,
    FormSheet,
    PickOnForm,
    StartForm,
)
from council.kernel.forms.form import (
    FORMS,
    KEEP,
    SHORTEN,
    SKIP,
    Amiss,
    Field,
    Form,
    Ground,
    Reading,
)
from council.kernel.forms.labels import typed_button
from council.kernel.forms.parts import DONE_WORDS, parts_of, read_typed
from council.kernel.forms.putting_away import put_away
from council.kernel.forms.sheet import asked_of, sheet_of
from council.kernel.policy import check
from council.kernel.private_text import masked
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.callback_data import CallbackData
from council.kernel.screens.translator import Translator
from council.kernel.values import Account, Person

#: What every command on a form names.
OnForm = StartForm | AnswerForm | AttachToForm | PickOnForm | AskOnForm | FileForm | DropForm

#: Said wherever a button belongs to an older state of its sheet.
STALE = refuse("form.stale")


def start(tx: Transaction, who: Person, command: StartForm) -> Any:
    """Go on where the form was left, or begin it; words behind the command are its next answer."""
    sheet = _start(tx, who, command)
    if isinstance(sheet, Refusal) or not command.text:
        return sheet
    typed = AnswerForm(
        actor=command.actor, form=command.form, subject=command.subject, text=command.text
    )
    return answer(tx, who, typed)


def _start(tx: Transaction, who: Person, command: StartForm) -> FormSheet | Refusal:
    form = _form(who, command)
    if isinstance(form, Refusal):
        return form
    about = form.about(tx, who, command.subject)
    if isinstance(about, Refusal):
        return about
    blank = Ground(tx=tx, who=who, subject=command.subject, about=about, answers={})
    draft = drafts.load(tx, who, form.bot, form.kind, command.subject)
    begun, known = draft is not None and "answers" in draft.content, form.known(blank)
    kept = draft is not None and draft.content.get("kept", False)
    if draft is None or not begun or command.anew or (form.anew and not kept):
        return _save(form, replace(blank, answers=known))
    answers = draft.content["answers"]
    again = draft.content.get("again", "")
    asked = form.again(again, answers)
    unfinished = again if asked is not None and asked.long else ""
    sheet = _save(form, replace(blank, answers=answers), again=unfinished)
    return replace(sheet, resumed=answers != known)


def answer(tx: Transaction, who: Person, command: AnswerForm) -> Any:
    """Fill the asked field with what was typed; what is refused is said again, to be mended."""
    outcome = _answer(tx, who, command)
    refused = isinstance(outcome, FormSheet) and outcome.problem is not None
    if refused or isinstance(outcome, FormOver):
        return replace(outcome, typed=command.text)
    return outcome


def _answer(tx: Transaction, who: Person, command: AnswerForm) -> Any:
    found = _found(tx, who, command)
    if isinstance(found, Refusal):
        return _over(tx, who, command, found)
    form, ground, draft = found
    asked = asked_of(form, ground, draft)
    named = _named(who, command, found, bare=asked is None)
    if named is not None:
        return _pressed(tx, who, command, named)
    field = asked or form.more()
    if field is None:
        return sheet_of(form, ground, draft, problem=refuse("form.complete"))
    text = masked(command.text) if field.public else command.text
    if field.long and text.strip().lower() in DONE_WORDS and ground.answers.get(field.name):
        return _done(form, ground, draft, command.actor)
    left_out = asked is not None and field.optional and text.strip() == SKIP
    reading = "" if left_out else read_typed(field, ground, text)
    if isinstance(reading, Refusal):
        named = _named(who, command, found, bare=True)
        if named is not None:
            return _pressed(tx, who, command, named)
    return _fill(form, ground, draft, field, reading, command.actor, hidden=text != command.text)


def _done(form: Form, ground: Ground, draft: Draft, actor: Account) -> Any:
    """End a long text; where nothing else is asked and nothing looked at again, file it."""
    if form.at_once and form.next_field(ground.answers) is None:
        return _file(form, ground, draft, actor, before=ground)
    return _save(form, ground)


def _named(
    who: Person, command: AnswerForm, found: tuple[Form, Ground, Draft], *, bare: bool
) -> CallbackData | None:
    """Tell the button of the sheet whose own words were typed."""
    say = Translator(who.locale, who.timezone)
    return typed_button(sheet_of(*found), command.text, say, bare=bare)


def _pressed(tx: Transaction, who: Person, command: AnswerForm, named: CallbackData) -> Any:
    """Do what a button of the sheet does, by its row among the acts."""
    row, arguments = _BUTTONS[named.verb]
    given = arguments.read(named.arguments)
    assert given is not None, "a sheet draws its own buttons"
    asked: Any = row.command
    meant = asked(actor=command.actor, cause=command.cause, **given, **row.fixed)
    return FILLING[row.command](tx, who, meant)


def attach(tx: Transaction, who: Person, command: AttachToForm) -> Any:
    """Fill a field with a file; words that came with it are the next answer, whatever it was."""
    sheet = _attach(tx, who, command)
    if not isinstance(sheet, FormSheet) or not command.text.strip():
        return sheet
    typed = AnswerForm(
        actor=command.actor, form=command.form, subject=command.subject, text=command.text
    )
    said = answer(tx, who, typed)
    if isinstance(said, FormSheet) and sheet.problem is not None:
        return replace(said, problem=sheet.problem)
    return said


def _attach(tx: Transaction, who: Person, command: AttachToForm) -> Any:
    """Fill a field with a file; it is kept by its hash."""
    found = _found(tx, who, command)
    if isinstance(found, Refusal):
        return found
    form, ground, draft = found
    field = asked_of(form, ground, draft)
    if field is None or field.take is None:
        field = form.late()
    if field is None or field.take is None:
        return sheet_of(form, ground, draft, problem=refuse("desk.no_photo_wanted"))
    return _fill(form, ground, draft, field, field.take(ground, command.content), command.actor)


def pick(tx: Transaction, who: Person, command: PickOnForm) -> Any:
    """Fill the asked field with what a button offered."""
    before = _filed_under(tx, who, command)
    if before is not None:
        return before
    found = _found(tx, who, command)
    if isinstance(found, Refusal):
        return found
    form, ground, draft = found
    field = asked_of(form, ground, draft)
    if command.revision != draft.revision or field is None:
        return sheet_of(form, ground, draft, problem=STALE)
    if command.code == KEEP and field.name in ground.answers:
        return _done(form, ground, draft, command.actor) if field.long else _save(form, ground)
    if command.code == SHORTEN and field.long and ground.answers.get(field.name):
        return _shorten(form, ground, field)
    if command.code == SKIP and field.optional:
        return _fill(form, ground, draft, field, "", command.actor)
    offers = {each.code: each.answer for each in field.offers(ground)}
    if command.code not in offers:
        return sheet_of(form, ground, draft, problem=STALE)
    return _fill(
        form, ground, draft, field, field.read(ground, offers[command.code]), command.actor
    )


def _shorten(form: Form, ground: Ground, field: Field) -> FormSheet:
    """Take back the last part of a long text; without any it is asked for anew."""
    parts = list(parts_of(ground.answers[field.name]))[:-1]
    rest = _without(ground, (field.name,))
    if not parts:
        return _save(form, rest)
    return _save(
        form, replace(rest, answers={**rest.answers, field.name: parts}), again=field.name
    )


def ask(tx: Transaction, who: Person, command: AskOnForm) -> FormSheet | Refusal:
    """Ask for one answered field again; what it holds stays until something new comes."""
    found = _found(tx, who, command)
    if isinstance(found, Refusal):
        return found
    form, ground, draft = found
    if command.revision != draft.revision:
        return sheet_of(form, ground, draft, problem=STALE)
    if command.field not in {each.name for each in form.passed(ground.answers)}:
        return refuse("press.unknown")
    return _save(form, ground, again=command.field)


def file(tx: Transaction, who: Person, command: FileForm) -> Any:
    """Do what the form says; a refusal leaves the form as it is, with the reason."""
    before = _filed_under(tx, who, command)
    if before is not None:
        return before
    found = _found(tx, who, command)
    if isinstance(found, Refusal):
        return found
    form, ground, draft = found
    if command.revision != draft.revision or asked_of(form, ground, draft) is not None:
        return sheet_of(form, ground, draft, problem=STALE)
    return _file(form, ground, draft, command.actor, before=ground)


def _filed_under(tx: Transaction, who: Person, command: FileForm | PickOnForm) -> Any:
    """Tell what the first tap on the same button gave; None = it has filed nothing."""
    form = _form(who, command)
    if isinstance(form, Refusal):
        return form
    draft = drafts.load(tx, who, form.bot, form.kind, command.subject)
    if draft is None or draft.content.get("filed") != command.revision:
        return None
    return decode(draft.content["result"])


def _file(form: Form, ground: Ground, draft: Draft, actor: Account, *, before: Ground) -> Any:
    """Do what the form says, and keep what came of it for a second tap.

    A refusal leaves what was there ``before``.
    """
    tx, who = ground.tx, ground.who
    with tx.connection.begin_nested() as attempt:
        done = form.file(ground, actor)
        if isinstance(done, Amiss | Refusal):
            attempt.rollback()  # whatever it had written before it refused
    if isinstance(done, Amiss):
        return _save(form, _without(before, done.forget), problem=done.refusal)
    if isinstance(done, Refusal):
        return sheet_of(form, before, draft, problem=done)
    content = {"filed": draft.revision, "result": encode(done)}
    drafts.save(tx, who, bot=form.bot, kind=form.kind, subject=ground.subject, content=content)
    return done


def drop(tx: Transaction, who: Person, command: DropForm) -> DraftDiscarded | FormKept | Refusal:
    """Stop a form: its buttons do nothing any more, unless much was written into it."""
    form = _form(who, command)
    if isinstance(form, Refusal):
        return form
    draft = drafts.load(tx, who, form.bot, form.kind, command.subject)
    if draft is None or "answers" not in draft.content:
        return refuse("draft.nothing_to_stop")
    return put_away(tx, who, form.bot, draft, sure=command.sure)


def _form(who: Person, command: OnForm) -> Form | Refusal:
    """Find the form; another bot's is not known here."""
    form = FORMS.get(command.form)
    asked_in = command.cause.bot if command.cause is not None else ""
    if form is None or asked_in not in {"", form.bot}:
        return refuse("press.unknown")
    known = form.subjects.fullmatch(command.subject)
    return check(who, form.verb) or (form if known else refuse("press.unknown"))


def _found(tx: Transaction, who: Person, command: OnForm) -> tuple[Form, Ground, Draft] | Refusal:
    """Find a form that is being filled in, and what it is about as that stands now."""
    form = _form(who, command)
    if isinstance(form, Refusal):
        return form
    draft = drafts.load(tx, who, form.bot, form.kind, command.subject)
    if draft is None or "answers" not in draft.content:
        return refuse("form.gone")
    about = form.about(tx, who, command.subject)
    if isinstance(about, Refusal):
        return about
    answers = draft.content["answers"]
    return (
        form,
        Ground(tx=tx, who=who, subject=command.subject, about=about, answers=answers),
        draft,
    )


def _over(
    tx: Transaction, who: Person, command: AnswerForm, problem: Refusal
) -> FormOver | Refusal:
    """End a form without a last look that can no longer be filed, so that nothing waits for words."""
    form = FORMS.get(command.form)
    if form is None or not form.at_once:
        return problem
    draft = drafts.load(tx, who, form.bot, form.kind, command.subject)
    if draft is None or "answers" not in draft.content:
        return problem
    drafts.clear(tx, who, form.bot, form.kind, command.subject)
    return FormOver(problem=problem)


def _fill(
    form: Form,
    ground: Ground,
    draft: Draft,
    field: Field,
    reading: Reading,
    actor: Account,
    *,
    hidden: bool = False,
) -> Any:
    """Keep an answer, or say why not; the last one of a form without a last look files it."""
    if isinstance(reading, Refusal):
        return sheet_of(form, ground, draft, problem=reading)
    if isinstance(reading, Amiss):
        return _save(form, _without(ground, reading.forget), problem=reading.refusal)
    new = reading if isinstance(reading, Mapping) else {field.name: reading}
    changed = ground.answers.get(field.name) != new.get(field.name)
    kept = _without(ground, field.forgets) if changed else ground
    filled = replace(kept, answers=form.called_for({**kept.answers, **new}))
    if field.long and filled.answers.get(field.name):
        return _save(form, filled, again=field.name, hidden=hidden)  # there may be more of it
    if form.at_once and not hidden and form.next_field(filled.answers) is None:
        return _file(form, filled, draft, actor, before=ground)
    asked, again = asked_of(form, ground, draft), draft.content.get("again", "")
    if asked is not None and asked.name != field.name:
        return _save(form, filled, again=again, hidden=hidden)  # a file that nobody asked for
    # What answers other fields only leads on within the one that is asked for.
    led_on = asked is not None and field.name in kept.answers and field.name not in new
    return _save(form, filled, again=field.name if led_on else "", hidden=hidden)


def _without(ground: Ground, names: tuple[str, ...]) -> Ground:
    kept = {name: each for name, each in ground.answers.items() if name not in names}
    return replace(ground, answers=kept)


def _save(
    form: Form,
    ground: Ground,
    *,
    again: str = "",
    problem: Refusal | None = None,
    hidden: bool = False,
) -> FormSheet:
    asked = form.again(again, ground.answers) or form.next_field(ground.answers) or form.late()
    draft = drafts.save(
        ground.tx,
        ground.who,
        bot=form.bot,
        kind=form.kind,
        subject=ground.subject,
        content={"answers": dict(ground.answers), "again": again},
        awaits="" if asked is None else asked.name,
    )
    return sheet_of(form, ground, draft, problem=problem, hidden=hidden)


FILLING: UseCases = {
    StartForm: start,
    AnswerForm: answer,
    AttachToForm: attach,
    PickOnForm: pick,
    AskOnForm: ask,
    FileForm: file,
    DropForm: drop,
}

#: The buttons of forms by their press, and how its words are read.
_BUTTONS = {
    row.name: (row, arguments_of(row.taker, row.takes.split()))
    for each in acts.FORMS
    for row in each.buttons
    if row.command in FILLING
}
