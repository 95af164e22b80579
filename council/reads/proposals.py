"""Proposals 提案: what bots show of them."""

from typing import Any

from sqlalchemy import Row, select

from council.domain.values import Person
from council.reads.needs import Need
from council.storage.tables.proposals import proposals
from council.storage.transaction import Transaction


def proposal_by_number(tx: Transaction, community_id: str, number: int) -> Row[Any] | None:
    """Read a proposal's row (id, number, author_id, title, body, state …) by its number."""
    t = proposals.c
    query = select(proposals).where(t.community_id == community_id, t.number == number)
    return tx.connection.execute(query).one_or_none()


def needs(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """What a resident is waited for."""
    return ()


def due(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """What is due at the staff desk."""
    return ()
