"""Approving minutes 会议纪要: handed in, read to the end, approved by the chair or a later meeting."""

from sqlalchemy import delete, insert, update

from council.kernel.acts_log import newest_act, record
from council.kernel.database.transaction import Transaction
from council.kernel.numbers import read_number
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.tables import clock_marks
from council.kernel.values import Person
from council.meetings.meeting import Meeting
from council.meetings.minutes.acts import MINUTES_MOVES
from council.meetings.minutes.assembly import position_of
from council.meetings.minutes.commands import (
    ApproveByHands,
    ApproveMinutes,
    HandInMinutes,
    MinutesPage,
    MinutesView,
    NoteFileRead,
    ReadMinutes,
)
from council.meetings.minutes.reads import HANDED_IN, facts_of, minutes_page, minutes_view
from council.meetings.minutes.records import (
    approvals_of,
    locked,
    note_reading,
    reading_of,
    revision_of,
    sections_of,
)
from council.meetings.minutes.rules import (
    appended,
    outcome_of,
    page_reached,
)
from council.meetings.minutes.tables import minutes_approvals
from council.meetings.minutes.writing import keep
from council.meetings.records import meeting_by
from council.meetings.tables import meetings

#: What is said of a vote.
_SAID = {
    "approved": "minutes.said.approved",
    "corrected": "minutes.said.corrected_at_meeting",
    "refused": "minutes.said.refused",
}


def hand_in(tx: Transaction, who: Person, command: HandInMinutes) -> MinutesView | Refusal:
    """Say that the minutes are complete; the chair is asked to read them."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    refusal = MINUTES_MOVES.refusal("hand_in", facts_of(tx, who, meeting))
    if refusal is not None:
        return refusal
    _become(tx, meeting, "minuted")
    record(tx, who, command.verb, "meeting", meeting.id)
    t = clock_marks.c
    mark = {"community_id": meeting.community_id, "mark": HANDED_IN, "subject": meeting.id}
    tx.connection.execute(
        delete(clock_marks).where(*(t[name] == each for name, each in mark.items()))
    )
    tx.connection.execute(insert(clock_marks), [{**mark, "marked_at": tx.now}])
    notify(
        tx,
        meeting.community_id,
        holders(meeting.community_id, "chair"),
        notice="meeting_minuted",
        subject=f"{meeting.id}/{newest_act(tx, meeting.community_id)}",
        params=_params(meeting),
        buttons=(("minutes.read_them", "minutes.read", (meeting.number, 1)),),
        bot="staff",
    )
    return minutes_view(tx, who, meeting.number, said="meeting.said.minuted")


def read(tx: Transaction, who: Person, command: ReadMinutes) -> MinutesPage | Refusal:
    """Show a page to whoever may approve, and keep how far they have come."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    refusal = MINUTES_MOVES.refusal("read", facts_of(tx, who, meeting))
    if refusal is not None:
        return refusal
    shown = minutes_page(tx, who, meeting.number, command.page, bot="staff")
    if isinstance(shown, Refusal):
        return shown
    revision, before = revision_of(tx, meeting), reading_of(tx, meeting, who.id)
    current = before is not None and before.revision == revision
    reached = page_reached(before.page if before is not None and current else 0, shown.page)
    if not (before is not None and current and before.done_at):
        done = reached == shown.pages
        note_reading(tx, who, meeting, revision=revision, page=reached, done=done)
    return minutes_page(tx, who, meeting.number, command.page, bot="staff", noted=True)


def note_file(tx: Transaction, who: Person, command: NoteFileRead) -> MinutesView | Refusal:
    """Keep that somebody has the whole of a revision as a file."""
    number, revision = (read_number(each) or 0 for each in command.edition.partition("-")[::2])
    meeting = locked(tx, who, number)
    if isinstance(meeting, Refusal):
        return meeting
    if revision != revision_of(tx, meeting):
        return refuse("minutes.changed_since")
    note_reading(tx, who, meeting, revision=revision, page=0, done=True)
    return minutes_view(tx, who, meeting.number, said="minutes.said.file_sent")


