"""Forms to plan meetings 会议: a monthly series, or a single one."""

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.database.transaction import Transaction
from council.kernel.dates import read_time
from council.kernel.deadlines import local_instants
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Answers, Field, Form, Ground, Offer, Reading
from council.kernel.refusals import Refusal
from council.kernel.values import Account, Person
from council.meetings.commands import PlanMeeting, PlanSeries
from council.meetings.planning import default_title, moment, plan_meeting, plan_series
from council.meetings.recurrence import WEEKDAYS, WEEKS, Monthly, next_occurrence, read_sentence
from council.meetings.rules import PLACE_LIMIT, TITLE_LIMIT, read_line

#: What a plan is about: a meeting that is not there yet.
NEW = re.compile("new", re.ASCII)
#: Clock times offered as buttons; any other can be typed.
TIMES = ("14:00", "19:00", "19:30", "20:00")


def _nothing_yet(tx: Transaction, who: Person, subject: str) -> None:
    return None


def line_about(name: str, limit: int) -> Field:
    return Field(
        name=name, read=lambda _, text: read_line(text, field=name, limit=limit), public=True
    )


def _titled(mode: str) -> Callable[[Ground], Answers]:
    return lambda ground: {"title": default_title(ground.tx, ground.who, mode)}


PLACE, TITLE = line_about("place", PLACE_LIMIT), line_about("title", TITLE_LIMIT)


def _sentence(text: str) -> Reading:
    """Read the whole of a rule; it answers all its parts, and leaves out those it has not."""
    monthly = read_sentence(text)
    if isinstance(monthly, Refusal):
        return monthly
    return {
        "week": str(monthly.week) if monthly.week else "",
        "weekday": monthly.weekday,
        "day": str(monthly.day) if monthly.day else "",
        "time": f"{monthly.hour:02d}:{monthly.minute:02d}",
    }


def _one_of(name: str, picks: tuple[str, ...], **more: Any) -> Field:
    """Make a part of a rule that buttons offer, in place of which a whole rule may be typed."""

    def said(pick: Answer) -> Phrase:
        return Phrase(key=f"{name}.{pick}")

    return Field(
        name=name,
        read=lambda _, text: text if text in picks else _sentence(text),
        offers=lambda _: tuple(Offer(answer=each, label=said(each)) for each in picks),
        says=lambda _, pick: said(pick),
        only=lambda answers: not _on_day(answers),
        **more,
    )


def _on_day(answers: Answers) -> bool:
    return bool(answers.get("day"))


def _time(_: Ground, text: str) -> Reading:
    at = read_time(text.replace(".", ":"))
    if isinstance(at, time):
        return f"{at:%H:%M}"
    whole = _sentence(text)
    return at if isinstance(whole, Refusal) else whole


def _times(_: Ground) -> tuple[Offer, ...]:
    return tuple(Offer(answer=at.replace(":", "."), label=Phrase(text=at)) for at in TIMES)


def _says_day(_: Ground, day: Answer) -> Phrase:
    return Phrase(key="plan.day", params={"day": int(str(day))})


def _monthly(answers: Answers) -> Monthly:
    at = time.fromisoformat(answers["time"])
    return Monthly(
        week=int(answers["week"] or 0),
        weekday=answers["weekday"],
        day=int(answers.get("day") or 0),
        hour=at.hour,
        minute=at.minute,
    )


def _first(ground: Ground) -> tuple[Phrase, ...]:
    """Tell the first date that the rule gives, once it is whole."""
    if not {"week", "weekday", "time"} <= ground.answers.keys():
        return ()
    zone = ZoneInfo(ground.who.timezone)
    starts_at = next_occurrence(_monthly(ground.answers), after=ground.tx.now, zone=zone)
    return (Phrase(key="plan.first", params={"starts_at": starts_at}),)


def _plan_series(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = PlanSeries(
        actor=actor,
        when=_monthly(answers).rule,
        place=answers["place"],
        title=answers["title"],
    )
    return plan_series(ground.tx, ground.who, made)


SERIES = Form(
    name="series",
    verb="meeting.plan_series",
    words="plan",
    fields=(
        _one_of("week", tuple(str(week) for week in WEEKS), columns=2),
        _one_of("weekday", WEEKDAYS, columns=4),
        Field(name="day", read=lambda _, text: _sentence(text), says=_says_day, only=_on_day),
        Field(name="time", read=_time, offers=_times, columns=len(TIMES)),
        PLACE,
        TITLE,
    ),
    about=_nothing_yet,
    head=lambda _: {},
    known=_titled("series"),
    notes=_first,
    file=_plan_series,
    subjects=NEW,
)


def _local(ground: Ground) -> datetime:
    zone = ZoneInfo(ground.who.timezone)
    return datetime.fromtimestamp(ground.answers["when"], zone).replace(tzinfo=None)


def _twice(ground: Ground) -> tuple[Phrase, ...]:
    """Tell that the clock shows this time twice that night."""
    if "when" not in ground.answers:
        return ()
    instants = local_instants(_local(ground), ZoneInfo(ground.who.timezone))
    return (Phrase(key="plan.twice"),) if len(instants) > 1 else ()


def _plan_single(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = PlanMeeting(
        actor=actor,
        when=f"{_local(ground):%Y-%m-%d %H:%M}",
        place=answers["place"],
        title=answers["title"],
    )
    return plan_meeting(ground.tx, ground.who, made)


SINGLE = Form(
    name="single",
    verb="meeting.plan",
    words="plan",
    fields=(
        Field(name="when", read=lambda ground, text: moment(ground.tx, ground.who, text)),
        PLACE,
        TITLE,
    ),
    about=_nothing_yet,
    head=lambda _: {},
    known=_titled("single"),
    notes=_twice,
    file=_plan_single,
    subjects=NEW,
)

PLAN_FORMS = (SERIES, SINGLE)
