"""Minutes 会议纪要: the list of sections, one section with its changes, pages to read."""

from markupsafe import escape

from council.kernel.acts.moves import opened
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_buttons, move_rows
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.shortening import shortened
from council.meetings.minutes.commands import (
    ChangeLine,
    ChangesView,
    HandsLine,
    MinutesPage,
    MinutesReminded,
    MinutesView,
    SectionLine,
    SectionView,
)
from council.meetings.minutes.public import MinutesPhotos, Sheet

#: Where the labels of buttons stand.
_WORDS = "minutes.button"
#: Characters of a heading in a list, sections with a button, and lines of one that names two.
_HEADING, _BUTTONS = 30, 30
#: UTF-16 units of the lines of one writing.
_LINES = 500


@render.register
def minutes_view(outcome: MinutesView, say: Translator) -> Screen:
    """The minutes at the desk: sections with their lengths, and what can be done."""
    parts = [str(say(outcome.said))] if outcome.said else []
    parts.append(
        str(
            say(
                "minutes.head",
                title=outcome.title,
                starts_at=outcome.starts_at,
                state=say(f"state.meeting.{outcome.state}"),
                revision=outcome.revision,
                n=outcome.pages,
            )
        )
    )
    if outcome.sections:
        parts.append("\n".join(_section_line(each, say) for each in outcome.sections))
    else:
        parts.append(str(say("minutes.nothing_yet")))
    if outcome.photos:
        parts.append(str(say("minutes.photos_there", n=outcome.photos)))
    parts += [str(_hands(each, say)) for each in outcome.approvals]
    if outcome.state == "minuted":
        parts.append(str(say(_waits_for(outcome))))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=toast)


def _waits_for(outcome: MinutesView) -> str:
    if outcome.by_meeting:
        return "minutes.waits_for_meeting"
    return "minutes.was_read" if outcome.read else "minutes.waits_for_reading"


def _section_line(line: SectionLine, say: Translator) -> str:
    by = "log" if line.source == "log" else "person"
    key = "minutes.section_line.corrected" if line.corrected else f"minutes.section_line.{by}"
    return str(
        say(
            key,
            heading=shortened(_heading(line.section, line.heading, say), _HEADING),
            length=line.length,
            name=line.written_by or "—",
            written_at=line.written_at,
        )
    )


def _heading(section: str, heading: str, say: Translator) -> str:
    return heading or say(f"minutes.section.{section}").unescape()


def _hands(line: HandsLine, say: Translator) -> str:
    at = "meeting" if line.meeting else "chair"
    return str(
        say(
            f"minutes.sheet.said.{at}.{line.outcome}",
            meeting=line.meeting,
            yes=line.yes,
            no=line.no,
            recorded_at=line.recorded_at,
        )
    )


def _rows(outcome: MinutesView, say: Translator) -> tuple[tuple[Button, ...], ...]:
    number, rows = outcome.number, list[tuple[Button, ...]]()
    edition = f"{number}-{outcome.revision}"
    reading = opened(outcome.may, "read")
    if outcome.sections:
        # For who may approve them it is noted that they read.
        read = move_buttons(reading, say, _WORDS)
        if reading and outcome.reached:
            on = label(say, f"{_WORDS}.read_on", page=outcome.reached + 1)
            read = (Button(label=on, press=reading[0].press),)
        rows.append(read or (_button(say, "read", "minutes.page", number, 1),))
    rows += move_rows(opened(outcome.may, "approve", "hands", "hand_in"), say, _WORDS)
    sections = [
        Button(
            label=shortened(_heading(each.section, each.heading, say), _HEADING),
            press=press("minutes.section", number, each.section, 1),
        )
        for each in outcome.sections[:_BUTTONS]
    ]
    rows += [tuple(sections[i : i + 2]) for i in range(0, len(sections), 2)]
    if outcome.sections:
        rows.append(
            tuple(
                _button(say, kind, f"minutes.{kind}{'_read' if reading else ''}", edition)
                for kind in ("docx", "pdf")
            )
        )
    photos = [*move_buttons(opened(outcome.may, "attach"), say, _WORDS)]
    if outcome.photos:
        photos.append(_button(say, "photos", "minutes.photos", number))
    rows += [tuple(photos)] if photos else []
    back = Button(label=label(say, "meeting.back"), press=press("meeting", number))
    return (*rows, (back,), home_row(say))


