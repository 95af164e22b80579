"""Votes at a meeting 会议表决: what our own records propose for a count."""

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.meetings.tables import attendance

#: Electorates that the residents' list tells: one vote each adult, or one each household.
_ADULTS = frozenset({"adults", "villagers"})
_HOUSEHOLDS = frozenset({"households", "household_reps"})


def proposed(
    tx: Transaction, community_id: str, meeting_id: str, *, field: str, electorate: str
) -> int:
    """What the residents' list (``entitled``) or who is checked in (``came``) say; -1: nothing.

    Representatives and members of groups stand on no list of ours.
    """
    if field not in ("entitled", "came") or electorate not in _ADULTS | _HOUSEHOLDS:
        return -1
    r, a = residents.c, attendance.c
    counted = func.count() if electorate in _ADULTS else func.count(r.unit.distinct())
    query = select(counted).select_from(residents).where(r.community_id == community_id)
    query = query.where(r.adult == 1) if electorate in _ADULTS else query.where(r.unit != "")
    if field == "came":
        query = query.join(
            attendance, (a.community_id == r.community_id) & (a.resident_id == r.id)
        ).where(a.meeting_id == meeting_id, a.left_at.is_(None))
    return tx.connection.scalar(query) or 0
