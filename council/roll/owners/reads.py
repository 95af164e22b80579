"""The lines of the residents' list beside the owners of the roll."""

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.roll.owners.rules import Line, owners_of
from voting.roll import Unit


def lines_of(tx: Transaction, community_id: str) -> tuple[Line, ...]:
    """Read the residents' list, by ref."""
    t = residents.c
    query = (
        select(t.ref, t.name, t.unit, t.owner_key)
        .where(t.community_id == community_id)
        .order_by(t.ref)
    )
    return read_all(tx, Line, query)


def count_listed(tx: Transaction, community_id: str, units: tuple[Unit, ...]) -> tuple[int, int]:
    """Tell how many owners may vote, and how many of them stand on the residents' list."""
    owners = owners_of(units)
    standing = {line.owner_key for line in lines_of(tx, community_id)}
    return len(owners), len(owners.keys() & standing)
