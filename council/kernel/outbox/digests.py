"""The message of the morning: what may wait is held back, and told together, for whoever wants that.

Somebody chooses when notices reach them: at once, in one message a day, or only what needs them.
What needs an act within a day, and what is urgent, comes at once to all of them.
"""

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, insert, select, update

from council.kernel.bus.command import Command, result
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts
from council.kernel.tables import outbox
from council.kernel.values import Account, Person, value

#: The hour of the community at which the message of the morning leaves.
HOUR = 8
#: What needs an act so soon (s) is told at once.
SOON = 86_400
#: The letter that tells what was held back.
DIGEST = "digest"
#: How many notices one such letter tells in words; of more the rest is counted.
TOLD = 12
#: What is noted of a notice that such a letter told.
IN_DIGEST = "told in the message of the morning"


@result
@value
class DigestsSent:
    """How many messages of the morning are on their way."""

    count: int


@value
class SendDigests(Command[DigestsSent]):
    """Tell a community's people what was held back for them until now."""


def morning_after(now: int, timezone: str) -> int:
    """Tell the next time (UTC seconds) that it is eight o'clock in a time zone."""
    here = datetime.fromtimestamp(now, ZoneInfo(timezone))
    morning = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if morning <= here:
        morning += timedelta(days=1)
    return int(morning.timestamp())


def held_until(
    digest: str, *, now: int, timezone: str, needs_by: int | None, urgent: bool
) -> int | None:
    """Tell until when (UTC seconds) a notice waits for a person: 0 not at all, None: it is not sent.

    ``needs_by``: it needs an act of theirs by then (0: at any time); None: it only tells.
    """
    if digest == "at_once" or urgent:
        return 0
    if digest == "needed":
        return None if needs_by is None else 0
    if needs_by is not None and 0 < needs_by <= now + SOON:
        return 0
    morning = morning_after(now, timezone)
    return min(morning, needs_by - SOON) if needs_by else morning


def due(tx: Transaction) -> tuple[str, ...]:
    """Tell the communities where something was held back until now."""
    t = outbox.c
    query = select(t.community_id).where(t.state == "held", t.not_before <= tx.now).distinct()
    return tuple(sorted(tx.connection.scalars(query)))


def send(tx: Transaction, who: Person, command: SendDigests) -> DigestsSent:
    """Tell what is due: a single notice as it is, several of one person in one letter."""
    t = outbox.c
    query = select(t.channel, t.account, t.bot).where(
        t.community_id == who.community_id, t.state == "held", t.not_before <= tx.now
    )
    readers = tx.connection.execute(query.distinct().order_by(t.channel, t.account)).all()
    for channel, account, bot in readers:
        _tell(tx, who.community_id, Account(channel=channel, id=account), bot)
    return DigestsSent(count=len(readers))


def release(tx: Transaction, who: Person) -> None:
    """Tell somebody at once what is held back for them."""
    t, a = outbox.c, accounts.c
    query = (
        select(t.channel, t.account, t.bot)
        .join(accounts, and_(a.channel == t.channel, a.account == t.account))
        .where(a.community_id == who.community_id, a.resident_id == who.id, t.state == "held")
        .distinct()
    )
    for channel, account, bot in tx.connection.execute(query).all():
        _tell(tx, who.community_id, Account(channel=channel, id=account), bot)


def _tell(tx: Transaction, community_id: str, account: Account, bot: str) -> None:
    t = outbox.c
    held = tx.connection.execute(_held(community_id, account, bot)).all()
    these = update(outbox).where(t.id.in_([row.id for row in held]))
    if len(held) == 1:
        tx.connection.execute(these.values(state="queued", not_before=0))
        return
    letters = [[row.notice, json.loads(row.params)] for row in held[:TOLD]]
    letter_id = tx.new_id()
    body = {"letters": letters, "more": len(held) - len(letters), "told_at": tx.now}
    row = {
        "id": letter_id,
        "community_id": community_id,
        "bot": bot,
        "channel": account.channel,
        "account": account.id,
        "notice": DIGEST,
        "subject": letter_id,
        "params": json.dumps(body, ensure_ascii=False),
        "state": "queued",
        "urgent": 0,
        "created_at": tx.now,
        "not_before": 0,
        "tries": 0,
    }
    tx.connection.execute(insert(outbox), [row])
    tx.connection.execute(these.values(state="sent", sent_at=tx.now, error=IN_DIGEST))


def _held(community_id: str, account: Account, bot: str) -> Select[Any]:
    t = outbox.c
    return (
        select(t.id, t.notice, t.params)
        .where(
            t.community_id == community_id,
            t.channel == account.channel,
            t.account == account.id,
            t.bot == bot,
            t.state == "held",
        )
        .order_by(t.created_at, t.id)
    )
