"""Planning meetings: a monthly series, a single one, the next one of a series."""

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select

from council.commands.meetings import (
    FilePlan,
    FillPlan,
    MeetingView,
    PlanMeeting,
    PlanNext,
    PlanSeries,
    PlanSheet,
)
from council.domain.dates import read_moment, read_time
from council.domain.deadlines import local_date, local_instants, next_local
from council.domain.meetings import (
    MONTHLY_TITLE,
    PLACE_LIMIT,
    SINGLE_TITLE,
    TITLE_LIMIT,
    read_line,
)
from council.domain.recurrence import (
    WEEKDAYS,
    WEEKS,
    Monthly,
    from_rule,
    next_occurrence,
    read_sentence,
)
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.meetings import meeting_view
from council.storage import drafts, people
from council.storage.acts import record
from council.storage.counters import next_number
from council.storage.drafts import Draft
from council.storage.tables.meetings import meeting_series, meetings
from council.storage.transaction import Transaction
from council.usecases.table import UseCases

KIND = "plan"
MODES = ("series", "single")
_EMPTY: dict[str, Any] = {
    "week": 0,
    "weekday": "",
    "day": 0,
    "at": "",
    "starts_at": 0,
    "twice": False,
    "place": "",
}
_FIELDS = ("week", "weekday", "time", "when", "place", "title")


def plan_series(tx: Transaction, who: Person, command: PlanSeries) -> MeetingView | Refusal:
    """Keep the rule, and plan the first meeting that it gives."""
    monthly = _rule(command.when)
    place = read_line(command.place, field="place", limit=PLACE_LIMIT)
    title = read_line(
        command.title or _default_title(tx, who, "series"), field="title", limit=TITLE_LIMIT
    )
    for read in (monthly, place, title):
        if isinstance(read, Refusal):
            return read
    assert isinstance(monthly, Monthly)
    assert isinstance(place, str)
    assert isinstance(title, str)
    series_id = tx.new_id()
    row = {
        "community_id": who.community_id,
        "id": series_id,
        "title": title,
        "rule": monthly.rule,
        "place": place,
        "created_by": who.id,
        "created_at": tx.now,
    }
    tx.connection.execute(insert(meeting_series), [row])
    record(tx, who, command.verb, "series", series_id, rule=monthly.rule)
    starts_at = next_occurrence(monthly, after=tx.now, zone=ZoneInfo(who.timezone))
    number = _insert(tx, who, title=title, place=place, starts_at=starts_at, series_id=series_id)
    return meeting_view(tx, who, number, "staff", said="meeting.said.series")


def plan_meeting(tx: Transaction, who: Person, command: PlanMeeting) -> MeetingView | Refusal:
    """Plan one meeting at a local time that exists and is not past."""
    when = _moment(tx, who, command.when)
    place = read_line(command.place, field="place", limit=PLACE_LIMIT)
    title = read_line(
        command.title or _default_title(tx, who, "single"), field="title", limit=TITLE_LIMIT
    )
    for read in (when, place, title):
        if isinstance(read, Refusal):
            return read
    assert isinstance(when, tuple)
    assert isinstance(place, str)
    assert isinstance(title, str)
    number = _insert(tx, who, title=title, place=place, starts_at=when[0])
    return meeting_view(tx, who, number, "staff", said="meeting.said.planned")


def plan_next(tx: Transaction, who: Person, command: PlanNext) -> MeetingView | Refusal:
    """Plan the next meeting of a series; missed ones are not made up for."""
    s, t = meeting_series.c, meetings.c
    series = tx.connection.execute(
        select(meeting_series)
        .where(s.community_id == who.community_id, s.id == command.series_id)
        .with_for_update()
    ).one_or_none()
    if series is None or series.ended_at is not None:
        return refuse("meeting.unknown")
    latest = tx.connection.scalar(
        select(func.max(t.starts_at)).where(
            t.community_id == who.community_id, t.series_id == series.id
        )
    )
    if latest is not None and latest > tx.now:
        return refuse("meeting.planned_already")
    starts_at = next_occurrence(from_rule(series.rule), after=tx.now, zone=ZoneInfo(who.timezone))
    number = _insert(
        tx,
        who,
        title=series.title,
        place=series.place,
        starts_at=starts_at,
        series_id=series.id,
    )
    return meeting_view(tx, who, number, "resident", said="meeting.said.planned")


