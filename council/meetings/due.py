"""What meetings wait for: of residents, and at the desk."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.meetings.rules import (
    EARLY_START,
    is_missed,
)
from council.meetings.tables import attendance, meetings, rsvps
from council.rules.records import rules_of

#: From so long before on, an unannounced meeting is due at the staff desk.
_ANNOUNCE_BEFORE = 21 * 24 * 3600


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
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
        Todo(
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
#: What the clerk does while a meeting is held.
_CLERKS = "meeting.note_attendance"


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Each meeting's next step, for those who may take it; and when there is none, to plan one."""
    if not any(may(who, verb) for verb in (_CLERKS, *(verb for _, verb, _ in _DUE.values()))):
        return ()
    t = meetings.c
    rows = tx.connection.execute(
        select(t.number, t.title, t.starts_at, t.state)
        .where(t.community_id == who.community_id, t.state.in_(list(_DUE)))
        .order_by(t.starts_at)
    ).all()
    by_meeting = rules_of(tx, who.community_id).minutes.at_next_meeting
    found = []
    for row in rows:
        key, verb, before = _DUE[row.state]
        soon = before is None or tx.now >= row.starts_at - before
        if not may(who, verb):
            if row.state != "in_session" or not may(who, _CLERKS):
                continue
            key = "meeting_clerk"
        if is_missed(row.state, starts_at=row.starts_at, now=tx.now):
            key = "meeting_missed"
        minutes = row.state in {"adjourned", "minuted"}
        if row.state == "minuted" and by_meeting:
            continue  # the evening of the next meeting brings it
        found.append(
            Todo(
                key=key if soon else "meeting_next",
                verb="minutes" if minutes else "meeting",
                by=row.starts_at,
                params={"title": row.title, "starts_at": row.starts_at},
                arguments=(row.number,),
            )
        )
    coming = any(row.state in {"planned", "announced"} and row.starts_at > tx.now for row in rows)
    if not coming and may(who, "meeting.plan"):
        found.append(Todo(key="meeting_none", verb="meeting.plan"))
    return tuple(found)
