"""Forms to plan meetings 会议: a series, or a single one."""

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
from council.meetings.recurrence import WEEKDAYS, WEEKS, Recurrence, next_occurrence
from council.meetings.recurrence_sentences import read_sentence
from council.meetings.rules import PLACE_LIMIT, TITLE_LIMIT, read_length, read_line
from council.meetings.series.remarks import remarks, remarks_ahead
from council.rules.records import rules_of

#: What a plan is about: a meeting that is not there yet.
NEW = re.compile("new", re.ASCII)
#: Clock times offered as buttons; any other can be typed.
TIMES = ("14:00", "19:00", "19:30", "20:00")
#: Lengths offered as buttons, in minutes.
LENGTHS = ("60", "90", "120", "150")
#: The pick that means every week, beside the weeks of a month.
WEEKLY = "0"


def _nothing_yet(tx: Transaction, who: Person, subject: str) -> None:
    return None


def line_about(name: str, limit: int) -> Field:
    return Field(
        name=name, read=lambda _, text: read_line(text, field=name, limit=limit), public=True
    )


def _titled(mode: str) -> Callable[[Ground], Answers]:
    return lambda ground: {
        "title": default_title(ground.tx, ground.who, mode),
        "lasts": str(rules_of(ground.tx, ground.who.community_id).meetings.length),
    }


PLACE, TITLE = line_about("place", PLACE_LIMIT), line_about("title", TITLE_LIMIT)


def _minutes(_: Ground, answer: Answer) -> Phrase:
    return Phrase(key="plan.minutes", params={"n": int(str(answer))})


def _lasts(_: Ground, text: str) -> Reading:
    minutes = read_length(text)
    return minutes if isinstance(minutes, Refusal) else str(minutes)


LASTS = Field(
    name="lasts",
    read=_lasts,
    offers=lambda ground: tuple(
        Offer(answer=each, label=_minutes(ground, each)) for each in LENGTHS
    ),
    says=_minutes,
    columns=len(LENGTHS),
)


def _sentence(text: str) -> Reading:
    """Read the whole of a rule; it answers all its parts, and leaves out those it has not."""
    read = read_sentence(text)
    return read if isinstance(read, Refusal) else as_answers(read)


def as_answers(recurrence: Recurrence) -> dict[str, Answer]:
    """Write a rule as the answers of the fields that ask for its parts."""
    week = WEEKLY if recurrence.weekly else str(recurrence.week or "")
    return {
        "week": week,
        "weekday": recurrence.weekday,
        "day": str(recurrence.day) if recurrence.day else "",
        "every": str(recurrence.every) if recurrence.every > 1 else "",
        "time": f"{recurrence.hour:02d}:{recurrence.minute:02d}",
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


def _says_every(ground: Ground, every: Answer) -> Phrase:
    unit = "weeks" if ground.answers.get("week") == WEEKLY else "months"
    return Phrase(key=f"plan.every_{unit}", params={"count": int(str(every))})


def as_rule(answers: Answers) -> Recurrence:
    """Read the rule from the answers to its parts."""
    at = time.fromisoformat(answers["time"])
    return Recurrence(
        week=int(answers["week"] or 0),
        weekday=answers["weekday"],
        day=int(answers.get("day") or 0),
        hour=at.hour,
        minute=at.minute,
        every=int(answers.get("every") or 1),
        weekly=answers["week"] == WEEKLY,
    )


def is_whole(answers: Answers) -> bool:
    """Whether all parts of a rule are answered."""
    return {"week", "weekday", "time"} <= answers.keys()


def _first(ground: Ground) -> tuple[Phrase, ...]:
    """Tell the first date that the rule gives, once it is whole."""
    if not is_whole(ground.answers):
        return ()
    zone, recurrence = ZoneInfo(ground.who.timezone), as_rule(ground.answers)
    starts_at = next_occurrence(recurrence, after=ground.tx.now, zone=zone)
    first = Phrase(key="plan.first", params={"starts_at": starts_at})
    lasts = minutes_of(ground)
    return (first, *remarks_ahead(ground.tx, ground.who, recurrence, starts_at, lasts=lasts))


def minutes_of(ground: Ground) -> int:
    """Tell the length that a form has, or the usual one."""
    usual = rules_of(ground.tx, ground.who.community_id).meetings.length
    return int(ground.answers.get("lasts") or usual)


def _plan_series(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = PlanSeries(
        actor=actor,
        when=as_rule(answers).rule,
        place=answers["place"],
        title=answers["title"],
        lasts=int(answers["lasts"]),
    )
    return plan_series(ground.tx, ground.who, made)


RULE = (
    _one_of("week", (*(str(week) for week in WEEKS), WEEKLY), columns=2),
    _one_of("weekday", WEEKDAYS, columns=4),
    Field(name="day", read=lambda _, text: _sentence(text), says=_says_day, only=_on_day),
    Field(
        name="every",
        read=lambda _, text: _sentence(text),
        says=_says_every,
        only=lambda answers: bool(answers.get("every")),
    ),
    Field(name="time", read=_time, offers=_times, columns=len(TIMES)),
)

SERIES = Form(
    name="series",
    verb="meeting.plan_series",
    words="plan",
    fields=(*RULE, PLACE, LASTS, TITLE),
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


def _remarked(ground: Ground) -> tuple[Phrase, ...]:
    """Tell what is to be known of the time: a holiday, another meeting, a clock that goes back."""
    if "when" not in ground.answers:
        return ()
    instants = local_instants(_local(ground), ZoneInfo(ground.who.timezone))
    twice = (Phrase(key="plan.twice"),) if len(instants) > 1 else ()
    starts_at: int = ground.answers["when"]
    found = remarks(ground.tx, ground.who, starts_at, lasts=minutes_of(ground))
    return (*twice, *found)


def _plan_single(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = PlanMeeting(
        actor=actor,
        when=f"{_local(ground):%Y-%m-%d %H:%M}",
        place=answers["place"],
        title=answers["title"],
        lasts=int(answers["lasts"]),
    )
    return plan_meeting(ground.tx, ground.who, made)


SINGLE = Form(
    name="single",
    verb="meeting.plan",
    words="plan",
    fields=(
        Field(name="when", read=lambda ground, text: moment(ground.tx, ground.who, text)),
        PLACE,
        LASTS,
        TITLE,
    ),
    about=_nothing_yet,
    head=lambda _: {},
    known=_titled("single"),
    notes=_remarked,
    file=_plan_single,
    subjects=NEW,
)

PLAN_FORMS = (SERIES, SINGLE)