def _insert(
    tx: Transaction,
    who: Person,
    *,
    title: str,
    place: str,
    starts_at: int,
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
    }
    tx.connection.execute(insert(meetings), [row])
    record(tx, who, "meeting.plan", "meeting", meeting_id, starts_at=starts_at)
    return number


def fill(tx: Transaction, who: Person, command: FillPlan) -> PlanSheet | Refusal:
    """Begin a sheet or fill one field; an old sheet's button only shows the new one."""
    if command.mode not in MODES:
        return refuse("press.unknown")
    draft = drafts.load(tx, who, "staff", KIND, command.mode)
    begun = draft is not None and "place" in draft.content
    if draft is None or not begun or not command.field:
        fresh = {**_EMPTY, "title": _default_title(tx, who, command.mode)}
        content = draft.content if draft is not None and begun else fresh
        return _sheet(tx, who, _save(tx, who, command.mode, content), stale=bool(command.field))
    if command.revision and command.revision != draft.revision:
        return _sheet(tx, who, draft, stale=True)
    if command.field == "ask":
        if command.text not in _FIELDS:
            return refuse("press.unknown")
        return _sheet(tx, who, _save(tx, who, command.mode, draft.content, ask=command.text))
    filled = _step(tx, who, draft, command)
    if isinstance(filled, Refusal):
        return filled
    return _sheet(tx, who, _save(tx, who, command.mode, filled))


def _step(
    tx: Transaction, who: Person, draft: Draft, command: FillPlan
) -> dict[str, Any] | Refusal:
    """The content after one field was filled, or why it cannot be."""
    content = {**draft.content, "ask": ""}
    match command.field:
        case "title" | "place":
            limit = TITLE_LIMIT if command.field == "title" else PLACE_LIMIT
            line = read_line(command.text, field=command.field, limit=limit)
            return line if isinstance(line, Refusal) else {**content, command.field: line}
        case "when" if command.mode == "single":
            when = _moment(tx, who, command.text)
            if isinstance(when, Refusal):
                return when
            return {**content, "starts_at": when[0], "twice": when[1]}
        case "week" | "weekday" | "time" | "when" if command.mode == "series":
            return _rule_step(content, command)
        case _:
            return refuse("press.unknown")


def _rule_step(content: dict[str, Any], command: FillPlan) -> dict[str, Any] | Refusal:
    """One part of a monthly rule by button, or the whole of it as a typed sentence."""
    if command.field == "week":
        week = (
            -1 if command.text == "last" else int(command.text) if command.text.isdecimal() else 0
        )
        if week not in WEEKS:
            return _sentence(content, command.text)
        return {**content, "week": week, "day": 0}
    if command.field == "weekday":
        if command.text not in WEEKDAYS:
            return _sentence(content, command.text)
        return {**content, "weekday": command.text, "day": 0}
    if command.field == "time":
        at = read_time(command.text.replace(".", ":"))
        if isinstance(at, time):
            return {**content, "at": f"{at:%H:%M}"}
        whole = _sentence(content, command.text)
        return at if isinstance(whole, Refusal) else whole
    return _sentence(content, command.text)


def _sentence(content: dict[str, Any], text: str) -> dict[str, Any] | Refusal:
    monthly = read_sentence(text)
    if isinstance(monthly, Refusal):
        return monthly
    return {
        **content,
        "week": monthly.week,
        "weekday": monthly.weekday,
        "day": monthly.day,
        "at": f"{monthly.hour:02d}:{monthly.minute:02d}",
    }


