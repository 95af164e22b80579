"""Reading follow-up calls with the acts that they ask about."""

from sqlalchemy import and_, select

from council.counter.assisted.assist import Assist
from council.counter.assisted.records import is_involved
from council.counter.assisted.tables import assisted_acts, follow_up_calls
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person, value


@value
class Call:
    """A follow-up call as kept, and its act."""

    act: Assist
    state: str
    note: str | None
    called_by: str | None


def call_by(tx: Transaction, community_id: str, act: int, *, lock: bool = False) -> Call | None:
    """Find the call about an act; ``lock`` takes the call's row before it is judged."""
    f, a = follow_up_calls.c, assisted_acts.c
    if lock:
        mine = select(f.act).where(f.community_id == community_id, f.act == act)
        tx.connection.execute(mine.with_for_update())
    row = tx.connection.execute(
        select(assisted_acts, f.state.label("call"), f.note, f.called_by)
        .join(follow_up_calls, and_(f.community_id == a.community_id, f.act == a.number))
        .where(f.community_id == community_id, f.act == act)
    ).one_or_none()
    if row is None:
        return None
    its = value_from(Assist, row)
    return Call(act=its, state=row.call, note=row.note, called_by=row.called_by)


def took_part(who: Person, act: Assist) -> bool:
    """Whether somebody recorded, confirmed or helped with the act of a call."""
    return act.confirmed_by == who.id or is_involved(who, act)
