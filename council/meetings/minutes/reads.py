"""Minutes 会议纪要: what bots show of them."""

from dataclasses import replace
from itertools import pairwise

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import attachments
from council.kernel.values import Person
from council.meetings.meeting import Meeting
from council.meetings.minutes.acts import MINUTES_MOVES, SECTION_MOVES
from council.meetings.minutes.commands import (
    ChangeLine,
    ChangesView,
    HandsLine,
    MinutesPage,
    MinutesView,
    SectionLine,
    SectionView,
)
from council.meetings.minutes.minutes import Section
from council.meetings.minutes.records import (
    approvals_of,
    history_of,
    names_of,
    reading_of,
    residents_there,
    revision_of,
    sections_of,
)
from council.meetings.minutes.rules import (
    THERE_IN,
    LaterMeeting,
    MinutesFacts,
    SectionFacts,
    changes,
    is_of_log,
    pages_of,
    veiled,
)
from council.meetings.records import meeting_by
from council.meetings.tables import meetings
from council.rules.records import rules_of

#: What attachments of minutes belong to, and the acts about them.
SUBJECT = "minutes"
#: The mark of when minutes were handed in.
HANDED_IN = "minutes_handed_in"
#: How many writings of a section a screen shows, and how many changed lines of each.
WRITINGS, CHANGED = 5, 12


def facts_of(
    tx: Transaction, who: Person, meeting: Meeting, at: Meeting | None = None
) -> MinutesFacts:
    """Gather what a move with the minutes is judged by, for somebody; ``at``: at a later meeting."""
    revision = revision_of(tx, meeting)
    reading = reading_of(tx, meeting, who.id)
    current = reading if reading is not None and reading.revision == revision else None
    read = current is not None and current.done_at > 0
    return MinutesFacts(
        number=meeting.number,
        state=meeting.state,
        revision=revision,
        read=read,
        reached=0 if current is None or read else current.page,
        by_meeting=rules_of(tx, meeting.community_id).minutes.at_next_meeting,
        photos=photos_on(tx, meeting),
        at=LaterMeeting()
        if at is None
        else LaterMeeting(
            number=at.number,
            later=at.starts_at > meeting.starts_at,
            in_session=at.state == "in_session",
        ),
    )


def section_facts(meeting: Meeting, section: str, now: Section | None = None) -> SectionFacts:
    """Gather what a move with one section, as it stands now, is judged by."""
    return SectionFacts(
        number=meeting.number,
        state=meeting.state,
        section=section,
        revision=0 if now is None else now.revision,
        of_log=is_of_log(section),
    )


def photos_on(tx: Transaction, meeting: Meeting) -> int:
    """How many photos of a signed sheet there are."""
    a = attachments.c
    query = select(func.count()).where(
        a.community_id == meeting.community_id,
        a.subject_kind == SUBJECT,
        a.subject_id == meeting.id,
    )
    return tx.connection.scalar(query) or 0


def minutes_view(
    tx: Transaction, who: Person, number: int, *, said: str = ""
) -> MinutesView | Refusal:
    """The minutes at the desk: their sections, and what the reader can do with them."""
    meeting = _found(tx, who, number)
    if isinstance(meeting, Refusal):
        return meeting
    sections = sections_of(tx, meeting)
    names = names_of(tx, meeting.community_id, {each.written_by for each in sections})
    facts = facts_of(tx, who, meeting, _later_in_session(tx, meeting))
    return MinutesView(
        number=meeting.number,
        title=meeting.title,
        starts_at=meeting.starts_at,
        state=meeting.state,
        revision=facts.revision,
        pages=len(pages_of(blocks(sections))),
        sections=tuple(
            SectionLine(
                section=each.section,
                heading=each.heading,
                length=len(each.text),
                source=each.source,
                revision=each.revision,
                written_by=names.get(each.written_by, ""),
                written_at=each.written_at,
                corrected=bool(each.reason),
            )
            for each in sections
        ),
        approvals=approvals_shown(tx, meeting),
        photos=facts.photos,
        read=facts.read,
        reached=facts.reached,
        by_meeting=facts.by_meeting,
        may=MINUTES_MOVES.open_to(who, facts),
        said=said,
    )


def _found(tx: Transaction, who: Person, number: int) -> Meeting | Refusal:
    """Find minutes for staff, once the meeting is over."""
    if not who.roles & STAFF and not who.holds("clock"):
        return refuse("people.not_staff", name=who.name)
    meeting = meeting_by(tx, who.community_id, number=number)
    if meeting is None:
        return refuse("meeting.unknown")
    if meeting.state not in THERE_IN:
        return refuse("minutes.not_now", state=meeting.state)
    return meeting


def _later_in_session(tx: Transaction, meeting: Meeting) -> Meeting | None:
    """Find the meeting in session that is later."""
    t = meetings.c
    query = select(t.number).where(
        t.community_id == meeting.community_id,
        t.state == "in_session",
        t.starts_at > meeting.starts_at,
    )
    number = tx.connection.scalar(query.order_by(t.starts_at, t.number).limit(1))
    return None if number is None else meeting_by(tx, meeting.community_id, number=number)


