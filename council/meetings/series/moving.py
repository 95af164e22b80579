"""One meeting of a series or alone: moved, planned before its turn, left out."""

from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.meetings.agendas import movable
from council.meetings.commands import MeetingView
from council.meetings.meeting import Meeting, Series
from council.meetings.planning import moment, plan_occurrence
from council.meetings.reads import meeting_view
from council.meetings.records import meeting_by, motions_on
from council.meetings.rules import PLACE_LIMIT, REASON_LIMIT, REMINDER, notice_days, read_line
from council.meetings.series.commands import (
    MeetingsAhead,
    MoveMeeting,
    PlanOccurrence,
    SkipOccurrence,
)
from council.meetings.series.projecting import projected
from council.meetings.series.reads import meetings_ahead
from council.meetings.series.records import series_numbered
from council.meetings.series.rules import check_new_notice
from council.meetings.series.telling import tell_move
from council.meetings.tables import meeting_series, meetings, rsvps, series_exceptions
from council.rules.records import rules_of


def move(tx: Transaction, who: Person, command: MoveMeeting) -> MeetingView | Refusal:
    """Give a meeting another time or place; after its notice everybody is told and asked anew."""
    meeting = movable(tx, who, command.number, "move")
    if isinstance(meeting, Refusal):
        return meeting
    starts_at = moment(tx, who, command.when) if command.when else meeting.starts_at
    place = read_line(command.place or meeting.place, field="place", limit=PLACE_LIMIT)
    reason = read_line(command.reason, field="reason", limit=REASON_LIMIT)
    for read in (starts_at, place, reason):
        if isinstance(read, Refusal):
            return read
    assert isinstance(starts_at, int)
    assert isinstance(place, str)
    assert isinstance(reason, str)
    lasts = command.lasts or meeting.lasts_minutes
    if (starts_at, place, lasts) == (meeting.starts_at, meeting.place, meeting.lasts_minutes):
        return refuse("meeting.nothing_moved")
    enough = judge_notice(tx, who, meeting, starts_at)
    if isinstance(enough, Refusal):
        return enough
    moved = put(tx, meeting, starts_at=starts_at, place=place, lasts=lasts, reason=reason)
    record(
        tx,
        who,
        command.verb,
        "meeting",
        meeting.id,
        was_at=meeting.starts_at,
        was_place=meeting.place,
        starts_at=starts_at,
        reason=reason,
    )
    if meeting.state == "announced":
        tell_move(tx, meeting, moved)
    said = "moved" if meeting.state == "planned" else "moved_told" if enough else "moved_barely"
    return meeting_view(tx, who, meeting.number, "staff", said=f"meeting.said.{said}")


def judge_notice(tx: Transaction, who: Person, meeting: Meeting, starts_at: int) -> bool | Refusal:
    """Judge the notice of a meeting anew if it gets this time."""
    items = motions_on(tx, who.community_id, meeting.id)
    rules = rules_of(tx, who.community_id)
    return check_new_notice(
        meeting.state,
        was_at=meeting.starts_at,
        starts_at=starts_at,
        now=tx.now,
        days=notice_days([motion.legal_class for motion in items], rules=rules),
        zone=ZoneInfo(who.timezone),
    )


def put(
    tx: Transaction, meeting: Meeting, *, starts_at: int, place: str, lasts: int, reason: str
) -> Meeting:
    """Write a meeting's new time and place; answers to the old time are asked for anew."""
    values: dict[str, str | int | None] = {
        "starts_at": starts_at,
        "place": place,
        "lasts_minutes": lasts or None,
        "sequence": meeting.sequence + 1,
        "changed_at": tx.now,
        "move_reason": reason,
    }
    if meeting.series_id and not meeting.occurs_at:
        values["occurs_at"] = meeting.starts_at
    if starts_at != meeting.starts_at:
        values |= {"moved_at": tx.now, "moved_from_at": meeting.starts_at}
        _forget_answers(tx, meeting)
    m = meetings.c
    tx.connection.execute(
        update(meetings)
        .where(m.community_id == meeting.community_id, m.id == meeting.id)
        .values(**values)
    )
    moved = meeting_by(tx, meeting.community_id, id=meeting.id)
    assert moved is not None
    return moved


def _forget_answers(tx: Transaction, meeting: Meeting) -> None:
    """Nobody has said whether they come at the new time, nor been reminded of it."""
    r, k = rsvps.c, clock_marks.c
    tx.connection.execute(
        delete(rsvps).where(r.community_id == meeting.community_id, r.meeting_id == meeting.id)
    )
    tx.connection.execute(
        delete(clock_marks).where(
            k.community_id == meeting.community_id,
            k.mark == REMINDER,
            k.subject == meeting.id,
        )
    )


def plan_early(tx: Transaction, who: Person, command: PlanOccurrence) -> MeetingView | Refusal:
    """Make a meeting of an occurrence before the clock would."""
    series = occurrence(tx, who, command.series, command.occurs_at)
    if isinstance(series, Refusal):
        return series
    number = plan_occurrence(tx, who, series, command.occurs_at)
    return meeting_view(tx, who, number, "staff", said="meeting.said.planned")


def skip(tx: Transaction, who: Person, command: SkipOccurrence) -> MeetingsAhead | Refusal:
    """Leave an occurrence out; nobody was invited to it yet."""
    series = occurrence(tx, who, command.series, command.occurs_at)
    if isinstance(series, Refusal):
        return series
    reason = read_line(command.reason, field="reason", limit=REASON_LIMIT)
    if isinstance(reason, Refusal):
        return reason
    leave_out(tx, who, series, command.occurs_at, reason=reason)
    touch(tx, series)
    record(tx, who, command.verb, "series", series.id, occurs_at=command.occurs_at, reason=reason)
    return meetings_ahead(tx, who, "staff", said="meeting.said.skipped")


def occurrence(tx: Transaction, who: Person, number: int, occurs_at: int) -> Series | Refusal:
    """Find the series of an occurrence that is still only projected."""
    series = series_numbered(tx, who.community_id, number)
    if series is None or occurs_at <= tx.now:
        return refuse("meeting.no_occurrence")
    zone = ZoneInfo(who.timezone)
    found = next(projected(tx, series, after=occurs_at - 1, zone=zone), 0)
    return series if found == occurs_at else refuse("meeting.no_occurrence")


def leave_out(
    tx: Transaction, who: Person, series: Series, occurs_at: int, *, reason: str
) -> None:
    """Keep that an occurrence does not take place."""
    row = {
        "community_id": series.community_id,
        "series_id": series.id,
        "occurs_at": occurs_at,
        "reason": reason,
        "noted_by": who.id,
        "noted_at": tx.now,
    }
    tx.connection.execute(insert(series_exceptions), [row])


def touch(tx: Transaction, series: Series, **values: int | str | None) -> None:
    """Change a series so that calendars take it over."""
    s = meeting_series.c
    tx.connection.execute(
        update(meeting_series)
        .where(s.community_id == series.community_id, s.id == series.id)
        .values(sequence=series.sequence + 1, changed_at=tx.now, **values)
    )


MOVING: UseCases = {MoveMeeting: move, PlanOccurrence: plan_early, SkipOccurrence: skip}
