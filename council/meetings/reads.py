"""Meetings 会议: what bots show of them."""

from itertools import islice
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.agendas import check_announcement
from council.meetings.arrivals.reads import own_notes, party_notes
from council.meetings.arrivals.rules import check_leaving
from council.meetings.commands import AgendaLine, MeetingLine, MeetingList, MeetingView, NoMeeting
from council.meetings.items.reads import budget_notes
from council.meetings.meeting import Attendance, Listed, Meeting
from council.meetings.records import attendance_of, meeting_by, on_coming_agenda, rsvp_of
from council.meetings.rules import (
    GRACE,
    MEETING,
    check_agenda_open,
    check_at_meeting,
    check_attendance,
    check_listable,
    check_room,
    check_rsvp,
    check_start,
    check_unlisting,
    is_missed,
    notice_days,
)
from council.meetings.series.remarks import notice_by, remarks
from council.meetings.series.rules import check_moving
from council.meetings.tables import agenda_items, attendance, meetings, rsvps
from council.meetings.votes.records import votes_at
from council.meetings.votes.rules import check_put
from council.motions.records import overdue_now
from council.motions.rules import FINAL
from council.motions.tables import motions, responses
from council.motions.votes.recorded import RecordedVote
from council.rules.profile import RuleProfile, RuleRow
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
    unlisted: tuple[AgendaLine, ...] = ()
    missed = is_missed(row.state, starts_at=row.starts_at, now=tx.now)
    if staff and _may_list(tx, who, row):
        unlisted = _unlisted(tx, who, len(items))
    announced = check_announcement(tx, who, row, [item.legal_class for item in items])
    early = isinstance(announced, Refusal) and announced.key == "meeting.notice_too_short"
    told = early and staff and may(who, "meeting.announce")
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
        minutes=row.minutes,
        cancel_reason=row.cancel_reason,
        rsvp="" if own is None else own.answer,
        checked_in=checked is not None and not checked.left_at,
        unlisted=unlisted,
        may=(
            _staff_may(tx, who, row, announced) if staff else _resident_may(tx, who, row, checked)
        ),
        said=said,
        missed=missed,
        hindrance=announced if told and isinstance(announced, Refusal) else None,
        notes=(
            (*party_notes(tx, row), *_notes(tx, who, row, items))
            if staff
            else own_notes(tx, who, row)
        ),
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
    rules = rules_of(tx, who.community_id)
    query = (
        _lines(tx)
        .join(agenda_items, and_(i.community_id == t.community_id, i.motion_id == t.id))
        .where(i.community_id == who.community_id, i.meeting_id == meeting.id)
        .order_by(i.position, i.added_at)
    )
    open_ = staff and _may_list(tx, who, meeting)
    lines = []
    for place, row in enumerate(read_all(tx, Listed, query)):
        vote = votes.get(row.id)
        moves = _of_agenda(row, place) if open_ else ()
        if staff:
            moves += _at_meeting(who, meeting, row, rules.rows[row.legal_class], vote)
        lines.append(_line(row, rules, vote, moves))
    return tuple(lines)


def _may_list(tx: Transaction, who: Person, meeting: Meeting) -> bool:
    refusal = check_agenda_open(meeting.state, starts_at=meeting.starts_at, now=tx.now)
    return refusal is None and may(who, "motion.put_on_agenda")


def _of_agenda(row: Listed, place: int) -> tuple[str, ...]:
    """What can be done with a line while the agenda is open; the first one stays first."""
    off = check_unlisting(late=row.late) is None
    return tuple(verb for verb, now in (("up", place > 0), ("off", off)) if now)


def _at_meeting(
    who: Person, meeting: Meeting, row: Listed, rule: RuleRow, vote: RecordedVote | None
) -> tuple[str, ...]:
    """What the meeting can do with a line; one that a former meeting heard is heard no more."""
    if row.meeting_id != meeting.id:
        return ()
    heard = check_at_meeting("deliberate", state=row.state, meeting_state=meeting.state)
    put = check_put(
        state=row.state,
        counted=vote is not None,
        in_session=meeting.state == "in_session",
        row=rule,
    )
    judged = (("deliberate", heard), ("vote", put))
    return tuple(
        verb for verb, refusal in judged if refusal is None and may(who, f"motion.{verb}")
    )


def _unlisted(tx: Transaction, who: Person, listed: int) -> tuple[AgendaLine, ...]:
    """The motions that may still go on an open agenda of so many."""
    t = motions.c
    query = (
        _lines(tx)
        .where(
            t.community_id == who.community_id,
            t.state.not_in(FINAL),
            ~on_coming_agenda(tx.now),
        )
        .order_by(t.number)
    )
    rules = rules_of(tx, who.community_id)
    free = (
        _line(row, rules)
        for row in read_all(tx, Listed, query)
        if check_listable(state=row.state, late=row.late, listed=False) is None
        and check_room(listed, late=row.late, limit=rules.floor.agenda_motions) is None
    )
    return tuple(islice(free, SHOWN))


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
    row: Listed,
    rules: RuleProfile,
    vote: RecordedVote | None = None,
    moves: tuple[str, ...] = (),
) -> AgendaLine:
    return AgendaLine(
        number=row.number,
        title=row.title,
        state=row.state,
        legal_class=row.legal_class,
        track=rules.rows[row.legal_class].decided_by,
        overdue=row.late,
        vote=vote,
        may=moves,
    )


def _staff_may(
    tx: Transaction, who: Person, row: Meeting, announced: bool | Refusal
) -> tuple[str, ...]:
    possible = dict.fromkeys(MEETING.verbs(row.state), True)
    start = check_start(row.state, starts_at=row.starts_at, now=tx.now)
    possible |= {
        "start": start is None,
        "announce": not isinstance(announced, Refusal),
        "note_attendance": check_attendance(state=row.state, adult=True) is None,
        "move": check_moving(row.state) is None,
        "plan": True,
    }
    return tuple(verb for verb, now in possible.items() if now and may(who, f"meeting.{verb}"))


def _resident_may(
    tx: Transaction, who: Person, row: Meeting, checked: Attendance | None
) -> tuple[str, ...]:
    come = check_attendance(state=row.state, adult=who.adult)
    there = checked is not None and not checked.left_at
    by_code = rules_of(tx, who.community_id).meetings.check_in_code
    judged = {
        "rsvp": check_rsvp(row.state) is None,
        "check_in": come is None and not there and not by_code,
        "check_in_code": come is None and not there and by_code,
        "leave": check_leaving(state=row.state, there=there) is None,
    }
    return tuple(verb for verb, now in judged.items() if now)


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