def file(tx: Transaction, who: Person, command: FilePlan) -> MeetingView | PlanSheet | Refusal:
    """Plan what the sheet says; a second tap shows what the first one planned."""
    draft = drafts.load(tx, who, "staff", KIND, command.mode)
    if draft is not None and "filed" in draft.content:
        number: int = draft.content["filed"]
        return meeting_view(tx, who, number, "staff", said="meeting.said.planned_already")
    if draft is None or "place" not in draft.content:
        return refuse("meeting.no_sheet")
    sheet = _sheet(tx, who, draft, stale=True)
    if draft.revision != command.revision or sheet.step != "confirm":
        return sheet
    if command.mode == "series":
        made = plan_series(
            tx,
            who,
            PlanSeries(
                actor=command.actor,
                when=_monthly(draft.content).rule,
                place=sheet.place,
                title=sheet.title,
            ),
        )
    elif sheet.starts_at <= tx.now:
        return refuse("meeting.past", starts_at=sheet.starts_at)
    else:
        number = _insert(tx, who, title=sheet.title, place=sheet.place, starts_at=sheet.starts_at)
        made = meeting_view(tx, who, number, "staff", said="meeting.said.planned")
    if isinstance(made, MeetingView):
        drafts.save(
            tx, who, bot="staff", kind=KIND, subject=command.mode, content={"filed": made.number}
        )
    return made


def _step_of(mode: str, content: dict[str, Any]) -> str:
    """The field that comes next, or ``confirm``."""
    if content.get("ask"):
        return str(content["ask"])
    if mode == "single" and not content["starts_at"]:
        return "when"
    if mode == "series":
        if not content["day"] and not content["week"]:
            return "week"
        if not content["day"] and not content["weekday"]:
            return "weekday"
        if not content["at"]:
            return "time"
    return "confirm" if content["place"] else "place"


def _save(
    tx: Transaction, who: Person, mode: str, content: dict[str, Any], *, ask: str = ""
) -> Draft:
    """Keep the sheet; every step but the last can also be typed."""
    kept = {**content, "ask": ask}
    step = _step_of(mode, kept)
    return drafts.save(
        tx,
        who,
        bot="staff",
        kind=KIND,
        subject=mode,
        content=kept,
        awaits="" if step == "confirm" else step,
    )


def _sheet(tx: Transaction, who: Person, draft: Draft, *, stale: bool = False) -> PlanSheet:
    content, mode = draft.content, draft.subject
    starts_at = content["starts_at"]
    if mode == "series" and content["at"] and (content["day"] or content["weekday"]):
        starts_at = next_occurrence(_monthly(content), after=tx.now, zone=ZoneInfo(who.timezone))
    return PlanSheet(
        mode=mode,
        revision=draft.revision,
        week=content["week"],
        weekday=content["weekday"],
        day=content["day"],
        at=content["at"],
        starts_at=starts_at,
        title=content["title"],
        place=content["place"],
        step=_step_of(mode, content),
        twice=content["twice"],
        stale=stale,
    )


def _monthly(content: dict[str, Any]) -> Monthly:
    at = time.fromisoformat(content["at"])
    return Monthly(
        week=content["week"],
        weekday=content["weekday"],
        day=content["day"],
        hour=at.hour,
        minute=at.minute,
    )


def _rule(text: str) -> Monthly | Refusal:
    if text.startswith("FREQ="):
        try:
            return from_rule(text)
        except ValueError:
            return refuse("meeting.rule_unreadable", given=text[:40])
    return read_sentence(text)


def _moment(tx: Transaction, who: Person, text: str) -> tuple[int, bool] | Refusal:
    """Read a local time as UTC seconds; the flag says that it happens twice (the first is meant)."""
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
    return instants[0], len(instants) > 1


def _default_title(tx: Transaction, who: Person, mode: str) -> str:
    row = people.community(tx, who.community_id)
    titles = MONTHLY_TITLE if mode == "series" else SINGLE_TITLE
    return titles.get(row.locale if row else "", titles["zh_CN"])


PLANNING: UseCases = {
    PlanSeries: plan_series,
    PlanMeeting: plan_meeting,
    PlanNext: plan_next,
    FillPlan: fill,
    FilePlan: file,
}
