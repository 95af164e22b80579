"""Moving the clock of a demo: forward only, and never where a real community lives."""

from sqlalchemy import func, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import demo_clock
from council.kernel.values import value

#: The longest single move (s): ten years.
FARTHEST = 10 * 366 * 86_400


@value
class ClockMoved:
    """The clock after a move, and how far it is ahead of the wall clock; UTC seconds."""

    now: int
    offset_seconds: int


def begin_clock(tx: Transaction, at: int) -> bool:
    """Let the simulated clock begin at ``at`` (UTC seconds); False where a community lives already."""
    if tx.connection.scalar(select(func.count()).select_from(communities)):
        return False
    tx.connection.execute(insert(demo_clock), [{"id": 1, "offset_seconds": at - tx.now}])
    return True


def move_clock(tx: Transaction, seconds: int) -> ClockMoved | Refusal:
    """Move the simulated clock forward by ``seconds``; every community must be a demo."""
    c = communities.c
    count, demos = tx.connection.execute(select(func.count(), func.sum(c.demo))).one()
    if not count or demos != count:
        return refuse("demo.not_a_demo")
    if not 0 <= seconds <= FARTHEST:
        return refuse("demo.forward_only")
    before = tx.connection.scalar(select(demo_clock.c.offset_seconds).with_for_update())
    offset = (before or 0) + seconds
    if before is None:
        tx.connection.execute(insert(demo_clock), [{"id": 1, "offset_seconds": offset}])
    else:
        tx.connection.execute(update(demo_clock).values(offset_seconds=offset))
    return ClockMoved(now=tx.now + seconds, offset_seconds=offset)
