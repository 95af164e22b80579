"""The inbox: updates that were taken in and wait for their turn.

What stands here is acknowledged where it came from, so it is ours to answer: it stays until its
effect has committed and its answer is out of the house or in the outbox. The time it was taken in
is that of the transaction that wrote it.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.tables import inbox
from council.kernel.values import value

#: An update's own key within one bot: its number and the digest of its content.
Key = tuple[int, int]

#: The bot that ballots come through: a close looks at what waits there.
BALLOTS = "resident"

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@value
class Waiting:
    """One update in the inbox; ``taken_at`` in UTC seconds, 0 before it is written.

    ``sender`` tells people of one channel apart: Telegram's number, elsewhere a digest of the name.
    """

    update_id: int
    digest: int
    sender: int
    kind: str
    update: dict[str, Any]
    taken_at: int = 0

    @property
    def key(self) -> Key:
        """What tells it from every other update of the bot."""
        return self.update_id, self.digest


def take_in(tx: Transaction, bot: str, channel: str, updates: Sequence[Waiting], now: int) -> None:
    """Write what waits. What stands there already (it was delivered twice) stays as it is."""
    rows = [
        {
            "bot": bot,
            "update_id": each.update_id,
            "digest": each.digest,
            "id": tx.new_id(),
            "sender": str(each.sender),
            "kind": each.kind,
            "body": json.dumps(each.update, ensure_ascii=False),
            "taken_at": now,
            "channel": channel,
        }
        for each in updates
    ]
    if rows:
        made: Any = _INSERT[tx.connection.dialect.name](inbox)
        tx.connection.execute(made.on_conflict_do_nothing(), rows)


def load(tx: Transaction, bot: str, channel: str) -> list[Waiting]:
    """Read what waits of a channel, oldest first."""
    t = inbox.c
    rows = tx.connection.execute(
        select(inbox).where(t.bot == bot, t.channel == channel).order_by(t.taken_at, t.id)
    )
    return [value_from(Waiting, row, update=json.loads(row.body)) for row in rows]


def remove(tx: Transaction, bot: str, keys: Collection[Key]) -> None:
    """Forget updates that are done with."""
    t = inbox.c
    done = tuple_(t.update_id, t.digest).in_(list(keys))
    tx.connection.execute(delete(inbox).where(t.bot == bot, done))


def oldest(connection: Connection, bot: str = BALLOTS) -> int | None:
    """When the oldest update that waits was taken in; None where nothing waits."""
    t = inbox.c
    found: int | None = connection.scalar(select(func.min(t.taken_at)).where(t.bot == bot))
    return found


def waits_from_before(tx: Transaction, at: int) -> bool:
    """Whether something that may be a ballot was taken in before ``at`` and is not handled yet.

    For the transaction that closes a poll: it waits for whoever is writing to the inbox just now
    (``hold``), so nothing from before can appear after the look.
    """
    if tx.connection.dialect.name == "postgresql":
        tx.connection.exec_driver_sql("LOCK TABLE inbox IN SHARE MODE")
    found = oldest(tx.connection)
    return found is not None and found < at


def hold(connection: Connection) -> None:
    """Before the clock is read for ``take_in``: let no close run between the look and the writing.

    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE inbox IN ROW EXCLUSIVE MODE")
