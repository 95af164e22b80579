"""Ballots 选票: what bots show of them."""

from council.domain.values import Person
from council.reads.needs import Need
from council.storage.transaction import Transaction


def needs(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """What a resident is waited for."""
    return ()


def due(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """What is due at the staff desk."""
    return ()
