"""Campaigns 众筹: what waits for residents and for the staff."""

from council.domain.values import Person
from council.reads.needs import Need
from council.storage.transaction import Transaction


def needs(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """What a resident is waited for: pledges that are not paid yet."""
    return ()


def due(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """What is due at the staff desk."""
    return ()
