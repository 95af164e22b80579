"""Votes at a meeting 会议表决 as kept: the highest reading of a motion at a meeting stands."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.values import Person
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
    """Select the readings that stand, with their meeting's number and state."""
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
            m.number.label("meeting"),
            m.state.label("meeting_state"),
            m.adjourned_at,
        )
        .join(meetings, and_(m.community_id == t.community_id, m.id == t.meeting_id))
        .where(~superseded, *where)
    )


def votes_on(tx: Transaction, community_id: str, motion_id: str) -> tuple[RecordedVote, ...]:
    """What meetings voted on a motion, the earliest meeting first."""
    t = meeting_votes.c
    rows = tx.connection.execute(
        standing(t.community_id == community_id, t.motion_id == motion_id).order_by(
            meetings.c.starts_at, meetings.c.number
        )
    )
    return tuple(recorded(row) for row in rows)


def votes_at(tx: Transaction, community_id: str, meeting_id: str) -> Mapping[str, RecordedVote]:
    """What a meeting voted: motion id → its vote."""
    t = meeting_votes.c
    rows = tx.connection.execute(
        standing(t.community_id == community_id, t.meeting_id == meeting_id)
    )
    return {row.motion_id: recorded(row) for row in rows}


def vote_at(
    tx: Transaction, community_id: str, *, meeting_id: str, motion_id: str
) -> RecordedVote | None:
    """What a meeting voted on one motion."""
    return votes_at(tx, community_id, meeting_id).get(motion_id)


def carried_vote(tx: Transaction, community_id: str, **column: str) -> Row[Any] | None:
    """The vote of a finished meeting that carried a motion, by ``id=…`` or ``motion_id=…``."""
    ((name, wanted),) = column.items()
    t = meeting_votes.c
    return tx.connection.execute(
        standing(
            t.community_id == community_id,
            t[name] == wanted,
            t.outcome == "carried",
            meetings.c.state.in_(_OVER),
        )
    ).one_or_none()


def carried_at_meetings(tx: Transaction, community_id: str) -> list[Row[Any]]:
    """The votes of finished meetings that carried their motions, with ``motion`` and ``title``."""
    t, m = meeting_votes.c, motions.c
    query = standing(
        t.community_id == community_id, t.outcome == "carried", meetings.c.state.in_(_OVER)
    )
    return list(
        tx.connection.execute(
            query.add_columns(m.number.label("motion"), m.title, m.legal_class)
            .join(motions, and_(m.community_id == t.community_id, m.id == t.motion_id))
            .order_by(meetings.c.adjourned_at, m.number)
        )
    )


def recorded(row: Row[Any]) -> RecordedVote:
    """Read a row of ``standing``."""
    vote = MeetingVote(
        electorate=row.electorate,
        entitled=row.entitled,
        came=row.came,
        yes=row.yes,
        no=row.no,
        abstained=row.came - row.yes - row.no,
        quorum_share=row.quorum_share,
        quorum_needed=row.quorum_needed,
        approval_share=row.approval_share,
        of_all=bool(row.of_all),
        yes_needed=row.yes_needed,
        outcome=row.outcome,
        citation=row.citation,
        law_version=row.law_version,
        provisional=bool(row.provisional),
    )
    return RecordedVote(
        vote=vote,
        meeting=row.meeting,
        reading=row.reading,
        reason=row.reason or "",
        fixed=row.meeting_state in _OVER,
        certain=row.meeting_state == "approved",
    )
