"""The promised completion date of an answer 答复: a reminder before it and on the day."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.motions.records import motion_by, response_of
from council.motions.responses.commands import PromiseReminded, RemindPromise
from council.motions.responses.rules import promise_stage
from council.motions.responses.telling import tell


def remind_promise(
    tx: Transaction, who: Person, command: RemindPromise
) -> PromiseReminded | Refusal:
    """Remind the party and the facilitators of what was promised; once before, once on the day."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    row = None if motion is None else response_of(tx, who.community_id, motion.id, lock=True)
    if motion is None or row is None:
        return refuse("motion.unknown")
    zone = ZoneInfo(who.timezone)
    stage = promise_stage(row.done_by, today=local_date(tx.now, zone))
    mark = {
        "community_id": who.community_id,
        "mark": f"promise_{stage}",
        "subject": f"{row.id}/{row.done_by}",
    }
    t = clock_marks.c
    known = tx.connection.execute(
        select(t.marked_at).where(*(t[name] == value for name, value in mark.items()))
    ).one_or_none()
    if not stage or known is not None:
        return PromiseReminded(number=motion.number, stage="")
    tx.connection.execute(insert(clock_marks), [{**mark, "marked_at": tx.now}])
    noon = datetime.combine(date.fromisoformat(row.done_by), time(12), zone)
    done_on = int(noon.timestamp())
    tell(tx, motion, f"promise_{stage}", (row.addressee, "facilitator"), done_on=done_on)
    return PromiseReminded(number=motion.number, stage=stage)
