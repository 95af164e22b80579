"""Reading series of meetings: in the order of their making, with what is made of them."""

from collections.abc import Collection

from sqlalchemy import func, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.meetings.meeting import Meeting, Series
from council.meetings.tables import meeting_series, meetings, series_exceptions


def every_series(tx: Transaction, community_id: str) -> tuple[Series, ...]:
    """Tell all series of a community; the place of one, from 1 on, is its number for good."""
    s = meeting_series.c
    query = (
        select(meeting_series).where(s.community_id == community_id).order_by(s.created_at, s.id)
    )
    return read_all(tx, Series, query)


def series_numbered(tx: Transaction, community_id: str, number: int) -> Series | None:
    """Find a series by its number."""
    several = every_series(tx, community_id)
    return several[number - 1] if 1 <= number <= len(several) else None


def latest_of(tx: Transaction, series: Series) -> int:
    """Tell the latest start of a meeting of a series; 0 where none was made."""
    m = meetings.c
    query = select(func.max(m.starts_at)).where(
        m.community_id == series.community_id, m.series_id == series.id
    )
    return tx.connection.scalar(query) or 0


def meetings_of(tx: Transaction, series: Series) -> tuple[Meeting, ...]:
    """Tell the meetings made of a series, the earliest first."""
    m = meetings.c
    query = (
        select(meetings)
        .where(m.community_id == series.community_id, m.series_id == series.id)
        .order_by(m.starts_at, m.number)
    )
    return read_all(tx, Meeting, query)


def made_of(tx: Transaction, series: Series) -> Collection[int]:
    """Tell the occurrences of a series that meetings were made of, by the rule's own times."""
    m = meetings.c
    query = select(func.coalesce(m.occurs_at, m.starts_at)).where(
        m.community_id == series.community_id, m.series_id == series.id
    )
    return frozenset(tx.connection.scalars(query))


def left_out(tx: Transaction, series: Series) -> Collection[int]:
    """Tell the occurrences of a series that do not take place."""
    e = series_exceptions.c
    query = select(e.occurs_at).where(
        e.community_id == series.community_id, e.series_id == series.id
    )
    return frozenset(tx.connection.scalars(query))
