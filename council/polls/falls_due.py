"""Polls 表决: what falls due."""

from typing import Any

from sqlalchemy import and_, select

from council.kernel.bus.command import Command
from council.kernel.bus.inbox import oldest
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.polls.commands import ClosePoll, CountPoll, OpenPoll, RecordFirstClose, RemindVoters
from council.polls.poll import Poll
from council.polls.reopened import is_reopened
from council.polls.rules import reminder_at
from council.polls.tables import polls
from council.polls.view import REMINDED
from council.rules.poll_kinds import RATIFICATION


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """The commands that the clock owes by ``tx.now``, each asked as ``CLOCK``.

    One step a poll: after a long sleep the next calls open, close and count it in turn. A close
    waits for what was taken in before it and is not handled yet. A poll that a hand in the database
    opened again owes nothing: its close and its count have been.
    """
    waits_since = oldest(tx.connection)
    p, m = polls.c, clock_marks.c
    rows = tx.connection.execute(
        select(polls, m.marked_at)
        .select_from(polls)
        .outerjoin(
            clock_marks,
            and_(m.community_id == p.community_id, m.mark == REMINDED, m.subject == p.id),
        )
        .where(p.state.in_(("announced", "open", "closed")), ~is_reopened())
        .order_by(p.community_id, p.number)
    )
    handled = tx.now if waits_since is None else min(tx.now, waits_since)
    owed = ((row, _owed(value_from(Poll, row), row.marked_at, tx.now, handled)) for row in rows)
    return tuple(
        command(actor=CLOCK, community_id=row.community_id, poll=row.number)
        for row, command in owed
        if command is not None
    )


def _owed(poll: Poll, marked_at: int | None, now: int, handled: int) -> type[Any] | None:
    """What is owed to one poll; ``handled``: all that was taken in before then is done with."""
    if poll.state == "closed":
        return CountPoll
    if poll.state == "announced":
        return OpenPoll if poll.opens_at <= now else None
    if poll.closes_at <= now:
        return ClosePoll if poll.closes_at <= handled else None
    if poll.kind == RATIFICATION and poll.first_close is None and poll.first_closes_at <= handled:
        return RecordFirstClose
    # A reminder by hand days before, or one before an extension, does not stand for the last one.
    at = reminder_at(opens_at=poll.opens_at, closes_at=poll.closes_at)
    reminded = marked_at is not None and marked_at >= at
    return RemindVoters if now >= at and not reminded else None
