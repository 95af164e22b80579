"""Reading resolutions 决议 that several verbs need."""

from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.resolutions.resolution import Resolution
from council.resolutions.tables import resolutions


def resolution_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str
) -> Resolution | None:
    """Find a resolution by one column: ``number=…``, ``poll_id=…`` or ``meeting_vote_id=…``.

    ``lock`` takes it before it is judged.
    """
    return record_by(tx, Resolution, resolutions, community_id, lock=lock, **column)