def approve(tx: Transaction, who: Person, command: ApproveMinutes) -> MinutesView | Refusal:
    """The chair approves the minutes that they have read."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    facts = facts_of(tx, who, meeting)
    if command.revision and command.revision != facts.revision and facts.state == "minuted":
        return refuse("minutes.changed_since")
    refusal = MINUTES_MOVES.refusal("approve", facts)
    if refusal is not None:
        return refusal
    _keep(tx, who, meeting, outcome="approved", revision=facts.revision)
    _become(tx, meeting, "approved")
    record(tx, who, command.verb, "meeting", meeting.id)
    record(tx, who, command.verb, "minutes", meeting.id, revision=facts.revision)
    return minutes_view(tx, who, meeting.number, said="meeting.said.approved")


def approve_by_hands(
    tx: Transaction, who: Person, command: ApproveByHands
) -> MinutesView | Refusal:
    """A later meeting approves them, with or without corrections, or does not."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    at = meeting_by(tx, who.community_id, number=command.at)
    refusal = check_voting(tx, who, meeting, at)
    if refusal is not None:
        return refusal
    assert at is not None, "judged above"
    if command.yes + command.no == 0:
        return refuse("minutes.nobody_voted")
    outcome = outcome_of(yes=command.yes, no=command.no, corrections=command.corrections)
    revision = revision_of(tx, meeting)
    if outcome == "corrected":
        revision = _corrected(tx, who, meeting, command.corrections, command.verb)
    _keep(
        tx,
        who,
        meeting,
        outcome=outcome,
        revision=revision,
        at_meeting_id=at.id,
        yes=command.yes,
        no=command.no,
    )
    if outcome == "refused":
        _tell_writers(tx, meeting, "minutes_refused", revision)
    else:
        _become(tx, meeting, "approved")
        record(tx, who, command.verb, "meeting", meeting.id, outcome=outcome)
    record(tx, who, command.verb, "minutes", meeting.id, revision=revision, outcome=outcome)
    return minutes_view(tx, who, meeting.number, said=_SAID[outcome])


def check_voting(
    tx: Transaction, who: Person, meeting: Meeting, at: Meeting | None
) -> Refusal | None:
    """Judge whether a meeting can vote on the minutes of an earlier one now."""
    if at is None:
        return refuse("meeting.unknown")
    return MINUTES_MOVES.refusal("hands", facts_of(tx, who, meeting, at))


def _corrected(tx: Transaction, who: Person, meeting: Meeting, corrections: str, verb: str) -> int:
    """Write what the meeting corrected as a section of its own."""
    there = next((s for s in sections_of(tx, meeting) if s.section == "fixes"), None)
    text = appended("" if there is None else there.text, corrections)
    heading = "" if there is None else there.heading
    fixes = ("fixes", position_of("fixes"), heading, text)
    return keep(tx, who, meeting, (fixes,), verb=verb, source="person")


def _keep(
    tx: Transaction,
    who: Person,
    meeting: Meeting,
    *,
    outcome: str,
    revision: int,
    at_meeting_id: str | None = None,
    yes: int | None = None,
    no: int | None = None,
) -> None:
    row = {
        "community_id": meeting.community_id,
        "meeting_id": meeting.id,
        "number": len(approvals_of(tx, meeting)) + 1,
        "revision": revision,
        "outcome": outcome,
        "at_meeting_id": at_meeting_id,
        "yes": yes,
        "no": no,
        "recorded_by": who.id,
        "recorded_at": tx.now,
    }
    tx.connection.execute(insert(minutes_approvals), [row])


def _become(tx: Transaction, meeting: Meeting, state: str) -> None:
    t = meetings.c
    tx.connection.execute(
        update(meetings)
        .where(t.community_id == meeting.community_id, t.id == meeting.id)
        .values(state=state)
    )


def _tell_writers(tx: Transaction, meeting: Meeting, notice: str, revision: int) -> None:
    notify(
        tx,
        meeting.community_id,
        holders(meeting.community_id, "facilitator", "clerk"),
        notice=notice,
        subject=f"{meeting.id}/{revision}/{newest_act(tx, meeting.community_id)}",
        params=_params(meeting),
        buttons=(("minutes.open", "minutes", (meeting.number,)),),
        bot="staff",
    )


def _params(meeting: Meeting) -> dict[str, Param]:
    return {
        "number": meeting.number,
        "title": meeting.title,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
    }
