"""The one extension of an answer: a reason of substance, told to those concerned."""

from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.calendar_cn import calendar_cn
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.refusals import Param, Refusal
from council.kernel.values import Person
from council.motions.commands import MotionView
from council.motions.reads import motion_view
from council.motions.responses.answering import addressed, change
from council.motions.responses.commands import Extend, RemindPromise
from council.motions.responses.promising import remind_promise
from council.motions.responses.response import Response
from council.motions.responses.rules import extended_due, read_extension_reason
from council.motions.responses.telling import tell, tell_public
from council.rules.records import rules_of


def extend(tx: Transaction, who: Person, command: Extend) -> MotionView | Refusal:
    """Move the due time once, by what the rules allow, and tell those concerned why."""
    found = addressed(tx, who, command.number, "extend")
    if isinstance(found, Refusal):
        return found
    motion, row = found
    today = local_date(tx.now, ZoneInfo(who.timezone))
    reason = read_extension_reason(command.reason, today=today)
    if isinstance(reason, Refusal):
        return reason
    _, until = extension(tx, who, row)
    values: dict[str, Any] = {
        "extended_at": tx.now,
        "extension_reason": reason,
        "answer_by": until,
    }
    if row.state == "asked":
        values |= {"state": "acknowledged", "acknowledged_at": tx.now, "acknowledged_by": who.id}
    change(tx, who, row, **values)
    record(tx, who, command.verb, "response", row.id, due_at=until)
    told: dict[str, Param] = {"was_at": row.answer_by, "due_at": until, "reason": reason}
    tell(tx, motion, "response_extended", ("facilitator", "chair"), **told)
    tell_public(tx, motion, "response_extended", **told)
    return motion_view(tx, who, motion.number, "staff", said="response.said.extended")


def extension(tx: Transaction, who: Person, row: Response) -> tuple[int, int]:
    """Tell the working days of an extension by the rules, and the due time that it gives."""
    days = _days(tx, who)
    until = extended_due(
        row.answer_by, days=days, calendar=calendar_cn(), zone=ZoneInfo(who.timezone)
    )
    return days, until


def _days(tx: Transaction, who: Person) -> int:
    return rules_of(tx, who.community_id).timing.answer_extension


EXTENDING: UseCases = {Extend: extend, RemindPromise: remind_promise}
