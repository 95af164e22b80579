"""Reading resolutions 决议 that several verbs need."""

from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.resolutions.resolution import Resolution
from council.resolutions.rules import publish_by
from council.resolutions.tables import resolutions
from council.rules.records import rules_of


def resolution_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str
) -> Resolution | None:
    """Find a resolution by one column: ``number=…``, ``poll_id=…`` or ``meeting_vote_id=…``.

    ``lock`` takes it before it is judged.
    """
    return record_by(tx, Resolution, resolutions, community_id, lock=lock, **column)


def published_by(tx: Transaction, community_id: str, counted_at: int) -> int:
    """By when a community's rules want a decision published."""
    return publish_by(counted_at, days=publish_within(tx, community_id))


def publish_within(tx: Transaction, community_id: str) -> int:
    return rules_of(tx, community_id).timing.publish_within
