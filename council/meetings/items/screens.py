"""The agenda 议程 by its minutes."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.meetings.items.commands import AgendaSheet, CarriedOver, SheetLine
from council.motions.screens import foot

#: UTF-16 units of a title in the sheet.
_TITLE = 60


@render.register
def agenda_sheet(outcome: AgendaSheet, say: Translator) -> Screen:
    """When what begins, for how long, by whom."""
    parts = [str(say(outcome.said))] if outcome.said else []
    head = say(
        "item.head",
        title=outcome.title,
        starts_at=outcome.starts_at,
        place=outcome.place,
        total=sum(line.minutes for line in outcome.lines),
        lasts=outcome.lasts,
    )
    lines = [_line(place, line, say) for place, line in enumerate(outcome.lines, start=1)]
    parts.append("\n".join((str(head), *(lines or [str(say("meeting.agenda_empty"))]))))
    parts += [str(say(note.key, **note.params)) for note in outcome.notes]
    rows = [
        row
        for line in outcome.lines
        for row in move_rows(line.may, say, "item.button", number=line.motion, title=line.title)
    ]
    rows += move_rows(outcome.may, say, "item.button")
    if outcome.offers:
        parts.append(str(say("item.offers")))
    rows += [
        (
            Button(
                label=label(say, "item.offer", number=each.number, title=each.title),
                press=press("proposal.desk", each.number),
            ),
        )
        for each in outcome.offers
    ]
    back = Button(label=label(say, "meeting.back"), press=press("meeting", outcome.number))
    rows.append((back,))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=(*rows, foot(outcome.bot, say)), toast=toast)


def _line(place: int, line: SheetLine, say: Translator) -> str:
    at = say.local(line.begins_at)
    told = say(
        "item.line",
        place=place,
        time=f"{at:%H:%M}",
        title=clip(line.title, _TITLE),
        kind_key=f"item.kind.{line.kind}",
        minutes=line.minutes,
    )
    marks = [
        say(f"item.mark.{name}")
        for name, holds in (
            ("late", line.late),
            ("carried_over", line.carried_over),
            ("consent", line.consent),
        )
        if holds
    ]
    if line.presenter:
        marks.insert(0, say("item.presented", presenter=line.presenter))
    if line.files:
        marks.append(say("item.photos", n=line.files))
    return " ".join((str(told), *(str(mark) for mark in marks)))


@render.register
def carried_over(outcome: CarriedOver, say: Translator) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("item.carried", number=outcome.motion, meeting=outcome.meeting)))
