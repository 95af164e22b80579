"""Minutes 会议纪要 as everybody may see them, and as a sheet to be printed."""

import re

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.files import KeptFile, attachments_of, kept_file
from council.kernel.policy import STAFF
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.meetings.meeting import Meeting
from council.meetings.minutes.commands import HandsLine
from council.meetings.minutes.minutes import Section
from council.meetings.minutes.reads import (
    SUBJECT,
    approvals_shown,
    changed_lines,
    is_shown,
    photos_on,
    public_sections,
)
from council.meetings.minutes.records import history_of, residents_there, revision_of, sections_of
from council.meetings.minutes.rules import THERE_IN, veiled
from council.meetings.records import meeting_by, motions_on
from council.meetings.votes.records import votes_at
from council.motions.votes.recorded import RecordedVote

_OF_A_MOTION = re.compile(r"m[1-9][0-9]*", re.ASCII)
#: Lines of a correction that are shown.
_LINES = 60


@value
class SheetSection:
    """A section with its words; an empty ``heading``: it has none. ``corrected``: after approval."""

    section: str
    heading: str
    text: str
    corrected: bool


@value
class SheetPart:
    """A numbered part of the sheet: one section, or those of all motions (``name`` = motions)."""

    name: str
    sections: tuple[SheetSection, ...]


@value
class SheetVote:
    """A vote that the meeting took, for the table."""

    motion: int
    title: str
    recorded: RecordedVote


@value
class SheetCorrection:
    """What was changed after the approval: when, why, which lines went (``−``) and came (``+``)."""

    heading: str
    reason: str
    written_at: int
    lines: tuple[str, ...]


@value
class Sheet:
    """The minutes of a meeting as they are printed. Times are UTC seconds, 0 where there is none.

    ``state`` is ``draft`` or ``approved``; ``photos``: how many of a signed sheet are kept.
    """

    community: str
    demo: bool
    locale: str
    timezone: str
    number: int
    title: str
    place: str
    starts_at: int
    opened_at: int
    adjourned_at: int
    state: str
    revision: int
    written_at: int
    parts: tuple[SheetPart, ...]
    votes: tuple[SheetVote, ...]
    approvals: tuple[HandsLine, ...]
    corrections: tuple[SheetCorrection, ...]
    photos: int


def public_sheet(tx: Transaction, community_id: str, number: int) -> Sheet | None:
    """The minutes that everybody may see; None where there are none."""
    meeting = meeting_by(tx, community_id, number=number)
    if meeting is None or not is_shown(tx, meeting):
        return None
    return sheet_of(tx, meeting, named=False)


def sheet_of(tx: Transaction, meeting: Meeting, *, named: bool = True) -> Sheet | None:
    """The minutes as they stand; None where nothing is written. ``named``: residents are."""
    sections = sections_of(tx, meeting) if named else public_sections(tx, meeting)
    if not sections:
        return None
    c = communities.c
    home = tx.connection.execute(
        select(c.name, c.demo, c.locale, c.timezone).where(c.id == meeting.community_id)
    ).one()
    return Sheet(
        community=home.name,
        demo=bool(home.demo),
        locale=home.locale,
        timezone=home.timezone,
        number=meeting.number,
        title=meeting.title,
        place=meeting.place,
        starts_at=meeting.starts_at,
        opened_at=meeting.opened_at,
        adjourned_at=meeting.adjourned_at,
        state="approved" if meeting.state == "approved" else "draft",
        revision=revision_of(tx, meeting),
        written_at=max(each.written_at for each in sections),
        parts=_parts(sections),
        votes=_votes(tx, meeting),
        approvals=approvals_shown(tx, meeting),
        corrections=_corrections(tx, meeting, named=named),
        photos=photos_on(tx, meeting),
    )


def whole_text(tx: Transaction, meeting: Meeting) -> str:
    """All sections as one text for everybody; minutes that were one text are that text."""
    blocks = [each for each in public_sections(tx, meeting) if each.text]
    return "\n\n".join("\n".join(p for p in (s.heading, s.text) if p) for s in blocks)


def _parts(sections: tuple[Section, ...]) -> tuple[SheetPart, ...]:
    parts: list[SheetPart] = []
    for each in sections:
        if not each.text:
            continue
        motion = _OF_A_MOTION.fullmatch(each.section) is not None
        shown = SheetSection(
            section=each.section,
            heading=each.heading,
            text=each.text,
            corrected=bool(each.reason),
        )
        name = "motions" if motion else each.section
        if motion and parts and parts[-1].name == "motions":
            parts[-1] = SheetPart(name=name, sections=(*parts[-1].sections, shown))
        else:
            parts.append(SheetPart(name=name, sections=(shown,)))
    return tuple(parts)


def _votes(tx: Transaction, meeting: Meeting) -> tuple[SheetVote, ...]:
    votes = votes_at(tx, meeting.community_id, meeting.id)
    return tuple(
        SheetVote(motion=each.number, title=each.title, recorded=votes[each.id])
        for each in motions_on(tx, meeting.community_id, meeting.id)
        if each.id in votes
    )


def _corrections(tx: Transaction, meeting: Meeting, *, named: bool) -> tuple[SheetCorrection, ...]:
    names = frozenset[str]() if named else residents_there(tx, meeting)
    before: dict[str, str] = {}
    found = []
    for each in history_of(tx, meeting):
        if each.reason:
            lines = changed_lines(before.get(each.section, ""), each.text, limit=_LINES)
            found.append(
                SheetCorrection(
                    heading=each.heading,
                    reason=veiled(each.reason, names),
                    written_at=each.written_at,
                    lines=tuple(veiled(line, names) for line in lines),
                )
            )
        before[each.section] = each.text
    return tuple(found)


def file_read(tx: Transaction, who: Person, edition: str) -> Sheet | Refusal:
    """The minutes for a file; ``edition`` is ``number-revision``: what stands now, or none."""
    number, _, revision = edition.partition("-")
    found = _desk(tx, who, number)
    if isinstance(found, Refusal):
        return found
    if revision != str(revision_of(tx, found)):
        return refuse("minutes.changed_since")
    sheet = sheet_of(tx, found)
    return refuse("minutes.none_yet") if sheet is None else sheet


@value
class MinutesPhotos:
    """Photos of a signed sheet, to be sent."""

    files: tuple[KeptFile, ...]


def photos_read(tx: Transaction, who: Person, number: int) -> MinutesPhotos | Refusal:
    """The photos of a signed sheet, for staff alone: they show signatures."""
    meeting = _desk(tx, who, str(number))
    if isinstance(meeting, Refusal):
        return meeting
    kept = (
        kept_file(tx, meeting.community_id, each.sha256)
        for each in attachments_of(tx, meeting.community_id, SUBJECT, meeting.id)
    )
    found = tuple(each for each in kept if each is not None)
    return MinutesPhotos(files=found) if found else refuse("minutes.no_photos")


def _desk(tx: Transaction, who: Person, number: str) -> Meeting | Refusal:
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    known = number.isascii() and number.isdigit() and len(number) < len("1234567890")
    meeting = meeting_by(tx, who.community_id, number=int(number)) if known else None
    if meeting is None:
        return refuse("meeting.unknown")
    if meeting.state not in THERE_IN:
        return refuse("minutes.not_now", state=meeting.state)
    return meeting
