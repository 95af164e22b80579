"""Series changed from a date on, or ended: what is announced stays, what is planned goes along.

A changed series is followed by a new one. Meetings that the old one has planned already stay its
own, by which calendars know them, and are moved to the times of the new rule.
"""

from datetime import datetime, time
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlalchemy import update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.dates import read_date
from council.kernel.deadlines import local_date
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.meeting import Meeting, Series
from council.meetings.planning import keep_series, read_rule
from council.meetings.recurrence import Recurrence, occurrences
from council.meetings.rules import MEETING, PLACE_LIMIT, REASON_LIMIT, TITLE_LIMIT, read_line
from council.meetings.series.commands import ChangeSeries, EndSeries, SeriesView
from council.meetings.series.moving import leave_out, put, touch
from council.meetings.series.projecting import projected
from council.meetings.series.reads import series_view
from council.meetings.series.records import every_series, meetings_of, series_numbered
from council.meetings.tables import meetings

#: Why the meetings of a changed series were moved, by the community's language.
_CHANGED = {"zh_CN": "系列会议的时间改了", "en": "The series has another rule"}


def change(tx: Transaction, who: Person, command: ChangeSeries) -> SeriesView | Refusal:
    """Let another rule hold from a date on; planned meetings after it get the new rule's times."""
    series = going(tx, who, command.series)
    if isinstance(series, Refusal):
        return series
    begins = beginning(tx, who, command.from_on)
    recurrence = read_rule(command.when)
    place = read_line(command.place, field="place", limit=PLACE_LIMIT)
    title = read_line(command.title, field="title", limit=TITLE_LIMIT)
    for read in (begins, recurrence, place, title):
        if isinstance(read, Refusal):
            return read
    assert isinstance(begins, int)
    assert isinstance(recurrence, Recurrence)
    assert isinstance(place, str)
    assert isinstance(title, str)
    zone = ZoneInfo(who.timezone)
    later = [each for each in meetings_of(tx, series) if each.starts_at >= begins]
    kept = [each.starts_at for each in later if each.state != "planned"]
    after = max(begins - 1, tx.now, *kept)
    times = occurrences(recurrence, after=after, zone=zone)
    lasts = command.lasts or series.lasts_minutes
    reason = _CHANGED.get(who.locale, _CHANGED["zh_CN"])
    for meeting in (each for each in later if each.state == "planned"):
        after = next(times)
        _move_along(
            tx, who, meeting, title=title, starts_at=after, place=place, lasts=lasts, reason=reason
        )
    _stop(tx, who, series, begins, reason=reason)
    follower = keep_series(
        tx,
        who,
        title=title,
        rule=recurrence.rule,
        place=place,
        starts_at=next(times),
        lasts=lasts,
        follows=series.id,
    )
    record(tx, who, command.verb, "series", series.id, rule=recurrence.rule, from_at=begins)
    number = len(every_series(tx, who.community_id))
    assert series_numbered(tx, who.community_id, number) == follower
    return series_view(tx, who, number, "staff", said="series.said.changed")


def end(tx: Transaction, who: Person, command: EndSeries) -> SeriesView | Refusal:
    """Let a series end: what is planned and not announced is cancelled with the reason."""
    series = going(tx, who, command.series)
    if isinstance(series, Refusal):
        return series
    begins = beginning(tx, who, command.from_on)
    reason = read_line(command.reason, field="reason", limit=REASON_LIMIT)
    for read in (begins, reason):
        if isinstance(read, Refusal):
            return read
    assert isinstance(begins, int)
    assert isinstance(reason, str)
    for meeting in meetings_of(tx, series):
        if meeting.state == "planned" and meeting.starts_at >= begins:
            _cancel(tx, who, meeting, reason=reason)
    _stop(tx, who, series, begins, reason=reason)
    record(tx, who, command.verb, "series", series.id, from_at=begins, reason=reason)
    return series_view(tx, who, command.series, "staff", said="series.said.ended")


def going(tx: Transaction, who: Person, number: int) -> Series | Refusal:
    """Find a series that goes on without end: one that is followed by another is changed no more."""
    series = series_numbered(tx, who.community_id, number)
    if series is None:
        return refuse("series.unknown")
    return refuse("series.over") if series.ended_at or series.until_at else series


def beginning(tx: Transaction, who: Person, text: str) -> int | Refusal:
    """Read from which local day on something holds, as the first second of that day."""
    zone = ZoneInfo(who.timezone)
    day = read_date(text, today=local_date(tx.now, zone))
    if isinstance(day, Refusal):
        return day
    return int(datetime.combine(day, time(), tzinfo=zone).timestamp())


def _stop(tx: Transaction, who: Person, series: Series, begins: int, *, reason: str) -> None:
    """Let a series give nothing from a time on but the meetings that are made of it already."""
    zone = ZoneInfo(who.timezone)
    made = [each.occurs_at or each.starts_at for each in meetings_of(tx, series)]
    until = max(begins - 1, *made) if made else begins - 1
    coming = projected(tx, series, after=max(begins - 1, tx.now), zone=zone)
    for occurs_at in list(takewhile(lambda each: each <= until, coming)):
        leave_out(tx, who, series, occurs_at, reason=reason)
    before = next(projected(tx, series, after=tx.now, zone=zone), 0)
    goes_on = 0 < before < begins
    touch(tx, series, until_at=until, ended_at=None if goes_on else tx.now)


def _move_along(
    tx: Transaction,
    who: Person,
    meeting: Meeting,
    *,
    title: str,
    starts_at: int,
    place: str,
    lasts: int,
    reason: str,
) -> None:
    m = meetings.c
    tx.connection.execute(
        update(meetings)
        .where(m.community_id == meeting.community_id, m.id == meeting.id)
        .values(title=title)
    )
    put(tx, meeting, starts_at=starts_at, place=place, lasts=lasts, reason=reason)
    record(tx, who, "meeting.move", "meeting", meeting.id, starts_at=starts_at, reason=reason)


def _cancel(tx: Transaction, who: Person, meeting: Meeting, *, reason: str) -> None:
    after = MEETING.after("cancel", meeting.state)
    assert isinstance(after, str)
    m = meetings.c
    tx.connection.execute(
        update(meetings)
        .where(m.community_id == meeting.community_id, m.id == meeting.id)
        .values(
            state=after,
            cancel_reason=reason,
            changed_at=tx.now,
            sequence=meeting.sequence + 1,
        )
    )
    record(tx, who, "meeting.cancel", "meeting", meeting.id)


CHANGING: UseCases = {ChangeSeries: change, EndSeries: end}