def _button(say: Translator, name: str, verb: str, *arguments: str | int) -> Button:
    return Button(label=label(say, f"{_WORDS}.{name}"), press=press(verb, *arguments))


@render.register
def section_view(outcome: SectionView, say: Translator) -> Screen:
    """One section, page by page, with the way to write it."""
    number, section = outcome.number, outcome.section
    by = "log" if outcome.source == "log" else "person"
    head = say(
        f"minutes.section_head.{by}",
        heading=_heading(section, outcome.heading, say),
        name=outcome.written_by or "—",
        written_at=outcome.written_at,
        page=outcome.page,
        pages=outcome.pages,
    )
    parts = [str(say(outcome.said))] if outcome.said else []
    parts.append(str(head))
    if outcome.reason:
        parts.append(str(say("minutes.corrected_for", reason=outcome.reason)))
    parts.append(str(escape(outcome.text)) or str(say("minutes.empty_section")))
    rows = _turning(say, "minutes.section", (number, section), outcome.page, outcome.pages)
    rows += move_rows(outcome.may, say, _WORDS)
    if outcome.before:
        rows.append((_button(say, "changes", "minutes.changes", number, section),))
    rows.append((Button(label=label(say, "minutes.back"), press=press("minutes", number)),))
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=(*rows, home_row(say)), toast=toast)


def _turning(
    say: Translator, verb: str, before: tuple[str | int, ...], page: int, pages: int
) -> list[tuple[Button, ...]]:
    """The row that turns pages, where there are several."""
    row = []
    if page > 1:
        row.append(_button(say, "page_back", verb, *before, page - 1))
    if page < pages:
        row.append(_button(say, "page_on", verb, *before, page + 1))
    return [tuple(row)] if row else []


@render.register
def changes_view(outcome: ChangesView, say: Translator) -> Screen:
    """How a section came to stand as it does, the latest writing first."""
    heading = _heading(outcome.section, outcome.heading, say)
    parts = [str(say("minutes.changes_head", heading=heading))]
    parts += [_change(each, say) for each in outcome.changes]
    back = press("minutes.section", outcome.number, outcome.section, 1)
    rows = ((Button(label=label(say, "minutes.back_to_section"), press=back),), home_row(say))
    return Screen(text="\n\n".join(parts), rows=rows)


def _change(line: ChangeLine, say: Translator) -> str:
    by = "log" if line.source == "log" else "person"
    head = say(f"minutes.change.{by}", name=line.written_by or "—", written_at=line.written_at)
    parts = [str(head)]
    if line.reason:
        parts.append(str(say("minutes.corrected_for", reason=line.reason)))
    parts.append(str(escape(clip("\n".join(line.lines), _LINES))))
    return "\n".join(parts)


@render.register
def minutes_page(outcome: MinutesPage, say: Translator) -> Screen:
    """A page to read; the last one says what comes next."""
    number = outcome.number
    key = "minutes.page_draft" if outcome.draft else "minutes.page"
    head = say(
        key,
        title=outcome.title,
        starts_at=outcome.starts_at,
        page=outcome.page,
        pages=outcome.pages,
    )
    parts = [str(head), str(escape(outcome.text))]
    if outcome.noted and outcome.read:
        parts.append(str(say("minutes.read_whole")))
    verb = "minutes.read" if outcome.noted else "minutes.page"
    rows = _turning(say, verb, (number,), outcome.page, outcome.pages)
    if outcome.desk:
        rows.append((Button(label=label(say, "minutes.back"), press=press("minutes", number)),))
    rows.append((Button(label=label(say, "meeting.back"), press=press("meeting", number)),))
    return Screen(text="\n\n".join(parts), rows=(*rows, home_row(say)))


@render.register
def sheet(outcome: Sheet, say: Translator) -> Screen:
    """Say which file was sent."""
    text = say("minutes.file_sent", title=outcome.title, revision=outcome.revision)
    back = Button(label=label(say, "minutes.back"), press=press("minutes", outcome.number))
    return Screen(text=str(text), rows=((back,), home_row(say)), in_place=False)


@render.register
def photos(outcome: MinutesPhotos, say: Translator) -> Screen:
    """Say how many photos were sent."""
    text = say("minutes.photos_sent", n=len(outcome.files))
    return Screen(text=str(text), rows=(home_row(say),), in_place=False)


@render.register
def reminded(outcome: MinutesReminded, say: Translator) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("minutes.reminded", n=outcome.told)))
