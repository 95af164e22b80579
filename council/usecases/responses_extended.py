"""The one extension of an answer: a reason of substance, shown, then told to those concerned."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from council.commands.motions import MotionView
from council.commands.responses import (
    BeginExtension,
    Extend,
    ExtensionSheet,
    FillExtension,
    ReasonWanted,
    RemindPromise,
)
from council.domain.calendar_cn import calendar_cn
from council.domain.deadlines import local_date
from council.domain.refusals import Param, Refusal, refuse
from council.domain.responses import extended_due, may_extend, read_extension_reason
from council.domain.values import Person
from council.reads.motions import motion_view
from council.storage import drafts
from council.storage.acts import record
from council.storage.drafts import Draft
from council.storage.motions import Motion
from council.storage.rules import rules_of
from council.storage.transaction import Transaction
from council.usecases.responses import addressed, change, tell, tell_public
from council.usecases.responses_promised import remind_promise
from council.usecases.table import UseCases

EXTENSION = "extension"


def begin_extension(
    tx: Transaction, who: Person, command: BeginExtension
) -> ReasonWanted | Refusal:
    """Ask for the reason, if an extension is still to be had."""
    found = _extendable(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, _ = found
    drafts.save(
        tx,
        who,
        bot="staff",
        kind=EXTENSION,
        subject=str(motion.number),
        content={},
        awaits="reason",
    )
    return ReasonWanted(number=motion.number, title=motion.title, days=_days(tx, who))


def fill_extension(
    tx: Transaction, who: Person, command: FillExtension
) -> ExtensionSheet | Refusal:
    """Read the reason and show from when to when the answer would be put off."""
    found = _extendable(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, row = found
    today = local_date(tx.now, ZoneInfo(who.timezone))
    reason = read_extension_reason(command.reason, today=today)
    if isinstance(reason, Refusal):
        return reason
    draft = drafts.save(
        tx,
        who,
        bot="staff",
        kind=EXTENSION,
        subject=str(motion.number),
        content={"reason": reason},
    )
    return _sheet(tx, who, motion, row, draft)


def extend(tx: Transaction, who: Person, command: Extend) -> MotionView | ExtensionSheet | Refusal:
    """Move the due time once, by what the rules allow, and tell those concerned why."""
    found = _extendable(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, row = found
    draft = drafts.load(tx, who, "staff", EXTENSION, str(motion.number))
    if draft is None or "reason" not in draft.content:
        return refuse("response.no_reason")
    shown = _sheet(tx, who, motion, row, draft)
    if draft.revision != command.revision:
        return _sheet(tx, who, motion, row, draft, stale=True)
    values: dict[str, Any] = {
        "extended_at": tx.now,
        "extension_reason": shown.reason,
        "answer_by": shown.until_at,
    }
    if row.state == "asked":
        values |= {"state": "acknowledged", "acknowledged_at": tx.now, "acknowledged_by": who.id}
    change(tx, who, row, **values)
    drafts.clear(tx, who, "staff", EXTENSION, str(motion.number))
    record(tx, who, command.verb, "response", row.id, due_at=shown.until_at)
    told: dict[str, Param] = {
        "was_at": shown.due_at,
        "due_at": shown.until_at,
        "reason": shown.reason,
    }
    tell(tx, motion, "response_extended", ("facilitator", "chair"), **told)
    tell_public(tx, motion, "response_extended", **told)
    return motion_view(tx, who, motion.number, "staff", said="response.said.extended")


def _days(tx: Transaction, who: Person) -> int:
    return rules_of(tx, who.community_id).timing.answer_extension


def _extendable(tx: Transaction, who: Person, number: int) -> tuple[Motion, Row[Any]] | Refusal:
    found = addressed(tx, who, number)
    if isinstance(found, Refusal):
        return found
    row = found[1]
    refusal = may_extend(
        state=row.state,
        extended_at=row.extended_at,
        answer_by=row.answer_by,
        days=_days(tx, who),
        now=tx.now,
    )
    return found if refusal is None else refusal


def _sheet(
    tx: Transaction,
    who: Person,
    motion: Motion,
    row: Row[Any],
    draft: Draft,
    *,
    stale: bool = False,
) -> ExtensionSheet:
    days = _days(tx, who)
    until = extended_due(
        row.answer_by, days=days, calendar=calendar_cn(), zone=ZoneInfo(who.timezone)
    )
    return ExtensionSheet(
        number=motion.number,
        title=motion.title,
        revision=draft.revision,
        reason=draft.content["reason"],
        due_at=row.answer_by,
        until_at=until,
        days=days,
        stale=stale,
    )


EXTENDING: UseCases = {
    BeginExtension: begin_extension,
    FillExtension: fill_extension,
    Extend: extend,
    RemindPromise: remind_promise,
}
