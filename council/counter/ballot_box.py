"""The ballot box as a desk uses it: laying a ballot for somebody, and taking one back.

Nothing is ever deleted. What is taken back is followed by a revision that says again what stood
before, or (with nothing before) by an empty one, which no count reads.
"""

from sqlalchemy import insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.polls.ballots.rules import MOST_REVISIONS
from council.polls.poll import Poll, named
from council.polls.tables import ballots

#: The content of a revision that takes a ballot back when there was none before it.
NOTHING = ""


@value
class Laid:
    """A ballot as it stands for a slot; ``revision`` 0 and no channel = none."""

    revision: int = 0
    content: str = NOTHING
    channel: str = ""
    cast_at: int = 0


def stands(tx: Transaction, poll: Poll, slot: str) -> Laid:
    """Tell what stands for a slot of a poll."""
    b = ballots.c
    last = tx.connection.execute(
        select(b.revision, b.content, b.channel, b.cast_at)
        .where(b.community_id == poll.community_id, b.poll_id == poll.id, b.slot == slot)
        .order_by(b.revision.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return Laid()
    return Laid(
        revision=last.revision,
        content=last.content,
        channel=last.channel if last.content else "",
        cast_at=last.cast_at,
    )


def lay(
    tx: Transaction,
    who: Person,
    poll: Poll,
    slot: str,
    content: str,
    *,
    channel: str,
    serial: str | None = None,
    cast_at: int | None = None,
) -> Laid | Refusal:
    """Lay the next ballot of a slot; the poll is locked. ``cast_at``: given then, not now."""
    before = stands(tx, poll, slot)
    if before.revision >= MOST_REVISIONS:
        return refuse("ballot.too_many_changes", **named(poll), most=MOST_REVISIONS)
    at = tx.now if cast_at is None else cast_at
    laid = Laid(revision=before.revision + 1, content=content, channel=channel, cast_at=at)
    return _insert(tx, who, poll, slot, laid, serial)


def retract(tx: Transaction, who: Person, poll: Poll, slot: str, revision: int) -> Laid | Refusal:
    """Let a ballot count no more: what stood before it stands again; the poll is locked."""
    now = stands(tx, poll, slot)
    if now.revision != revision:
        return refuse("ballot.later_stands", **named(poll))
    b = ballots.c
    before = tx.connection.execute(
        select(b.content, b.channel, b.paper_serial, b.cast_at).where(
            b.community_id == poll.community_id,
            b.poll_id == poll.id,
            b.slot == slot,
            b.revision == revision - 1,
        )
    ).one_or_none()
    if before is None:
        nothing = Laid(revision=revision + 1, channel=now.channel, cast_at=tx.now)
        return _insert(tx, who, poll, slot, nothing, None)
    # With the time at which it was given: a file's ballot that is later still replaces it.
    again = Laid(
        revision=revision + 1,
        content=before.content,
        channel=before.channel,
        cast_at=before.cast_at,
    )
    return _insert(tx, who, poll, slot, again, before.paper_serial)


def _insert(
    tx: Transaction, who: Person, poll: Poll, slot: str, laid: Laid, serial: str | None
) -> Laid:
    kept = {
        "community_id": poll.community_id,
        "poll_id": poll.id,
        "slot": slot,
        "revision": laid.revision,
        "content": laid.content,
        "channel": laid.channel,
        "cast_at": laid.cast_at,
        "cast_by": who.id,
        "paper_serial": serial,
    }
    tx.connection.execute(insert(ballots), [kept])
    return laid
