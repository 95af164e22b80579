"""Meetings 会议: what bots show of them."""

from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from council.kernel.acts.moves import OpenMove
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.acts import LINE_MOVES, MEETING_MOVES, OWN_MOVES
from council.meetings.agendas import line_facts, meeting_facts
from council.meetings.arrivals.reads import own_notes, party_notes
from council.meetings.commands import AgendaLine, MeetingLine, MeetingList, MeetingView, NoMeeting
from council.meetings.facts import LineFacts
from council.meetings.items.reads import budget_notes
from council.meetings.meeting import Listed, Meeting
from council.meetings.minutes.on_meetings import minutes_state, minutes_waiting
from council.meetings.records import attendance_of, meeting_by, on_coming_agenda, rsvp_of
from council.meetings.rules import (
    GRACE,
    check_agenda_open,
    check_announcing,
    is_missed,
    is_there,
    notice_days,
)
from council.meetings.series.remarks import notice_by, remarks
from council.meetings.tables import agenda_items, attendance, meetings, rsvps
from council.meetings.votes.records import votes_at
from council.motions.facts import Hearing
from council.motions.hooks import OPINIONS_ON
from council.motions.records import overdue_now
from council.motions.rules import FINAL
from council.motions.tables import motions, responses
from council.motions.votes.recorded import RecordedVote
from council.rules.records import rules_of

#: How many meetings, and how many motions to choose from, a screen shows.
SHOWN = 6


def next_meeting(tx: Transaction, who: Person, bot: str) -> MeetingView | NoMeeting | Refusal:
    """The meeting in session, else the next one, else the latest held."""
    t = meetings.c
    coming = ((t.state == "planned") & (t.starts_at > tx.now)) | (
        (t.state == "announced") & (t.starts_at > tx.now - GRACE)
    )
    rank = case((t.state == "in_session", 0), (coming, 1), else_=2)
    distance = case((coming, t.starts_at), else_=-t.starts_at)
    number = tx.connection.scalar(
        select(t.number)
        .where(t.community_id == who.community_id, t.state != "cancelled")
        .order_by(rank, distance, t.number)
        .limit(1)
    )
    if number is None:
        if bot == "staff" and not who.roles & STAFF:
            return refuse("people.not_staff", name=who.name)
        return NoMeeting(bot=bot, may_plan=bot == "staff" and may(who, "meeting.plan"))
    return meeting_view(tx, who, number, bot)


def meeting_view(
    tx: Transaction, who: Person, number: int, bot: str, *, said: str = ""
) -> MeetingView | Refusal:
    """A meeting's screen; in the staff bot with what the reader may do now."""
    row = meeting_by(tx, who.community_id, number=number)
    if row is None:
        return refuse("meeting.unknown")
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    r, a = rsvps.c, attendance.c
    here = (r.community_id == who.community_id) & (r.meeting_id == row.id)
    counted = tx.connection.execute(
        select(r.answer, func.count().label("people")).where(here).group_by(r.answer)
    )
    answers: dict[str, int] = {row.answer: row.people for row in counted}
    own = rsvp_of(tx, row, who.id)
    there = (a.community_id == who.community_id) & (a.meeting_id == row.id)
    attended = tx.connection.scalar(select(func.count()).select_from(attendance).where(there))
    checked = attendance_of(tx, row, who.id)
    staff = bot == "staff"
    items = agenda(tx, who, row, staff=staff)
    classes = [item.legal_class for item in items]
    facts = meeting_facts(tx, who, row, classes)
    hindrance = check_announcing(facts) if staff and may(who, "meeting.announce") else None
    early = hindrance is not None and hindrance.key == "meeting.notice_too_short"
    notes = (
        (*party_notes(tx, row), *_notes(tx, who, row, items)) if staff else own_notes(tx, who, row)
    )
    return MeetingView(
        bot=bot,
        number=row.number,
        title=row.title,
        place=row.place,
        starts_at=row.starts_at,
        state=row.state,
        items=items,
        yes=answers.get("yes", 0),
        no=answers.get("no", 0),
        attended=attended or 0,
        minutes=minutes_state(tx, who, row, bot),
        minutes_waiting=minutes_waiting(tx, row),
        cancel_reason=row.cancel_reason,
        rsvp="" if own is None else own.answer,
        substitute=(own.substitute or "") if own is not None and own.answer == "yes" else "",
        waits=any(note.key == "arrival.you_wait" for note in notes),
        checked_in=is_there(checked),
        unlisted=_unlisted(tx, who, row, len(items)) if staff else (),
        may=(MEETING_MOVES if staff else OWN_MOVES).open_to(who, facts),
        said=said,
        missed=is_missed(row.state, starts_at=row.starts_at, now=tx.now),
        hindrance=hindrance if early else None,
        notes=notes,
        lasts=row.lasts_minutes or rules_of(tx, who.community_id).meetings.length,
    )


