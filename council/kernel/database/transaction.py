"""What a use case is given: an open transaction, the time, and new ids."""

from collections.abc import Callable

from sqlalchemy import Connection

from council.kernel.values import value


@value
class Transaction:
    """An open transaction of the command bus, or a snapshot to read from.

    ``now`` is UTC seconds, read after the lock was taken; ``new_id`` gives a fresh ULID.
    """

    connection: Connection
    now: int
    new_id: Callable[[], str]
