"""Updates put aside: what nothing could read, and what met a bug of ours."""

from sqlalchemy import delete, insert

from council.kernel.database.transaction import Transaction
from council.kernel.tables import poison_updates
from council.kernel.values import value

#: How much of an error is kept, from its end.
ERROR = 4_000


@value
class Poison:
    """One such update: ``update_id`` -1 where it has none, ``body`` as an engineer may look at it."""

    update_id: int
    digest: int
    error: str
    body: str


def set_aside(tx: Transaction, bot: str, poison: Poison) -> bool:
    """Keep it for an engineer, the newest row of the same update; tells whether it is a new one."""
    t = poison_updates.c
    same = (t.bot == bot, t.update_id == poison.update_id, t.digest == poison.digest)
    known = tx.connection.execute(delete(poison_updates).where(*same)).rowcount
    row = {
        "bot": bot,
        "update_id": poison.update_id,
        "digest": poison.digest,
        "failed_at": tx.now,
        "error": _plain(poison.error)[-ERROR:],
        "body": _plain(poison.body),
    }
    tx.connection.execute(insert(poison_updates), [row])
    return not known


def _plain(text: str) -> str:
    """What every database keeps: no NUL, no lone surrogate."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()
