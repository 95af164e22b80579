"""What whoever plans a meeting should know of its time: holidays, another meeting, the notice."""

from collections.abc import Iterator
from datetime import datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.kernel.calendar_cn import calendar_cn
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Param
from council.kernel.values import Person
from council.meetings.meeting import Meeting
from council.meetings.recurrence import Recurrence, occurrences
from council.meetings.rules import LONGEST
from council.meetings.series.projecting import projected
from council.meetings.series.records import every_series
from council.meetings.series.rules import AHEAD, DayRemark, judge_day, latest_notice, overlap
from council.meetings.tables import meetings
from council.rules.records import rules_of

#: How many remarks on the days of a series one screen has room for.
_REMARKS = 4


def remarks(
    tx: Transaction, who: Person, starts_at: int, *, lasts: int, besides: str = ""
) -> tuple[Phrase, ...]:
    """Tell what is to be known of a time; ``besides`` is the meeting that it is for, if it is one."""
    return (*_of_day(tx, who, starts_at), *_clashes(tx, who, starts_at, lasts, besides))


def remarks_ahead(
    tx: Transaction, who: Person, recurrence: Recurrence, first: int, *, lasts: int
) -> tuple[Phrase, ...]:
    """Tell what is to be known of the next twelve times that a rule gives from a first one on."""
    zone = ZoneInfo(who.timezone)
    times = islice(occurrences(recurrence, after=first - 1, zone=zone, since=first), AHEAD)
    told = [phrase for at in times for phrase in _of_day(tx, who, at)]
    unknown = [phrase for phrase in told if phrase.key == "plan.unknown_year"][:1]
    holidays = [
        phrase for phrase in told if phrase.key not in ("plan.unknown_year", "plan.make_up")
    ]
    return (*holidays[:_REMARKS], *unknown, *_clashes(tx, who, first, lasts, ""))


def notice_by(starts_at: int, *, days: int, timezone: str, now: int) -> tuple[Phrase, ...]:
    """Tell the last day of notice, where the law needs clear days and that day is not past."""
    zone = ZoneInfo(timezone)
    last = latest_notice(starts_at, days=days, zone=zone)
    if last is None or last < local_date(now, zone):
        return ()
    noon = datetime.combine(last, time(12), tzinfo=zone)
    params: dict[str, Param] = {"by_on": int(noon.timestamp()), "days": days}
    return (Phrase(key="plan.notice_by", params=params),)


def _of_day(tx: Transaction, who: Person, starts_at: int) -> tuple[Phrase, ...]:
    zone = ZoneInfo(who.timezone)
    local = datetime.fromtimestamp(starts_at, zone)
    found = judge_day(
        local.replace(tzinfo=None), calendar=calendar_cn(), today=local_date(tx.now, zone)
    )
    return tuple(_said(remark, local, starts_at) for remark in found)


def _said(remark: DayRemark, local: datetime, starts_at: int) -> Phrase:
    params: dict[str, Param] = {"day_on": starts_at, "year": local.year}
    if remark.about in ("make_up", "unknown_year"):
        return Phrase(key=f"plan.{remark.about}", params=params)
    params["holiday_key"] = f"holiday.{remark.holiday or 'any'}"
    if remark.instead is None:
        return Phrase(key=f"plan.{remark.about}", params=params)
    moved = datetime.combine(remark.instead, local.time(), tzinfo=local.tzinfo)
    params["instead_on"] = int(moved.timestamp())
    return Phrase(key=f"plan.{remark.about}_instead", params=params)


def _clashes(
    tx: Transaction, who: Person, starts_at: int, lasts: int, besides: str
) -> Iterator[Phrase]:
    """Tell the meetings, planned or projected, that are held at the same time."""
    usual = rules_of(tx, who.community_id).meetings.length
    wanted = (starts_at, starts_at + lasts * 60)
    m, most = meetings.c, LONGEST * 60
    query = (
        select(meetings)
        .where(
            m.community_id == who.community_id,
            m.state.in_(("planned", "announced", "in_session")),
            m.id != besides,
            m.starts_at > starts_at - most,
            m.starts_at < starts_at + most,
        )
        .order_by(m.starts_at)
    )
    for other in read_all(tx, Meeting, query):
        ends = other.starts_at + (other.lasts_minutes or usual) * 60
        if overlap(wanted, (other.starts_at, ends)):
            yield _clash(other.title, other.starts_at)
    zone = ZoneInfo(who.timezone)
    for series in every_series(tx, who.community_id):
        length = (series.lasts_minutes or usual) * 60
        for at in projected(tx, series, after=starts_at - length, zone=zone):
            if not overlap(wanted, (at, at + length)):
                break
            yield _clash(series.title, at)


def _clash(title: str, starts_at: int) -> Phrase:
    return Phrase(key="plan.clash", params={"title": title, "starts_at": starts_at})
