"""Saying of an item what it is for and how long it takes; carrying over; voting on several at once."""

from sqlalchemy import update

from council.kernel import files
from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.files import Attachment
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import ITEM_MOVES, SHEET_MOVES
from council.meetings.agenda import list_motion
from council.meetings.commands import MeetingView
from council.meetings.items.commands import (
    AgendaSheet,
    CarriedOver,
    CarryOver,
    ConsentVote,
    LiftConsent,
    SetItem,
)
from council.meetings.items.item import Item
from council.meetings.items.reads import (
    agenda_sheet,
    is_waiting,
    item_facts,
    sheet_facts,
)
from council.meetings.items.records import FILES, items_of, subject_of
from council.meetings.items.rules import (
    KINDS,
    check_consent,
    read_item_minutes,
    read_presenter,
)
from council.meetings.meeting import Meeting
from council.meetings.reads import meeting_view
from council.meetings.records import meeting_by, open_agendas
from council.meetings.tables import agenda_items
from council.meetings.votes.rules import COUNTS, electorates_of, judge, read_field
from council.meetings.votes.voting import keep_count, votable
from council.motions.moving import advance
from council.motions.records import motion_by
from council.rules.records import rules_of


def set_item(tx: Transaction, who: Person, command: SetItem) -> AgendaSheet | Refusal:
    """Keep what is said of an item while its agenda is open."""
    found = open_item(tx, who, command.motion_number, command.meeting_number)
    if isinstance(found, Refusal):
        return found
    meeting, item = found
    minutes = read_item_minutes(str(command.minutes))
    presenter = read_presenter(command.presenter)
    for read in (minutes, presenter):
        if isinstance(read, Refusal):
            return read
    assert isinstance(minutes, int)
    assert isinstance(presenter, str)
    if command.kind not in KINDS:
        return refuse("desk.use_buttons")
    row = rules_of(tx, who.community_id).rows[item.legal_class]
    refusal = check_consent(command.kind, row) if command.consent else None
    if refusal is not None:
        return refusal
    _write(
        tx,
        meeting,
        item,
        kind=command.kind,
        lasts_minutes=minutes,
        presenter=presenter or None,
        consent=int(command.consent),
    )
    files.attach(
        tx,
        who.community_id,
        FILES,
        subject_of(meeting.id, item.motion_id),
        [Attachment(kind="photo", sha256=each) for each in command.files],
    )
    record(tx, who, command.verb, "meeting", meeting.id, motion=item.number, of=command.kind)
    return agenda_sheet(tx, who, meeting.number, "staff", said="item.said.set")


def lift(tx: Transaction, who: Person, command: LiftConsent) -> AgendaSheet | Refusal:
    """Take an item out of those that are voted on together."""
    found = open_item(tx, who, command.motion_number, command.meeting_number, move="lift")
    if isinstance(found, Refusal):
        return found
    meeting, item = found
    _write(tx, meeting, item, consent=0)
    record(tx, who, command.verb, "meeting", meeting.id, motion=item.number, lifted=1)
    return agenda_sheet(tx, who, meeting.number, "staff", said="item.said.lifted")


def carry_over(tx: Transaction, who: Person, command: CarryOver) -> CarriedOver | Refusal:
    """Put what a meeting did not get to on the next open agenda, however full that is."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    meeting = next(iter(open_agendas(tx, who.community_id)), None)
    if meeting is None:
        return refuse("meeting.none_planned")
    refusal = list_motion(tx, who, motion, meeting, carried_over=True)
    return refusal or CarriedOver(motion=motion.number, meeting=meeting.number)


def vote_together(tx: Transaction, who: Person, command: ConsentVote) -> MeetingView | Refusal:
    """Keep one count for each item that is voted on with the others, judged by its own rule."""
    meeting = together(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    counts: dict[str, int] = {}
    for name in COUNTS:
        read = read_field(name, str(getattr(command, name)), counts)
        if isinstance(read, Refusal):
            return read
        counts[name] = read
    rules = rules_of(tx, who.community_id)
    for item in items_of(tx, meeting):
        if not is_waiting(item, meeting):
            continue
        row = rules.rows[item.legal_class]
        if command.electorate not in electorates_of(row):
            return refuse("item.other_electorate", number=item.number)
        motion = motion_by(tx, who.community_id, number=item.number, lock=True)
        assert motion is not None
        if motion.state == "announced":
            moved = advance(tx, who, motion, "deliberate")
            if isinstance(moved, Refusal):
                return moved
        on = votable(tx, who, item.number, met=meeting.number)
        if isinstance(on, Refusal):
            return on
        if on.correcting:
            continue
        vote = judge(row, electorate=command.electorate, **counts)
        kept = keep_count(tx, who, on, vote, reason="")
        if isinstance(kept, Refusal):
            return kept
    return meeting_view(tx, who, meeting.number, "staff", said="item.said.voted")


def together(tx: Transaction, who: Person, number: int) -> Meeting | Refusal:
    """Lock a meeting that can vote on items together now."""
    meeting = meeting_by(tx, who.community_id, number=number, lock=True)
    if meeting is None:
        return refuse("meeting.unknown")
    items = items_of(tx, meeting)
    return SHEET_MOVES.refusal("vote", sheet_facts(tx, who, meeting, items)) or meeting


def open_item(
    tx: Transaction, who: Person, motion_number: int, meeting_number: int, move: str = "set"
) -> tuple[Meeting, Item] | Refusal:
    """Find an item of a locked meeting, and ask the guard of a move."""
    meeting = meeting_by(tx, who.community_id, number=meeting_number, lock=True)
    if meeting is None:
        return refuse("meeting.unknown")
    for item in items_of(tx, meeting):
        if item.number == motion_number:
            return ITEM_MOVES.refusal(move, item_facts(tx, meeting, item)) or (meeting, item)
    return refuse("motion.not_listed")


def _write(tx: Transaction, meeting: Meeting, item: Item, **values: int | str | None) -> None:
    i = agenda_items.c
    tx.connection.execute(
        update(agenda_items)
        .where(
            i.community_id == meeting.community_id,
            i.meeting_id == meeting.id,
            i.motion_id == item.motion_id,
        )
        .values(**values)
    )


ITEMS: UseCases = {
    SetItem: set_item,
    LiftConsent: lift,
    CarryOver: carry_over,
    ConsentVote: vote_together,
}
