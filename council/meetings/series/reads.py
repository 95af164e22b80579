"""Series of meetings 系列会议: what bots show of them, and of the meetings ahead."""

from zoneinfo import ZoneInfo

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.recurrence import from_rule
from council.meetings.series.commands import (
    MeetingsAhead,
    OccurrenceView,
    SeriesLine,
    SeriesView,
)
from council.meetings.series.projecting import ahead, projected
from council.meetings.series.records import every_series, series_numbered
from council.meetings.series.remarks import remarks, remarks_ahead
from council.meetings.series.wording import rule_in_words
from council.rules.records import rules_of


def meetings_ahead(
    tx: Transaction, who: Person, bot: str, *, said: str = ""
) -> MeetingsAhead | Refusal:
    """The next twelve meetings, and the series that they come from."""
    refusal = _outsider(who, bot)
    if refusal is not None:
        return refusal
    series = tuple(
        SeriesLine(
            number=number,
            title=each.title,
            rule=rule_in_words(from_rule(each.rule)),
        )
        for number, each in enumerate(every_series(tx, who.community_id), start=1)
        if not each.ended_at
    )
    return MeetingsAhead(
        bot=bot,
        lines=ahead(tx, who.community_id, zone=ZoneInfo(who.timezone)),
        series=series,
        may=("plan",) if bot == "staff" and may(who, "meeting.plan") else (),
        said=said,
    )


def series_view(
    tx: Transaction, who: Person, number: int, bot: str, *, said: str = ""
) -> SeriesView | Refusal:
    """A series: its rule, its next times, and for who may what can be changed."""
    refusal = _outsider(who, bot)
    if refusal is not None:
        return refusal
    series = series_numbered(tx, who.community_id, number)
    if series is None:
        return refuse("series.unknown")
    zone, recurrence = ZoneInfo(who.timezone), from_rule(series.rule)
    lasts = series.lasts_minutes or rules_of(tx, who.community_id).meetings.length
    lines = ahead(tx, who.community_id, zone=zone, only=number)
    goes_on = not series.ended_at and not series.until_at
    verbs = ("change", "end") if goes_on and bot == "staff" else ()
    first = next(projected(tx, series, after=tx.now, zone=zone), 0)
    notes = (
        tuple(
            note
            for note in remarks_ahead(tx, who, recurrence, first, lasts=lasts)
            if note.key != "plan.clash"
        )
        if first and bot == "staff"
        else ()
    )
    return SeriesView(
        bot=bot,
        number=number,
        title=series.title,
        place=series.place,
        rule=rule_in_words(recurrence),
        lasts=lasts,
        until_at=series.until_at,
        ended=bool(series.ended_at),
        lines=lines,
        notes=notes,
        may=tuple(verb for verb in verbs if may(who, f"meeting.{verb}_series")),
        said=said,
    )


def occurrence_view(
    tx: Transaction, who: Person, series: int, occurs_at: int, bot: str
) -> OccurrenceView | Refusal:
    """One occurrence that no meeting was made of yet; staff may plan it, or leave it out."""
    refusal = _outsider(who, bot)
    if refusal is not None:
        return refusal
    found, zone = series_numbered(tx, who.community_id, series), ZoneInfo(who.timezone)
    at = 0 if found is None else next(projected(tx, found, after=occurs_at - 1, zone=zone), 0)
    if found is None or at != occurs_at or occurs_at <= tx.now:
        return refuse("meeting.no_occurrence")
    lasts = found.lasts_minutes or rules_of(tx, who.community_id).meetings.length
    notes: tuple[Phrase, ...] = ()
    if bot == "staff":
        told = remarks(tx, who, occurs_at, lasts=lasts)
        notes = tuple(
            note
            for note in told
            if note.key != "plan.clash" or note.params["title"] != found.title
        )
    verbs = {"plan_occurrence": "meeting.plan", "skip": "meeting.skip"}
    return OccurrenceView(
        bot=bot,
        series=series,
        title=found.title,
        place=found.place,
        starts_at=occurs_at,
        notes=notes,
        may=tuple(name for name, verb in verbs.items() if bot == "staff" and may(who, verb)),
    )


def _outsider(who: Person, bot: str) -> Refusal | None:
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    return None
