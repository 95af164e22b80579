"""Meetings 会议: what bots show of them."""

from typing import Any

from sqlalchemy import Row, and_, case, func, select

from council.commands.meetings import (
    AgendaLine,
    MeetingLine,
    MeetingList,
    MeetingView,
    NoMeeting,
)
from council.domain.meeting_votes import RecordedVote
from council.domain.meetings import EARLY_START, GRACE, MEETING, is_missed
from council.domain.motions import WAITING
from council.domain.policy import STAFF, may
from council.domain.refusals import Refusal, refuse
from council.domain.rule_profiles import RuleProfile
from council.domain.values import Person
from council.reads.needs import Need
from council.storage.meeting_votes import votes_at
from council.storage.motions import meeting_by, on_coming_agenda, overdue_now
from council.storage.rules import rules_of
from council.storage.tables.meetings import (
    agenda_items,
    attendance,
    meetings,
    motions,
    responses,
    rsvps,
)
from council.storage.transaction import Transaction

#: How many meetings, and how many motions to choose from, a screen shows.
SHOWN = 6
#: From so long before on, an unannounced meeting is due at the staff desk.
_ANNOUNCE_BEFORE = 21 * 24 * 3600


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
    own = tx.connection.scalar(select(r.answer).where(here, r.resident_id == who.id))
    there = (a.community_id == who.community_id) & (a.meeting_id == row.id)
    attended = tx.connection.scalar(select(func.count()).select_from(attendance).where(there))
    checked = tx.connection.scalar(select(a.arrived_at).where(there, a.resident_id == who.id))
    items = agenda(tx, who, row.id)
    unlisted: tuple[AgendaLine, ...] = ()
    missed = is_missed(row.state, starts_at=row.starts_at, now=tx.now)
    open_ = row.state == "planned" and not missed
    if bot == "staff" and open_ and may(who, "motion.put_on_agenda"):
        unlisted = _unlisted(tx, who)
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
        cancel_reason=row.cancel_reason or "",
        rsvp=own or "",
        checked_in=checked is not None,
        unlisted=unlisted,
        may=_staff_may(tx, who, row, items)
        if bot == "staff"
        else _resident_may(who, row, checked),
        said=said,
        missed=missed,
    )


def agenda(tx: Transaction, who: Person, meeting_id: str) -> tuple[AgendaLine, ...]:
    """The agenda of a meeting, in order, with a mark on late answers."""
    i, t = agenda_items.c, motions.c
    votes = votes_at(tx, who.community_id, meeting_id)
    rules = rules_of(tx, who.community_id)
    rows = tx.connection.execute(
        _lines(i.position, i.added_at)
        .join(agenda_items, and_(i.community_id == t.community_id, i.motion_id == t.id))
        .where(i.community_id == who.community_id, i.meeting_id == meeting_id)
        .order_by(i.position, i.added_at)
        .add_columns(_late(tx))
    )
    return tuple(_line(row, rules, votes.get(row.id)) for row in rows)


def _unlisted(tx: Transaction, who: Person) -> tuple[AgendaLine, ...]:
    t = motions.c
    rows = tx.connection.execute(
        _lines()
        .add_columns(_late(tx))
        .where(
            t.community_id == who.community_id,
            t.state.in_(WAITING),
            ~on_coming_agenda(t.id, tx.now),
        )
        .order_by(t.number)
        .limit(SHOWN)
    )
    rules = rules_of(tx, who.community_id)
    return tuple(_line(row, rules) for row in rows)


def _lines(*more: Any) -> Any:
    t = motions.c
    return select(t.id, t.number, t.title, t.state, t.legal_class, *more).select_from(motions)


def _late(tx: Transaction) -> Any:
    return (
        select(responses.c.id)
        .where(
            responses.c.community_id == motions.c.community_id,
            responses.c.motion_id == motions.c.id,
            overdue_now(tx.now),
        )
        .correlate(motions)
        .exists()
        .label("late")
    )


def _line(row: Row[Any], rules: RuleProfile, vote: RecordedVote | None = None) -> AgendaLine:
    rule = rules.rows[row.legal_class]
    return AgendaLine(
        number=row.number,
        title=row.title,
        state=row.state,
        track=rule.decided_by,
        by_hands=rule.by_show_of_hands,
        overdue=bool(row.late),
        vote=vote,
    )


