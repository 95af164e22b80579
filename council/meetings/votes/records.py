"""Votes at a meeting 会议表决 as kept: the highest reading of a motion at a meeting stands."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, insert, select

from council.kernel.database.records import read_all, read_one
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person
from council.meetings.meeting import CarriedVote
from council.meetings.tables import meeting_votes, meetings
from council.motions.tables import motions
from council.motions.votes.recorded import MeetingVote, RecordedVote

_OVER = ("adjourned", "minuted", "approved")


def keep_reading(
    tx: Transaction,
    who: Person,
    vote: MeetingVote,
    *,
    meeting_id: str,
    motion_id: str,
    reason: str,
) -> int:
    """Keep a count as the next reading; tells its number. The meeting is locked by the caller."""
    t = meeting_votes.c
    reading = 1 + (
        tx.connection.scalar(
            select(func.max(t.reading)).where(
                t.community_id == who.community_id,
                t.meeting_id == meeting_id,
                t.motion_id == motion_id,
            )
        )
        or 0
    )
    row = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "meeting_id": meeting_id,
        "motion_id": motion_id,
        "reading": reading,
        "electorate": vote.electorate,
        "entitled": vote.entitled,
        "came": vote.came,
        "yes": vote.yes,
        "no": vote.no,
        "quorum_share": vote.quorum_share,
        "quorum_needed": vote.quorum_needed,
        "approval_share": vote.approval_share,
        "of_all": int(vote.of_all),
        "yes_needed": vote.yes_needed,
        "outcome": vote.outcome,
        "citation": vote.citation,
        "law_version": vote.law_version,
        "provisional": int(vote.provisional),
        "reason": reason or None,
        "recorded_by": who.id,
        "recorded_at": tx.now,
    }
    tx.connection.execute(insert(meeting_votes), [row])
    return reading


def standing(*where: ColumnElement[bool]) -> Select[Any]:
    """Select the readings that stand as ``RecordedVote`` has them."""
    return _standing().where(*where)


@cache
def _standing() -> Select[Any]:
    t, later, m = meeting_votes.c, meeting_votes.alias("later"), meetings.c
    superseded = (
        select(later.c.id)
        .where(
            later.c.community_id == t.community_id,
            later.c.meeting_id == t.meeting_id,
            later.c.motion_id == t.motion_id,
            later.c.reading > t.reading,
        )
        .exists()
    )
    return (
        select(
            meeting_votes,
            (t.came - t.yes - t.no).label("abstained"),
            m.number.label("meeting"),
            m.state.in_(_OVER).label("fixed"),
            (m.state == "approved").label("certain"),
        )
        .join(meetings, and_(m.community_id == t.community_id, m.id == t.meeting_id))
        .where(~superseded)
    )


def votes_on(tx: Transaction, community_id: str, motion_id: str) -> tuple[RecordedVote, ...]:
    """What meetings voted on a motion, the earliest meeting first."""
    t, m = meeting_votes.c, meetings.c
    query = standing(t.community_id == community_id, t.motion_id == motion_id)
    return read_all(tx, RecordedVote, query.order_by(m.starts_at, m.number))


def votes_at(tx: Transaction, community_id: str, meeting_id: str) -> Mapping[str, RecordedVote]:
    """What a meeting voted: motion id → its vote."""
    t = meeting_votes.c
    rows = tx.connection.execute(
        standing(t.community_id == community_id, t.meeting_id == meeting_id)
    )
    return {row.motion_id: value_from(RecordedVote, row) for row in rows}


def vote_at(
    tx: Transaction, community_id: str, *, meeting_id: str, motion_id: str
) -> RecordedVote | None:
    """What a meeting voted on one motion."""
    return votes_at(tx, community_id, meeting_id).get(motion_id)


def carried_vote(tx: Transaction, community_id: str, **column: str) -> CarriedVote | None:
    """The vote of a finished meeting that carried a motion, by ``id=…`` or ``motion_id=…``."""
    ((name, wanted),) = column.items()
    return read_one(tx, CarriedVote, _carried(community_id, meeting_votes.c[name] == wanted))


def carried_at_meetings(tx: Transaction, community_id: str) -> tuple[CarriedVote, ...]:
    """The votes of finished meetings that carried their motions, the earliest first."""
    query = _carried(community_id).order_by(meetings.c.adjourned_at, motions.c.number)
    return read_all(tx, CarriedVote, query)


def _carried(community_id: str, *where: ColumnElement[bool]) -> Select[Any]:
    t, m = meeting_votes.c, motions.c
    over = (t.outcome == "carried", meetings.c.state.in_(_OVER))
    return (
        standing(t.community_id == community_id, *over, *where)
        .add_columns(meetings.c.adjourned_at, m.number.label("motion"), m.title, m.legal_class)
        .join(motions, and_(m.community_id == t.community_id, m.id == t.motion_id))
    )
