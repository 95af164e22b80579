"""Series of meetings 系列会议: what is ahead, a series, one occurrence."""

from council.kernel.forms.commands import Phrase
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import label
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.meetings.series.commands import (
    AheadLine,
    MeetingsAhead,
    OccurrenceView,
    SeriesOver,
    SeriesView,
)
from council.motions.screens import foot

_FORMS = {"change": "changing", "end": "ending"}


@render.register
def meetings_ahead(outcome: MeetingsAhead, say: Translator) -> Screen:
    """The next meetings in the order of their days, and a button for each."""
    parts = [str(say(outcome.said))] if outcome.said else []
    parts.append(_listed(outcome.lines, say))
    rows = [_line_row(line, say, outcome.bot) for line in outcome.lines]
    rows += [
        (
            Button(
                label=label(say, "series.open", title=each.title),
                press=press("series", each.number),
            ),
        )
        for each in outcome.series
    ]
    rows.append((_button(say, "meeting.all", "meetings"),))
    if "plan" in outcome.may:
        rows.append((_button(say, "meeting.plan", "meeting.plan"),))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=(*rows, foot(outcome.bot, say)), toast=toast)


def _listed(lines: tuple[AheadLine, ...], say: Translator) -> str:
    if not lines:
        return str(say("series.none_ahead"))
    told = [str(say("series.ahead", n=len(lines)))]
    told += [
        str(
            say(
                "series.line",
                title=line.title,
                starts_at=line.starts_at,
                place=line.place,
                state_key=f"series.state.{line.state}",
            )
        )
        for line in lines
    ]
    return "\n".join(told)


def _line_row(line: AheadLine, say: Translator, bot: str) -> tuple[Button, ...]:
    day = say.local(line.starts_at)
    said = label(say, "meeting.open_one", day=f"{day.month}-{day.day:02d}", title=line.title)
    if line.number:
        return (Button(label=said, press=press("meeting", line.number)),)
    leads = press("occurrence", line.series, line.occurs_at)
    return (Button(label=label(say, "series.projected", title=said), press=leads),)


@render.register
def series_view(outcome: SeriesView, say: Translator) -> Screen:
    """The rule in words, what is ahead, and what can be changed."""
    parts = [str(say(outcome.said))] if outcome.said else []
    head = [
        say(
            "series.head",
            title=outcome.title,
            rule=say(outcome.rule.key, **outcome.rule.params),
            place=outcome.place,
            lasts=outcome.lasts,
        )
    ]
    if outcome.ended:
        head.append(say("series.is_over"))
    elif outcome.until_at:
        head.append(say("series.until", until_on=outcome.until_at))
    parts.append("\n".join(str(each) for each in head))
    if outcome.lines:
        parts.append(_listed(outcome.lines, say))
    parts += _notes(outcome.notes, say)
    verbs = tuple(
        _button(say, f"series.button.{verb}", "form.start", _FORMS[verb], outcome.number)
        for verb in outcome.may
    )
    rows = [_line_row(line, say, outcome.bot) for line in outcome.lines[:6]]
    rows += [verbs] if verbs else []
    rows.append((_button(say, "series.back", "meetings.ahead"),))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=(*rows, foot(outcome.bot, say)), toast=toast)


@render.register
def occurrence_view(outcome: OccurrenceView, say: Translator) -> Screen:
    """A time that the rule gives, and for staff what can be done about it."""
    text = say(
        "series.occurrence",
        title=outcome.title,
        starts_at=outcome.starts_at,
        place=outcome.place,
    )
    rows = []
    if "plan_occurrence" in outcome.may:
        of_it = (outcome.series, outcome.starts_at)
        rows.append((_button(say, "series.button.plan", "meeting.plan_early", *of_it),))
    if "skip" in outcome.may:
        subject = f"{outcome.series}-{outcome.starts_at}"
        rows.append((_button(say, "series.button.skip", "form.start", "skipping", subject),))
    rows.append((_button(say, "series.back", "meetings.ahead"),))
    parts = [str(text), *_notes(outcome.notes, say)]
    return Screen(text="\n\n".join(parts), rows=(*rows, foot(outcome.bot, say)))


@render.register
def series_over(outcome: SeriesOver, say: Translator) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("series.over", title=outcome.title)), rows=(home_row(say),))


def _notes(notes: tuple[Phrase, ...], say: Translator) -> list[str]:
    return ["\n".join(str(say(note.key, **note.params)) for note in notes)] if notes else []


def _button(say: Translator, key: str, verb: str, *arguments: str | int) -> Button:
    return Button(label=label(say, key), press=press(verb, *arguments))
