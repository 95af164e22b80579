"""Signs of life of the program's parts, and what an operator said of the clock."""

from sqlalchemy import delete, func, insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.operation.tables import beats, clock_acceptance
from council.kernel.tables import acts, processed_updates
from council.kernel.values import value

#: What a part leaves behind that was stopped on purpose: nobody misses it.
STOPPED = "stopped"


@value
class Beat:
    """The last sign of life of one part (UTC seconds), and its trouble; empty: none."""

    part: str
    beat_at: int
    trouble: str


@value
class Acceptance:
    """An operator's word that the clock was right; ``newest`` as the record stood then."""

    number: int = 0
    accepted_at: int = 0
    newest: int = 0


def beat(tx: Transaction, part: str, trouble: str) -> None:
    """Note a sign of life."""
    tx.connection.execute(delete(beats).where(beats.c.part == part))
    row = {"part": part, "beat_at": tx.now, "trouble": trouble}
    tx.connection.execute(insert(beats), [row])


def last_beats(tx: Transaction) -> tuple[Beat, ...]:
    """Tell the last sign of life of every part that ever ran."""
    b = beats.c
    rows = tx.connection.execute(select(b.part, b.beat_at, b.trouble).order_by(b.part))
    return tuple(Beat(part=part, beat_at=at, trouble=trouble) for part, at, trouble in rows)


def newest_time(tx: Transaction) -> int:
    """Tell the newest time that stands in the record (UTC seconds); 0 = none."""
    times = (acts.c.acted_at, processed_updates.c.processed_at, beats.c.beat_at)
    found = (tx.connection.scalar(select(func.max(column))) for column in times)
    return max((at for at in found if at is not None), default=0)


def acceptance(tx: Transaction) -> Acceptance:
    """Tell what an operator last said of the clock."""
    a = clock_acceptance.c
    row = tx.connection.execute(select(a.number, a.accepted_at, a.newest)).one_or_none()
    if row is None:
        return Acceptance()
    return Acceptance(number=row.number, accepted_at=row.accepted_at, newest=row.newest)


def accept_clock(tx: Transaction) -> Acceptance:
    """Keep an operator's word that the clock is right now."""
    before = acceptance(tx)
    made = Acceptance(number=before.number + 1, accepted_at=tx.now, newest=newest_time(tx))
    tx.connection.execute(delete(clock_acceptance))
    row = {"id": 1, "number": made.number, "accepted_at": made.accepted_at, "newest": made.newest}
    tx.connection.execute(insert(clock_acceptance), [row])
    return made