def _staff_may(
    tx: Transaction, who: Person, row: Row[Any], items: tuple[AgendaLine, ...]
) -> tuple[str, ...]:
    possible = dict.fromkeys(MEETING.verbs(row.state), True)
    possible["start"] = possible.get("start", False) and tx.now >= row.starts_at - EARLY_START
    missed = is_missed(row.state, starts_at=row.starts_at, now=tx.now)
    possible["announce"] = possible.get("announce", False) and bool(items) and not missed
    verbs = [verb for verb, now in possible.items() if now and may(who, f"meeting.{verb}")]
    if row.state == "in_session":
        wanted = (
            ("note_attendance", "meeting.note_attendance"),
            ("deliberate", "motion.deliberate"),
            ("vote", "motion.vote"),
        )
        verbs += [verb for verb, right in wanted if may(who, right)]
    if row.state == "planned" and not missed and may(who, "motion.put_on_agenda"):
        verbs.append("agenda")
    if may(who, "meeting.plan"):
        verbs.append("plan")
    return tuple(verbs)


def _resident_may(who: Person, row: Row[Any], checked: int | None) -> tuple[str, ...]:
    if row.state == "announced":
        return ("rsvp",)
    if row.state == "in_session" and who.adult and checked is None:
        return ("check_in",)
    return ()


def meeting_list(tx: Transaction, who: Person, bot: str) -> MeetingList | Refusal:
    """The newest meetings."""
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    t = meetings.c
    rows = tx.connection.execute(
        select(t.number, t.title, t.starts_at, t.state)
        .where(t.community_id == who.community_id)
        .order_by(t.starts_at.desc(), t.number.desc())
        .limit(SHOWN)
    )
    return MeetingList(
        bot=bot,
        meetings=tuple(
            MeetingLine(
                number=row.number, title=row.title, starts_at=row.starts_at, state=row.state
            )
            for row in rows
        ),
        may_plan=bot == "staff" and may(who, "meeting.plan"),
    )


def needs(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """An announced meeting that one has not answered; a running one to check in at."""
    t, r, a = meetings.c, rsvps.c, attendance.c
    unanswered = (
        ~select(r.answer)
        .where(r.community_id == t.community_id, r.meeting_id == t.id, r.resident_id == who.id)
        .exists()
    )
    absent = (
        ~select(a.arrived_at)
        .where(a.community_id == t.community_id, a.meeting_id == t.id, a.resident_id == who.id)
        .exists()
    )
    rows = tx.connection.execute(
        select(t.number, t.title, t.starts_at, t.state)
        .where(
            t.community_id == who.community_id,
            ((t.state == "announced") & (t.starts_at > tx.now) & unanswered)
            | ((t.state == "in_session") & absent),
        )
        .order_by(t.starts_at)
    )
    return tuple(
        Need(
            key="meeting_check_in" if row.state == "in_session" else "meeting_rsvp",
            verb="meeting",
            by=row.starts_at,
            params={"title": row.title, "starts_at": row.starts_at},
            arguments=(row.number,),
        )
        for row in rows
        if row.state == "announced" or who.adult
    )


#: State → need, the verb it takes, how long before the start it is due (None: at once).
_DUE = {
    "planned": ("meeting_announce", "meeting.announce", _ANNOUNCE_BEFORE),
    "announced": ("meeting_start", "meeting.start", EARLY_START),
    "in_session": ("meeting_run", "meeting.adjourn", None),
    "adjourned": ("meeting_minute", "meeting.minute", None),
    "minuted": ("meeting_approve", "meeting.approve", None),
}


def due(tx: Transaction, who: Person) -> tuple[Need, ...]:
    """Each meeting's next step, for those who may take it; and when there is none, to plan one."""
    if not any(may(who, verb) for _, verb, _ in _DUE.values()):
        return ()
    t = meetings.c
    rows = tx.connection.execute(
        select(t.number, t.title, t.starts_at, t.state)
        .where(t.community_id == who.community_id, t.state.in_(list(_DUE)))
        .order_by(t.starts_at)
    ).all()
    found = []
    for row in rows:
        key, verb, before = _DUE[row.state]
        soon = before is None or tx.now >= row.starts_at - before
        if not may(who, verb):
            continue
        if is_missed(row.state, starts_at=row.starts_at, now=tx.now):
            key = "meeting_missed"
        found.append(
            Need(
                key=key if soon else "meeting_next",
                verb="meeting",
                by=row.starts_at,
                params={"title": row.title, "starts_at": row.starts_at},
                arguments=(row.number,),
            )
        )
    coming = any(row.state in {"planned", "announced"} and row.starts_at > tx.now for row in rows)
    if not coming and may(who, "meeting.plan"):
        found.append(Need(key="meeting_none", verb="meeting.plan"))
    return tuple(found)
