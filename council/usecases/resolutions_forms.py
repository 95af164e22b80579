"""Awaited texts about a resolution: the next plain message fills one field."""

from council.commands.resolutions import (
    AddTasks,
    AnswerObjection,
    AskObjection,
    AskResolutionField,
    FileObjection,
    FillResolutionField,
    RaiseObjection,
    RepealResolution,
    ResolutionPrompt,
    ResolutionView,
    ReviseResolution,
)
from council.domain.refusals import Refusal, refuse
from council.domain.resolutions import (
    RESOLUTION,
    check_objecting,
    check_planning,
    check_revising,
)
from council.domain.values import Person
from council.reads.resolutions import objections_of, resolution_row
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.transaction import Transaction
from council.usecases.resolutions_changes import repeal, revise
from council.usecases.resolutions_life import add_tasks, answer_objection, raise_objection

#: Kinds of drafts; the bots route awaited messages by them.
STAFF_DRAFT = "resolution_field"
OBJECTION_DRAFT = "resolution_objection"


def ask_field(
    tx: Transaction, who: Person, command: AskResolutionField
) -> ResolutionPrompt | Refusal:
    """Wait for a title, body, tasks, the repealing number, or an answer."""
    row = resolution_row(tx, who.community_id, command.number)
    if row is None:
        return refuse("resolution.unknown", number=command.number)
    now = ""
    refusal: Refusal | None = None
    if command.field in ("title", "body"):
        refusal = check_revising(row.state)
        now = str(row._mapping[command.field])  # noqa: SLF001 - public name of Row
    elif command.field == "tasks":
        refusal = check_planning(row.state)
    elif command.field == "repeal":
        after = RESOLUTION.after("repeal", row.state)
        refusal = after if isinstance(after, Refusal) else None
    elif command.field == "answer":
        found = [o for o in objections_of(tx, row, who) if o.number == command.objection]
        if not found:
            return refuse("resolution.no_objection", number=row.number)
        if found[0].answered_at:
            return refuse("resolution.answered_already", objection=command.objection)
        now = found[0].body
    else:
        return refuse("press.unknown")
    if refusal is not None:
        return refusal
    drafts.save(
        tx,
        who,
        bot="staff",
        kind=STAFF_DRAFT,
        content={"number": row.number, "field": command.field, "objection": command.objection},
        awaits=command.field,
    )
    return ResolutionPrompt(
        bot="staff",
        number=row.number,
        title=row.title,
        field=command.field,
        now=now,
        objection=command.objection,
    )


def fill_field(
    tx: Transaction, who: Person, command: FillResolutionField
) -> ResolutionView | Refusal:
    """Do what was waited for; a text that cannot be used leaves the bot waiting."""
    draft = drafts.load(tx, who, "staff", STAFF_DRAFT)
    if draft is None or not draft.awaits:
        return refuse("draft.nothing_awaited_staff")
    done = _hand_over(tx, who, command, draft)
    if not isinstance(done, Refusal):
        drafts.clear(tx, who, "staff", STAFF_DRAFT)
    return done


def _hand_over(
    tx: Transaction, who: Person, command: FillResolutionField, draft: Draft
) -> ResolutionView | Refusal:
    number, field, text = draft.content["number"], draft.content["field"], command.text.strip()
    actor, cause = command.actor, command.cause
    if not text:
        return refuse("resolution.no_text")
    if field == "title":
        made = ReviseResolution(actor=actor, cause=cause, number=number, title=text)
        return revise(tx, who, made)
    if field == "body":
        made = ReviseResolution(actor=actor, cause=cause, number=number, body=text)
        return revise(tx, who, made)
    if field == "tasks":
        return add_tasks(tx, who, AddTasks(actor=actor, cause=cause, number=number, lines=text))
    if field == "repeal":
        return repeal(
            tx, who, RepealResolution(actor=actor, cause=cause, number=number, later=text)
        )
    objection = draft.content["objection"]
    answer = AnswerObjection(
        actor=actor, cause=cause, number=number, objection=objection, text=text
    )
    return answer_objection(tx, who, answer)


def ask_objection(
    tx: Transaction, who: Person, command: AskObjection
) -> ResolutionPrompt | Refusal:
    """Wait for a resident's objection."""
    row = resolution_row(tx, who.community_id, command.number)
    if row is None:
        return refuse("resolution.unknown", number=command.number)
    refusal = check_objecting(row.state, posted_until_at=row.posted_until, now=tx.now)
    if refusal is not None:
        return refusal
    waiting = [o for o in objections_of(tx, row, who) if o.mine and not o.answered_at]
    if waiting:
        return refuse("resolution.objection_waiting", number=row.number)
    drafts.save(
        tx,
        who,
        bot="resident",
        kind=OBJECTION_DRAFT,
        content={"number": row.number},
        awaits="objection",
    )
    return ResolutionPrompt(
        bot="resident",
        number=row.number,
        title=row.title,
        field="objection",
        until=row.posted_until,
    )


def file_objection(
    tx: Transaction, who: Person, command: FileObjection
) -> ResolutionView | Refusal:
    """File the objection; a text that cannot be used leaves the bot waiting."""
    draft = drafts.load(tx, who, "resident", OBJECTION_DRAFT)
    if draft is None or not draft.awaits:
        return refuse("draft.nothing_awaited")
    raised = RaiseObjection(
        actor=command.actor,
        cause=command.cause,
        number=draft.content["number"],
        text=command.text,
    )
    done = raise_objection(tx, who, raised)
    if not isinstance(done, Refusal):
        drafts.clear(tx, who, "resident", OBJECTION_DRAFT)
    return done
