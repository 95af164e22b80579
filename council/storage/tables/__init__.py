"""Every table of the record. ``metadata`` is complete once this package is imported."""

from council.storage.columns import metadata
from council.storage.tables import (
    assisted,
    consultations,
    deliveries,
    dialogue,
    meetings,
    money,
    operation,
    papers,
    people,
    polls,
    proposals,
    proxies,
    roll,
    rules,
)

__all__ = [
    "assisted",
    "consultations",
    "deliveries",
    "dialogue",
    "meetings",
    "metadata",
    "money",
    "operation",
    "papers",
    "people",
    "polls",
    "proposals",
    "proxies",
    "roll",
    "rules",
]
