"""Reading minutes 会议纪要: sections as they stand and as they were, readings, approvals."""

from collections.abc import Mapping

from sqlalchemy import exists, func, insert, select, update

from council.kernel.database.records import read_all, record_by
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents, roles
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.meeting import Meeting
from council.meetings.minutes.minutes import Approval, Reading, Section, Source
from council.meetings.minutes.tables import (
    minutes_approvals,
    minutes_readings,
    minutes_sections,
)
from council.meetings.records import meeting_by
from council.meetings.tables import attendance, meetings


def locked(tx: Transaction, who: Person, number: int) -> Meeting | Refusal:
    """Find a meeting whose minutes are about to change: whoever else writes them waits."""
    meeting = meeting_by(tx, who.community_id, number=number, lock=True)
    return refuse("meeting.unknown") if meeting is None else meeting


def sections_of(tx: Transaction, meeting: Meeting) -> tuple[Section, ...]:
    """The sections as they stand, in their order."""
    t, later = minutes_sections.c, minutes_sections.alias("later").c
    superseded = (
        select(later.revision)
        .where(
            later.community_id == t.community_id,
            later.meeting_id == t.meeting_id,
            later.section == t.section,
            later.revision > t.revision,
        )
        .exists()
    )
    query = (
        select(minutes_sections)
        .where(t.community_id == meeting.community_id, t.meeting_id == meeting.id, ~superseded)
        .order_by(t.position, t.section)
    )
    return read_all(tx, Section, query)


def history_of(tx: Transaction, meeting: Meeting, section: str = "") -> tuple[Section, ...]:
    """Everything that was ever written, or of one section, the earliest first."""
    t = minutes_sections.c
    query = (
        select(minutes_sections)
        .where(
            t.community_id == meeting.community_id,
            t.meeting_id == meeting.id,
            *((t.section == section,) if section else ()),
        )
        .order_by(t.revision, t.position, t.section)
    )
    return read_all(tx, Section, query)


def revision_of(tx: Transaction, meeting: Meeting) -> int:
    """The revision of the minutes as a whole; 0 where nothing was written yet."""
    t = minutes_sections.c
    query = select(func.max(t.revision)).where(
        t.community_id == meeting.community_id, t.meeting_id == meeting.id
    )
    return tx.connection.scalar(query) or 0


def write(
    tx: Transaction,
    who: Person,
    meeting: Meeting,
    texts: tuple[tuple[str, int, str, str], ...],
    *,
    source: Source,
    reason: str = "",
) -> int:
    """Keep texts (section, position, heading, text) as one more revision; tells its number.

    The meeting is locked by the caller.
    """
    revision = revision_of(tx, meeting) + 1
    rows = [
        {
            "community_id": meeting.community_id,
            "meeting_id": meeting.id,
            "section": section,
            "revision": revision,
            "position": position,
            "heading": heading,
            "text": text,
            "source": source,
            "reason": reason or None,
            "written_by": who.id,
            "written_at": tx.now,
        }
        for section, position, heading, text in texts
    ]
    if rows:
        tx.connection.execute(insert(minutes_sections), rows)
    return revision


def reading_of(tx: Transaction, meeting: Meeting, resident_id: str) -> Reading | None:
    """How far somebody has read the minutes."""
    return record_by(
        tx,
        Reading,
        minutes_readings,
        meeting.community_id,
        meeting_id=meeting.id,
        resident_id=resident_id,
    )


def approvals_of(tx: Transaction, meeting: Meeting) -> tuple[Approval, ...]:
    """What was said to the minutes, the earliest first."""
    t = minutes_approvals.c
    query = (
        select(minutes_approvals)
        .where(t.community_id == meeting.community_id, t.meeting_id == meeting.id)
        .order_by(t.number)
    )
    return read_all(tx, Approval, query)


def names_of(tx: Transaction, community_id: str, ids: set[str]) -> Mapping[str, str]:
    """The names of people on the list, by id; the clock and the operator have none."""
    r = residents.c
    query = select(r.id, r.name).where(r.community_id == community_id, r.id.in_(sorted(ids)))
    return {row.id: row.name for row in tx.connection.execute(query)}


def residents_there(tx: Transaction, meeting: Meeting) -> frozenset[str]:
    """The names of those who came and hold no office: pages do not tell them."""
    r, a, o = residents.c, attendance.c, roles.c
    office = exists(select(o.role).where(o.community_id == r.community_id, o.resident_id == r.id))
    query = (
        select(r.name)
        .join(attendance, (a.community_id == r.community_id) & (a.resident_id == r.id))
        .where(a.community_id == meeting.community_id, a.meeting_id == meeting.id, ~office)
    )
    return frozenset(tx.connection.scalars(query))


def waiting_for_a_meeting(tx: Transaction, before: Meeting) -> tuple[Meeting, ...]:
    """Earlier meetings whose minutes were handed in and wait, the earliest first."""
    t = meetings.c
    query = (
        select(meetings)
        .where(
            t.community_id == before.community_id,
            t.state == "minuted",
            t.starts_at < before.starts_at,
        )
        .order_by(t.starts_at, t.number)
    )
    return read_all(tx, Meeting, query)


def readers_of(tx: Transaction, meeting: Meeting, revision: int) -> frozenset[str]:
    """Who has read a revision of the minutes to its end."""
    t = minutes_readings.c
    query = select(t.resident_id).where(
        t.community_id == meeting.community_id,
        t.meeting_id == meeting.id,
        t.revision == revision,
        t.done_at.is_not(None),
    )
    return frozenset(tx.connection.scalars(query))


def note_reading(
    tx: Transaction, who: Person, meeting: Meeting, *, revision: int, page: int, done: bool
) -> None:
    """Keep how far somebody has read a revision. The meeting is locked by the caller."""
    t = minutes_readings.c
    values = {
        "revision": revision,
        "page": page,
        "read_at": tx.now,
        "done_at": tx.now if done else None,
    }
    key = {
        "community_id": meeting.community_id,
        "meeting_id": meeting.id,
        "resident_id": who.id,
    }
    changed = tx.connection.execute(
        update(minutes_readings)
        .where(*(t[name] == each for name, each in key.items()))
        .values(**values)
    )
    if changed.rowcount == 0:
        tx.connection.execute(insert(minutes_readings), [{**key, **values}])
