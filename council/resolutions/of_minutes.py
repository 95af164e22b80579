"""What a meeting's minutes tell of the resolutions that rest on its votes: their tasks."""

from sqlalchemy import and_, select

from council.kernel.database.transaction import Transaction
from council.meetings.meeting import Meeting
from council.meetings.minutes.hooks import TASKS
from council.meetings.minutes.minutes import Task
from council.meetings.tables import meeting_votes
from council.resolutions.tables import resolutions, tasks


@TASKS.hang
def tasks_of(tx: Transaction, meeting: Meeting) -> tuple[Task, ...]:
    """Tell the tasks of the resolutions that rest on a meeting's votes, in their order."""
    t, r, v = tasks.c, resolutions.c, meeting_votes.c
    query = (
        select(t.title)
        .join(resolutions, and_(r.community_id == t.community_id, r.id == t.resolution_id))
        .join(meeting_votes, and_(v.community_id == r.community_id, v.id == r.meeting_vote_id))
        .where(t.community_id == meeting.community_id, v.meeting_id == meeting.id)
        .order_by(r.drafted_at, r.id, t.position)
    )
    return tuple(Task(title=title) for title in tx.connection.scalars(query))
