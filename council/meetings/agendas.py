"""What may go on an agenda: the facts behind a button and its act, gathered once for both."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.meetings.meeting import Meeting
from council.meetings.records import listed_on_coming, open_agendas
from council.meetings.rules import (
    check_agenda_open,
    check_announcing,
    check_listable,
    check_room,
    notice_days,
)
from council.meetings.tables import agenda_items
from council.motions.motion import Motion
from council.motions.records import is_late
from council.rules.records import rules_of


def check_listing(
    tx: Transaction, motion: Motion, meeting: Meeting, *, carried_over: bool = False
) -> Refusal | None:
    """Judge whether a motion may be put on the agenda of a meeting now."""
    late = is_late(tx, motion)
    limit = rules_of(tx, motion.community_id).floor.agenda_motions
    return (
        check_agenda_open(meeting.state, starts_at=meeting.starts_at, now=tx.now)
        or check_listable(state=motion.state, late=late, listed=is_listed(tx, motion))
        or check_room(length(tx, meeting), late=late or carried_over, limit=limit)
    )


def agenda_for(tx: Transaction, motion: Motion) -> Meeting | None:
    """Find the earliest meeting that takes a motion on its agenda; where none does, the earliest."""
    several = open_agendas(tx, motion.community_id)
    free = (each for each in several if check_listing(tx, motion, each) is None)
    return next(free, next(iter(several), None))


def check_announcement(
    tx: Transaction, who: Person, meeting: Meeting, legal_classes: Sequence[str]
) -> bool | Refusal:
    """Judge whether a meeting with such matters on its agenda may be announced now."""
    return check_announcing(
        meeting.state,
        starts_at=meeting.starts_at,
        now=tx.now,
        items=len(legal_classes),
        days=notice_days(legal_classes, rules=rules_of(tx, who.community_id)),
        zone=ZoneInfo(who.timezone),
    )


def is_listed(tx: Transaction, motion: Motion) -> bool:
    """Whether a motion stands on the agenda of a meeting to come."""
    query = listed_on_coming(motion.community_id, tx.now)
    found = tx.connection.execute(query.where(agenda_items.c.motion_id == motion.id).limit(1))
    return found.one_or_none() is not None


def length(tx: Transaction, meeting: Meeting) -> int:
    """Count what stands on an agenda."""
    i = agenda_items.c
    query = select(func.count()).where(
        i.community_id == meeting.community_id, i.meeting_id == meeting.id
    )
    return tx.connection.scalar(query) or 0
