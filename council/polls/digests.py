"""Digests of a poll: of all its ballots, and of who may fill which slot of its roll."""

import hashlib
from typing import Any

from sqlalchemy import collate, select

from council.kernel.database.transaction import Transaction
from council.kernel.seals import Part, as_json, hash_of, lines_of
from council.polls.tables import ballots, electorate

#: So many ballots are read and hashed at once.
_AT_ONCE = 10_000


def ballots_digest(tx: Transaction, community_id: str, poll_id: str) -> str:
    """Hash every ballot of a poll, replaced ones too, in the order of slots and revisions."""
    t = ballots.c
    columns = (t.slot, t.revision, t.content, t.channel, t.cast_at, t.cast_by, t.paper_serial)
    query = (
        select(*columns)
        .where(t.community_id == community_id, t.poll_id == poll_id)
        .order_by(_plainly(tx, t.slot), t.revision)
    )
    rows = tx.connection.execute(query.execution_options(yield_per=_AT_ONCE))
    made = hashlib.sha256()
    for some in rows.partitions(_AT_ONCE):
        made.update(as_json([list(row) for row in some]).encode())
    return made.hexdigest()


def electorate_digest(tx: Transaction, community_id: str, poll_id: str) -> str:
    """Hash who may fill which slot of a poll's roll."""
    columns = ("slot", "resident_id", "owner_key", "head")
    part = Part(table=electorate, of="poll_id", columns=columns)
    return hash_of(line for _, line in lines_of(tx, part, community_id, poll_id))


def _plainly(tx: Transaction, column: Any) -> Any:
    """Order a text by its bytes on both databases, whatever language the server speaks."""
    return column if tx.connection.dialect.name == "sqlite" else collate(column, "C")
