"""Forms about series 系列会议: a meeting is moved, one is left out, a rule is changed or ended."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answers, Field, Form, Ground, Offer, Reading
from council.kernel.refusals import Refusal
from council.kernel.values import Account, Person, value
from council.meetings.agendas import movable
from council.meetings.meeting import Series
from council.meetings.planning import moment
from council.meetings.planning_forms import (
    LASTS,
    PLACE,
    RULE,
    TITLE,
    as_answers,
    as_rule,
    is_whole,
    line_about,
    minutes_of,
)
from council.meetings.recurrence import from_rule, next_occurrence
from council.meetings.rules import REASON_LIMIT
from council.meetings.series.changing import beginning, change, end, going
from council.meetings.series.commands import (
    ChangeSeries,
    EndSeries,
    MoveMeeting,
    SkipOccurrence,
)
from council.meetings.series.moving import judge_notice, move, occurrence, skip
from council.meetings.series.remarks import remarks, remarks_ahead
from council.rules.records import rules_of

WORDS = "series"
#: A series by its number, and the time of an occurrence of it.
OCCURRENCE = re.compile(r"[1-9][0-9]{0,4}-[1-9][0-9]{0,9}", re.ASCII)
REASON = line_about("reason", REASON_LIMIT)


@value
class Left:
    """An occurrence that is to be left out, and its series."""

    series: Series
    number: int
    occurs_at: int


def _local(ground: Ground, at: int) -> str:
    return f"{datetime.fromtimestamp(at, ZoneInfo(ground.who.timezone)):%Y-%m-%d %H:%M}"


def _when(ground: Ground, text: str) -> Reading:
    """Read the new time, by the notice that the law asks for."""
    starts_at = moment(ground.tx, ground.who, text)
    if isinstance(starts_at, Refusal):
        return starts_at
    enough = judge_notice(ground.tx, ground.who, ground.about, starts_at)
    return enough if isinstance(enough, Refusal) else starts_at


def _moved(ground: Ground) -> tuple[Phrase, ...]:
    """Tell what is to be known of the new time, and that those who were told are told again."""
    told = (Phrase(key="series.told_again"),) if ground.about.state == "announced" else ()
    starts_at = ground.answers.get("when", ground.about.starts_at)
    if starts_at == ground.about.starts_at:
        return told
    found = remarks(
        ground.tx, ground.who, starts_at, lasts=minutes_of(ground), besides=ground.about.id
    )
    barely = judge_notice(ground.tx, ground.who, ground.about, starts_at) is False
    return (*told, *((Phrase(key="series.notice_barely"),) if barely else ()), *found)


def _known_meeting(ground: Ground) -> Answers:
    usual = rules_of(ground.tx, ground.who.community_id).meetings.length
    return {"place": ground.about.place, "lasts": str(ground.about.lasts_minutes or usual)}


def _move(ground: Ground, actor: Account) -> Any:
    answers, meeting = ground.answers, ground.about
    usual = rules_of(ground.tx, ground.who.community_id).meetings.length
    lasts = int(answers["lasts"])
    made = MoveMeeting(
        actor=actor,
        number=meeting.number,
        when=_local(ground, answers["when"]) if answers["when"] != meeting.starts_at else "",
        place=answers["place"],
        lasts=0 if lasts == (meeting.lasts_minutes or usual) else lasts,
        reason=answers["reason"],
    )
    return move(ground.tx, ground.who, made)


def _same(ground: Ground) -> tuple[Offer, ...]:
    """Offer the time as it is: only the place or the length changes."""
    at = ground.about.starts_at
    if at <= ground.tx.now:
        return ()
    return (Offer(answer=_local(ground, at), label=Phrase(key="series.same_time")),)


def _back(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="meeting.back", verb="meeting", arguments=(ground.about.number,)),)


MOVING = Form(
    name="moving",
    verb="meeting.move",
    words=WORDS,
    fields=(
        Field(name="when", read=_when, offers=_same),
        REASON,
        PLACE,
        LASTS,
    ),
    about=lambda tx, who, subject: movable(tx, who, int(subject), "move"),
    head=lambda ground: {"title": ground.about.title, "starts_at": ground.about.starts_at},
    known=_known_meeting,
    notes=_moved,
    leads=_back,
    file=_move,
)


def _occurrence(tx: Transaction, who: Person, subject: str) -> Left | Refusal:
    number, at = (int(word) for word in subject.split("-"))
    found = occurrence(tx, who, number, at)
    if isinstance(found, Refusal):
        return found
    return Left(series=found, number=number, occurs_at=at)


def _skip(ground: Ground, actor: Account) -> Any:
    made = SkipOccurrence(
        actor=actor,
        series=ground.about.number,
        occurs_at=ground.about.occurs_at,
        reason=ground.answers["reason"],
    )
    return skip(ground.tx, ground.who, made)


SKIPPING = Form(
    name="skipping",
    verb="meeting.skip",
    words=WORDS,
    fields=(REASON,),
    about=_occurrence,
    head=lambda ground: {
        "title": ground.about.series.title,
        "starts_at": ground.about.occurs_at,
    },
    file=_skip,
    notes=lambda _: (Phrase(key="series.skipped_for_good"),),
    leads=lambda _: (Lead(key="series.back", verb="meetings.ahead", arguments=()),),
    anew=True,
    subjects=OCCURRENCE,
)


def _going(tx: Transaction, who: Person, subject: str) -> Series | Refusal:
    return going(tx, who, int(subject))


def _from(ground: Ground, text: str) -> Reading:
    return beginning(ground.tx, ground.who, text)


def _says_day(_: Ground, answer: Any) -> Phrase:
    return Phrase(key="series.day", params={"answer_on": int(str(answer))})


FROM = Field(name="from_on", read=_from, says=_says_day)


def _known_series(ground: Ground) -> Answers:
    series: Series = ground.about
    usual = rules_of(ground.tx, ground.who.community_id).meetings.length
    return {
        **as_answers(from_rule(series.rule)),
        "place": series.place,
        "lasts": str(series.lasts_minutes or usual),
        "title": series.title,
    }


def _changed(ground: Ground) -> tuple[Phrase, ...]:
    """Tell the first meeting by the new rule, and what is to be known of the next ones."""
    if "from_on" not in ground.answers or not is_whole(ground.answers):
        return ()
    zone, recurrence = ZoneInfo(ground.who.timezone), as_rule(ground.answers)
    after = max(ground.answers["from_on"] - 1, ground.tx.now)
    first = next_occurrence(recurrence, after=after, zone=zone)
    told = remarks_ahead(ground.tx, ground.who, recurrence, first, lasts=minutes_of(ground))
    return (
        Phrase(key="plan.first", params={"starts_at": first}),
        Phrase(key="series.announced_stay"),
        *(each for each in told if each.key != "plan.clash"),
    )


def _day(ground: Ground) -> str:
    at = ground.answers["from_on"]
    return f"{datetime.fromtimestamp(at, ZoneInfo(ground.who.timezone)).date()}"


def _change(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = ChangeSeries(
        actor=actor,
        series=int(ground.subject),
        from_on=_day(ground),
        when=as_rule(answers).rule,
        place=answers["place"],
        title=answers["title"],
        lasts=int(answers["lasts"]),
    )
    return change(ground.tx, ground.who, made)


def _end(ground: Ground, actor: Account) -> Any:
    made = EndSeries(
        actor=actor,
        series=int(ground.subject),
        from_on=_day(ground),
        reason=ground.answers["reason"],
    )
    return end(ground.tx, ground.who, made)


def _series(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="series.back", verb="meetings.ahead", arguments=()),)


CHANGING = Form(
    name="changing",
    verb="meeting.change_series",
    words=WORDS,
    fields=(FROM, *RULE, PLACE, LASTS, TITLE),
    about=_going,
    head=lambda ground: {"title": ground.about.title},
    known=_known_series,
    notes=_changed,
    leads=_series,
    file=_change,
)

ENDING = Form(
    name="ending",
    verb="meeting.end_series",
    words=WORDS,
    fields=(FROM, REASON),
    about=_going,
    head=lambda ground: {"title": ground.about.title},
    leads=_series,
    file=_end,
)

SERIES_FORMS = (MOVING, SKIPPING, CHANGING, ENDING)
