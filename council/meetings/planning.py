"""Planning meetings: a series, a single one, the next one of a series."""

from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.dates import read_moment
from council.kernel.deadlines import local_date, local_instants, next_local
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.commands import MeetingView, PlanMeeting, PlanNext, PlanSeries
from council.meetings.meeting import Series
from council.meetings.reads import meeting_view
from council.meetings.records import series_by
from council.meetings.recurrence import Recurrence, from_rule, next_occurrence
from council.meetings.recurrence_sentences import read_sentence
from council.meetings.rules import MONTHLY_TITLE, PLACE_LIMIT, SINGLE_TITLE, TITLE_LIMIT, read_line
from council.meetings.series.commands import SeriesOver
from council.meetings.series.projecting import projected
from council.meetings.series.records import latest_of
from council.meetings.tables import meeting_series, meetings
from council.people import records as people


def plan_series(tx: Transaction, who: Person, command: PlanSeries) -> MeetingView | Refusal:
    """Keep the rule, and plan the first meeting that it gives."""
    recurrence = read_rule(command.when)
    place = read_line(command.place, field="place", limit=PLACE_LIMIT)
    title = read_line(
        command.title or default_title(tx, who, "series"), field="title", limit=TITLE_LIMIT
    )
    for read in (recurrence, place, title):
        if isinstance(read, Refusal):
            return read
    assert isinstance(recurrence, Recurrence)
    assert isinstance(place, str)
    assert isinstance(title, str)
    starts_at = next_occurrence(recurrence, after=tx.now, zone=ZoneInfo(who.timezone))
    series = keep_series(
        tx,
        who,
        title=title,
        rule=recurrence.rule,
        place=place,
        starts_at=starts_at,
        lasts=command.lasts,
    )
    record(tx, who, command.verb, "series", series.id, rule=recurrence.rule)
    number = plan_occurrence(tx, who, series, starts_at)
    return meeting_view(tx, who, number, "staff", said="meeting.said.series")


def keep_series(
    tx: Transaction,
    who: Person,
    *,
    title: str,
    rule: str,
    place: str,
    starts_at: int,
    lasts: int,
    follows: str = "",
) -> Series:
    """Keep a series that begins at an occurrence of its rule."""
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "title": title,
        "rule": rule,
        "place": place,
        "created_by": who.id,
        "created_at": tx.now,
        "starts_at": starts_at,
        "lasts_minutes": lasts or None,
        "changed_at": tx.now,
        "follows_id": follows or None,
    }
    tx.connection.execute(insert(meeting_series), [row])
    kept = series_by(tx, who.community_id, id=str(row["id"]))
    assert kept is not None
    return kept


def plan_meeting(tx: Transaction, who: Person, command: PlanMeeting) -> MeetingView | Refusal:
    """Plan one meeting at a local time that exists and is not past."""
    when = moment(tx, who, command.when)
    place = read_line(command.place, field="place", limit=PLACE_LIMIT)
    title = read_line(
        command.title or default_title(tx, who, "single"), field="title", limit=TITLE_LIMIT
    )
    for read in (when, place, title):
        if isinstance(read, Refusal):
            return read
    assert isinstance(when, int)
    assert isinstance(place, str)
    assert isinstance(title, str)
    number = _insert(tx, who, title=title, place=place, starts_at=when, lasts=command.lasts)
    return meeting_view(tx, who, number, "staff", said="meeting.said.planned")


def plan_next(
    tx: Transaction, who: Person, command: PlanNext
) -> MeetingView | SeriesOver | Refusal:
    """Plan the next meeting of a series; missed ones are not made up for."""
    series = series_by(tx, who.community_id, lock=True, id=command.series_id)
    if series is None or series.ended_at:
        return refuse("meeting.unknown")
    if latest_of(tx, series) > tx.now:
        return refuse("meeting.planned_already")
    zone = ZoneInfo(who.timezone)
    starts_at = next(projected(tx, series, after=tx.now, zone=zone), 0)
    if not starts_at:
        t = meeting_series.c
        tx.connection.execute(
            update(meeting_series)
            .where(t.community_id == series.community_id, t.id == series.id)
            .values(ended_at=tx.now)
        )
        return SeriesOver(title=series.title)
    number = plan_occurrence(tx, who, series, starts_at)
    return meeting_view(tx, who, number, "resident", said="meeting.said.planned")


def plan_occurrence(tx: Transaction, who: Person, series: Series, occurs_at: int) -> int:
    """Make a meeting of an occurrence of a series; tells its number."""
    return _insert(
        tx,
        who,
        title=series.title,
        place=series.place,
        starts_at=occurs_at,
        lasts=series.lasts_minutes,
        series_id=series.id,
    )


def _insert(
    tx: Transaction,
    who: Person,
    *,
    title: str,
    place: str,
    starts_at: int,
    lasts: int = 0,
    series_id: str | None = None,
) -> int:
    number = next_number(tx, who.community_id, "meeting")
    meeting_id = tx.new_id()
    row = {
        "community_id": who.community_id,
        "id": meeting_id,
        "number": number,
        "series_id": series_id,
        "title": title,
        "place": place,
        "starts_at": starts_at,
        "state": "planned",
        "minutes": "",
        "lasts_minutes": lasts or None,
        "occurs_at": starts_at if series_id else None,
        "changed_at": tx.now,
    }
    tx.connection.execute(insert(meetings), [row])
    record(tx, who, "meeting.plan", "meeting", meeting_id, starts_at=starts_at)
    return number


def read_rule(text: str) -> Recurrence | Refusal:
    """Read a rule, as a sentence or as we write it ourselves."""
    if text.startswith("FREQ="):
        try:
            return from_rule(text)
        except ValueError:
            return refuse("meeting.rule_unreadable", given=text[:40])
    return read_sentence(text)


def moment(tx: Transaction, who: Person, text: str) -> int | Refusal:
    """Read a local time as UTC seconds; of one that happens twice the first is meant."""
    zone = ZoneInfo(who.timezone)
    local = read_moment(text, today=local_date(tx.now, zone))
    if isinstance(local, Refusal):
        return local
    instants = local_instants(local, zone)
    if not instants:
        suggestion = next_local(local, zone)
        return refuse(
            "meeting.no_such_time",
            given=f"{local:%Y-%m-%d %H:%M}",
            suggestion=f"{suggestion:%Y-%m-%d %H:%M}",
        )
    if instants[0] <= tx.now:
        return refuse("meeting.past", starts_at=instants[0])
    return instants[0]


def default_title(tx: Transaction, who: Person, mode: str) -> str:
    """Tell what a meeting is called where nobody says otherwise; ``mode``: series or single."""
    row = people.community(tx, who.community_id)
    titles = MONTHLY_TITLE if mode == "series" else SINGLE_TITLE
    return titles.get(row.locale if row else "", titles["zh_CN"])


PLANNING: UseCases = {
    PlanSeries: plan_series,
    PlanMeeting: plan_meeting,
    PlanNext: plan_next,
}
