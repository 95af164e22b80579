"""Drafting minutes 会议纪要 from the log: when the meeting ends, or one section anew later."""

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.meeting import Meeting
from council.meetings.minutes.acts import SECTION_MOVES
from council.meetings.minutes.commands import (
    DraftMinutes,
    MinutesView,
    RedraftSection,
    SectionView,
)
from council.meetings.minutes.gathering import texts_of
from council.meetings.minutes.reads import minutes_view, section_facts, section_view
from council.meetings.minutes.records import locked, revision_of, sections_of, write
from council.meetings.minutes.rules import check_writing
from council.meetings.minutes.writing import check_base, keep
from council.meetings.records import meeting_by


def draft(tx: Transaction, who: Person, number: int, verb: str) -> None:
    """Assemble the minutes of a meeting that has just ended, in the course of the act ``verb``.

    The meeting is locked by the caller, and its end is written already.
    """
    meeting = meeting_by(tx, who.community_id, number=number)
    assert meeting is not None, "it ends now"
    _assemble(tx, who, meeting, verb)


def draft_late(tx: Transaction, who: Person, command: DraftMinutes) -> MinutesView | Refusal:
    """Assemble minutes that nobody has, of a meeting that ended before they were assembled."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    refusal = check_writing(section_facts(meeting, ""))
    if refusal is not None:
        return refusal
    if not revision_of(tx, meeting):
        _assemble(tx, who, meeting, command.verb)
    return minutes_view(tx, who, meeting.number)


def _assemble(tx: Transaction, who: Person, meeting: Meeting, verb: str) -> None:
    write(tx, who, meeting, texts_of(tx, meeting), source="log")
    record(tx, who, verb, "minutes", meeting.id)


def redraft(tx: Transaction, who: Person, command: RedraftSection) -> SectionView | Refusal:
    """Write one section anew as the log gives it now; what stood there is kept before it."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    refusal = SECTION_MOVES.refusal("redraft", section_facts(meeting, command.section))
    if refusal is not None:
        return refusal
    text = next((each for each in texts_of(tx, meeting) if each[0] == command.section), None)
    if text is None:
        return refuse("minutes.not_of_the_log")
    now = next((s for s in sections_of(tx, meeting) if s.section == command.section), None)
    refusal = check_base(tx, now, command.revision)
    if refusal is not None:
        return refusal
    if now is not None and now.text == text[3]:
        return section_view(
            tx, who, meeting.number, command.section, said="minutes.said.same_as_log"
        )
    keep(tx, who, meeting, (text,), verb=command.verb, source="log")
    return section_view(tx, who, meeting.number, command.section, said="minutes.said.redrafted")
