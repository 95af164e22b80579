"""The outbox as rows: claim what may leave now, and note what became of it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, func, or_, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, chats, communities, residents
from council.kernel.outbox.enqueueing import LEFT, PROOF
from council.kernel.outbox.transport import Delivery, Gone, Paused, Sent, Unfit, Unknown, Wait
from council.kernel.tables import outbox
from council.kernel.values import value

#: The pauses (s) after which a message without a clear answer is sent again; the last repeats.
PAUSES = (1, 2, 5, 15, 60, 300, 900, 3600)
#: How often in all: about a week, then nobody needs to hear it any more.
TRIES = len(PAUSES) + 7 * 24


@value
class OutboxMessage:
    """One message on its way, with its reader's language, community and size of pages."""

    id: str
    account: str
    notice: str
    params: str
    tries: int
    locale: str | None
    timezone: str | None
    channel: str
    slug: str | None = None
    large: int = 0


def requeue(
    tx: Transaction, bot: str, channel: str, *, besides: frozenset[str] = frozenset()
) -> int:
    """After a crash: what was on its way may or may not have arrived; it leaves again.

    ``besides`` are the letters that this process is sending right now.
    """
    t = outbox.c
    lost = update(outbox).where(
        t.bot == bot, t.channel == channel, t.state == "sending", t.id.not_in(besides)
    )
    return tx.connection.execute(lost.values(state="queued")).rowcount


def any_waiting(tx: Transaction, bot: str, channel: str) -> bool:
    """Whether anything may leave now: a cheap look before a claim takes the writer's lock."""
    t = outbox.c
    query = select(t.id).where(
        t.bot == bot, t.channel == channel, t.state == "queued", t.not_before <= tx.now
    )
    return tx.connection.execute(query.limit(1)).one_or_none() is not None


def claim(tx: Transaction, bot: str, channel: str, limit: int) -> list[OutboxMessage]:
    """Take the next letters, oldest first; a chat that must wait keeps all of its letters.

    The channel begins the key of ``accounts``: compared with each letter's own, every letter would
    be compared with every account, inside the writer's lock. A notice for somebody who has left, or whose account is somebody else's by now, ends here.
    """
    t = outbox.c
    waiting = select(t.account).where(
        t.bot == bot,
        t.channel == channel,
        t.state.in_(("queued", "sending")),
        ((t.not_before > tx.now) & (t.notice != PROOF)) | (t.state == "sending"),
    )
    rows = tx.connection.execute(
        select(
            t.id,
            t.account,
            t.notice,
            t.params,
            t.tries,
            _meant(t).label("meant"),
            residents.c.locale,
            communities.c.locale.label("community_locale"),
            communities.c.timezone,
            communities.c.slug,
            residents.c.large,
        )
        .outerjoin(accounts, and_(accounts.c.channel == channel, accounts.c.account == t.account))
        .outerjoin(
            residents,
            and_(
                residents.c.community_id == accounts.c.community_id,
                residents.c.id == accounts.c.resident_id,
            ),
        )
        .outerjoin(communities, communities.c.id == accounts.c.community_id)
        .where(
            t.bot == bot,
            t.channel == channel,
            t.state == "queued",
            t.not_before <= tx.now,
            t.account.not_in(waiting),
        )
        .order_by(t.urgent.desc(), t.notice == PROOF, t.id)  # news first, then what was said
        .limit(limit)
        .with_for_update(of=outbox, skip_locked=True)
    ).all()
    lost = [row.id for row in rows if not row.meant]
    rows = [row for row in rows if row.meant]
    if lost:
        tx.connection.execute(
            update(outbox).where(t.id.in_(lost)).values(state="dead", error=LEFT)
        )
    if rows:
        tx.connection.execute(
            update(outbox).where(t.id.in_([row.id for row in rows])).values(state="sending")
        )
    return [
        OutboxMessage(
            id=row.id,
            account=row.account,
            notice=row.notice,
            params=row.params,
            tries=row.tries,
            locale=row.locale or row.community_locale,
            timezone=row.timezone,
            channel=channel,
            slug=row.slug,
            large=row.large or 0,
        )
        for row in rows
    ]


def _meant(t: Any) -> ColumnElement[bool]:
    """Whether the account is still whom the letter was written for.

    A reply is for the account, and a letter to a community for its group.
    """
    a = accounts.c
    same = and_(a.community_id == t.community_id, a.bound_at <= t.created_at)
    return or_(t.community_id == "", t.account == t.community_id, func.coalesce(same, false()))


def note(bot: str, letter: OutboxMessage, delivery: Delivery, tx: Transaction) -> None:
    """Keep what became of a letter."""
    t = outbox.c
    execute = tx.connection.execute
    this = update(outbox).where(t.id == letter.id)
    match delivery:
        case Sent() if letter.notice == PROOF:
            execute(delete(outbox).where(t.id == letter.id))
        case Sent():
            execute(this.values(state="sent", sent_at=tx.now, error=None))
        case Unfit(why=why):
            execute(this.values(state="dead", error=why))
        case Gone(why=why):
            mine = update(outbox).where(
                t.bot == bot, t.channel == letter.channel, t.account == letter.account
            )
            execute(
                mine.where(t.state.in_(("queued", "sending", "held"))).values(
                    state="dead", error=why
                )
            )
            execute(
                update(chats)
                .where(
                    chats.c.bot == bot,
                    chats.c.channel == letter.channel,
                    chats.c.account == letter.account,
                )
                .values(blocked_at=tx.now)
            )
        case Wait(seconds=seconds):
            execute(this.values(state="queued", not_before=tx.now + int(seconds) + 1))
        case Paused(why=why):
            execute(this.values(state="queued", error=why))
        case Unknown(why=why) if letter.tries >= TRIES:
            execute(this.values(state="dead", error=why))
        case Unknown(why=why):
            execute(
                this.values(
                    state="queued",
                    tries=letter.tries + 1,
                    error=why,
                    not_before=tx.now + PAUSES[min(letter.tries, len(PAUSES) - 1)],
                )
            )


def put_back(letters: list[OutboxMessage], tx: Transaction) -> None:
    """Letters that were claimed but must wait behind an earlier one of their chat.

    What ended together with its chat stays ended.
    """
    t = outbox.c
    back = update(outbox).where(t.id.in_([letter.id for letter in letters]), t.state == "sending")
    tx.connection.execute(back.values(state="queued"))


def sent_since(tx: Transaction, channel: str, since: int) -> list[tuple[str, int]]:
    """Tell what left by a channel after a time (UTC seconds): the account and when, oldest first."""
    t = outbox.c
    query = select(t.account, t.sent_at).where(
        t.state == "sent", t.channel == channel, t.sent_at > since
    )
    return [(row.account, row.sent_at) for row in tx.connection.execute(query.order_by(t.sent_at))]
