"""Reading assisted acts: what several verbs need."""

from sqlalchemy import select

from council.counter.assisted import rules
from council.counter.assisted.assist import Assist
from council.counter.assisted.tables import assisted_acts
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person


def assist_by(
    tx: Transaction, community_id: str, number: int, *, lock: bool = False
) -> Assist | None:
    """Find an assisted act; ``lock`` takes it before it is judged."""
    a = assisted_acts.c
    query = select(assisted_acts).where(a.community_id == community_id, a.number == number)
    row = tx.connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else value_from(Assist, row)


def is_involved(who: Person, act: Assist) -> bool:
    """Whether somebody wrote this record or helped with it."""
    return rules.is_involved(
        person=who.id,
        name=who.name,
        recorder=act.recorded_by,
        helper=act.helper,
        helper_id=act.helper_id or "",
    )