def approvals_shown(tx: Transaction, meeting: Meeting) -> tuple[HandsLine, ...]:
    """What the chair, or later meetings, said to the minutes."""
    said = approvals_of(tx, meeting)
    t = meetings.c
    ids = sorted({each.at_meeting_id for each in said})
    numbers: dict[str, int] = {
        row.id: row.number
        for row in tx.connection.execute(
            select(t.id, t.number).where(t.community_id == meeting.community_id, t.id.in_(ids))
        )
    }
    return tuple(
        HandsLine(
            meeting=numbers.get(each.at_meeting_id, 0),
            outcome=each.outcome,
            yes=each.yes,
            no=each.no,
            revision=each.revision,
            recorded_at=each.recorded_at,
        )
        for each in said
    )


def blocks(sections: tuple[Section, ...]) -> tuple[tuple[str, str], ...]:
    """The sections that say something, as they are read: heading and text."""
    return tuple((each.heading, each.text) for each in sections if each.text)


def section_view(
    tx: Transaction, who: Person, number: int, section: str, page: int = 1, *, said: str = ""
) -> SectionView | Refusal:
    """A page of one section at the desk."""
    meeting = _found(tx, who, number)
    if isinstance(meeting, Refusal):
        return meeting
    written = history_of(tx, meeting, section)
    if not written:
        return refuse("minutes.no_section")
    now = written[-1]
    pages = pages_of([("", now.text)])
    if not 1 <= page <= len(pages):
        return refuse("press.unknown")
    names = names_of(tx, meeting.community_id, {now.written_by})
    return SectionView(
        number=meeting.number,
        section=section,
        heading=now.heading,
        text=pages[page - 1],
        page=page,
        pages=len(pages),
        source=now.source,
        reason=now.reason,
        revision=now.revision,
        written_by=names.get(now.written_by, ""),
        written_at=now.written_at,
        before=len(written) - 1,
        may=SECTION_MOVES.open_to(who, section_facts(meeting, section, now)),
        said=said,
    )


def changes_view(tx: Transaction, who: Person, number: int, section: str) -> ChangesView | Refusal:
    """How a section came to stand as it does."""
    meeting = _found(tx, who, number)
    if isinstance(meeting, Refusal):
        return meeting
    written = history_of(tx, meeting, section)
    if not written:
        return refuse("minutes.no_section")
    names = names_of(tx, meeting.community_id, {each.written_by for each in written})
    pairs = list(pairwise(written))
    return ChangesView(
        number=meeting.number,
        section=section,
        heading=written[-1].heading,
        changes=tuple(
            ChangeLine(
                revision=after.revision,
                written_by=names.get(after.written_by, ""),
                written_at=after.written_at,
                source=after.source,
                reason=after.reason,
                lines=changed_lines(before.text, after.text),
            )
            for before, after in reversed(pairs[-WRITINGS:])
        ),
    )


def changed_lines(before: str, after: str, *, limit: int = CHANGED) -> tuple[str, ...]:
    """The lines that were taken out and put in, each with its sign; no more than a screen holds."""
    return tuple(
        f"{'−' if each.sign == '-' else '+'} {each.text}" for each in changes(before, after)
    )[:limit]


def minutes_page(
    tx: Transaction, who: Person, number: int, page: int, bot: str, *, noted: bool = False
) -> MinutesPage | Refusal:
    """A page of the minutes: for staff at any time, for residents what is public."""
    meeting = meeting_by(tx, who.community_id, number=number)
    if meeting is None:
        return refuse("meeting.unknown")
    staff = bot == "staff" and bool(who.roles & STAFF)
    if not is_shown(tx, meeting) and not (staff and meeting.state in THERE_IN):
        return refuse("minutes.not_public")
    sections = sections_of(tx, meeting) if staff else public_sections(tx, meeting)
    if not sections:
        return refuse("minutes.none_yet")
    pages = pages_of(blocks(sections))
    if not 1 <= page <= len(pages):
        return refuse("press.unknown")
    return MinutesPage(
        number=meeting.number,
        title=meeting.title,
        starts_at=meeting.starts_at,
        text=pages[page - 1],
        page=page,
        pages=len(pages),
        draft=meeting.state != "approved",
        noted=noted,
        read=noted and facts_of(tx, who, meeting).read,
        desk=staff,
    )


def public_sections(tx: Transaction, meeting: Meeting) -> tuple[Section, ...]:
    """The sections as everybody may read them: residents who came are not named."""
    names = residents_there(tx, meeting)
    return tuple(
        each if each.source == "before" else replace(each, text=veiled(each.text, names))
        for each in sections_of(tx, meeting)
    )


def is_shown(tx: Transaction, meeting: Meeting) -> bool:
    """Whether everybody may read the minutes: approved, or handed in where the rules show drafts."""
    if meeting.state == "approved":
        return True
    public = rules_of(tx, meeting.community_id).minutes.draft_public
    return meeting.state == "minuted" and public