def _notes(
    tx: Transaction, who: Person, row: Meeting, items: tuple[AgendaLine, ...]
) -> tuple[Phrase, ...]:
    """Tell staff what is to be known of a meeting that has not begun."""
    if row.state not in ("planned", "announced") or row.starts_at <= tx.now:
        return ()
    rules = rules_of(tx, who.community_id)
    lasts = row.lasts_minutes or rules.meetings.length
    days = notice_days([item.legal_class for item in items], rules=rules)
    clock = (
        notice_by(row.starts_at, days=days, timezone=who.timezone, now=tx.now)
        if row.state == "planned"
        else ()
    )
    budget = budget_notes(tx, row, rules)
    return (*clock, *budget, *remarks(tx, who, row.starts_at, lasts=lasts, besides=row.id))


def agenda(
    tx: Transaction, who: Person, meeting: Meeting, *, staff: bool
) -> tuple[AgendaLine, ...]:
    """The agenda of a meeting, in order, with a mark on late answers; for staff with its acts."""
    i, t = agenda_items.c, motions.c
    votes = votes_at(tx, who.community_id, meeting.id)
    query = (
        _lines(tx)
        .join(agenda_items, and_(i.community_id == t.community_id, i.motion_id == t.id))
        .where(i.community_id == who.community_id, i.meeting_id == meeting.id)
        .order_by(i.position, i.added_at)
    )
    rows = read_all(tx, Listed, query)
    facts = [
        _facts(tx, meeting, row, place=place, length=len(rows), counted=row.id in votes)
        for place, row in enumerate(rows)
    ]
    opinions = OPINIONS_ON(tx, who.community_id, [row.id for row in rows])
    lines = (
        _line(row, each, votes.get(row.id), LINE_MOVES.open_to(who, each) if staff else ())
        for row, each in zip(rows, facts, strict=True)
    )
    return tuple(
        replace(line, opinions=opinions.get(row.id)) for row, line in zip(rows, lines, strict=True)
    )


def _unlisted(
    tx: Transaction, who: Person, meeting: Meeting, length: int
) -> tuple[AgendaLine, ...]:
    """The motions that may still go on an agenda of so many, while it is open."""
    t = motions.c
    if check_agenda_open(meeting.state, starts_at=meeting.starts_at, now=tx.now) is not None:
        return ()
    query = (
        _lines(tx)
        .where(
            t.community_id == who.community_id,
            t.state.not_in(FINAL),
            ~on_coming_agenda(tx.now),
        )
        .order_by(t.number)
    )
    rows = read_all(tx, Listed, query)
    lines = ((row, _facts(tx, meeting, row, place=-1, length=length)) for row in rows)
    moves = ((row, each, LINE_MOVES.open_to(who, each)) for row, each in lines)
    free = (_line(row, each, None, may) for row, each, may in moves if may)
    return tuple(islice(free, SHOWN))


def _facts(
    tx: Transaction,
    meeting: Meeting,
    row: Listed,
    *,
    place: int,
    length: int,
    counted: bool = False,
) -> LineFacts:
    """Gather what the moves of a line are judged by, of all lines at once."""
    return line_facts(
        tx,
        row,
        meeting,
        place=place,
        length=length,
        late=row.late,
        listed=place >= 0,
        hearing=Hearing(number=meeting.number, state=meeting.state, counted=counted),
    )


def _lines(tx: Transaction) -> Select[Any]:
    """Select motions as ``Listed`` has them."""
    t, r = motions.c, responses.c
    late = (
        select(r.id)
        .where(r.community_id == t.community_id, r.motion_id == t.id, overdue_now(tx.now))
        .correlate(motions)
        .exists()
        .label("late")
    )
    return select(t.id, t.number, t.title, t.state, t.legal_class, t.meeting_id, late).select_from(
        motions
    )


def _line(
    row: Listed, facts: LineFacts, vote: RecordedVote | None, moves: tuple[OpenMove, ...]
) -> AgendaLine:
    return AgendaLine(
        number=row.number,
        title=row.title,
        state=row.state,
        legal_class=row.legal_class,
        track=facts.rule.decided_by,
        overdue=facts.late,
        vote=vote,
        may=moves,
    )


def meeting_list(tx: Transaction, who: Person, bot: str) -> MeetingList | Refusal:
    """The newest meetings."""
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    t = meetings.c
    query = (
        select(t.number, t.title, t.starts_at, t.state)
        .where(t.community_id == who.community_id)
        .order_by(t.starts_at.desc(), t.number.desc())
        .limit(SHOWN)
    )
    return MeetingList(
        bot=bot,
        meetings=read_all(tx, MeetingLine, query),
        may_plan=bot == "staff" and may(who, "meeting.plan"),
    )
