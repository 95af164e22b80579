"""On the way from a chat program into the hall: begun by a link, ended once, by the same browser."""

import secrets

from sqlalchemy import delete, insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.people.hall.sessions import hashed
from council.people.hall.tables import hall_ways

#: How long (s) somebody may be on the way.
WAY_FOR = 600


@value
class Way:
    """Where somebody wants to go; ``account`` (may be empty) is for whom the link was made."""

    account: str
    way: str


def set_out(tx: Transaction, way: Way, guest: str) -> str:
    """Begin a way for a browser (as a hash); tells its name, of letters and figures, for once."""
    w = hall_ways.c
    tx.connection.execute(delete(hall_ways).where(w.made_at <= tx.now - WAY_FOR))
    state = secrets.token_hex(24)
    row = {
        "state_hash": hashed(state),
        "account": way.account,
        "guest_hash": guest,
        "way": way.way,
        "made_at": tx.now,
    }
    tx.connection.execute(insert(hall_ways), [row])
    return state


def arrived(tx: Transaction, state: str, guest: str) -> Way | None:
    """End a way; None where there is none, or where it was another browser's, or has ended."""
    this = hall_ways.c.state_hash == hashed(state)
    row = tx.connection.execute(select(hall_ways).where(this).with_for_update()).one_or_none()
    if row is None:
        return None
    tx.connection.execute(delete(hall_ways).where(this))
    if row.guest_hash != guest or row.made_at <= tx.now - WAY_FOR:
        return None
    return Way(account=row.account, way=row.way)
