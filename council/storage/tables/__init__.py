"""Every table of the record. ``metadata`` is complete once this package is imported."""

from council.storage.columns import metadata
from council.storage.tables import (
    dialogue,
    meetings,
    money,
    papers,
    people,
    polls,
    proposals,
    roll,
)

__all__ = [
    "dialogue",
    "meetings",
    "metadata",
    "money",
    "papers",
    "people",
    "polls",
    "proposals",
    "roll",
]
