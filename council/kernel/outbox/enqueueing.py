"""Putting notices into the outbox: what others must learn of an act, in the act's own commit."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, and_, bindparam, delete, insert, select, tuple_, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, chats, communities, residents, roles
from council.kernel.outbox.digests import held_until
from council.kernel.refusals import Param
from council.kernel.tables import outbox
from council.kernel.values import Account, Person

#: What is noted of a letter whose reader left before it was sent.
LEFT = "the account has left"
#: The letter that repeats an edit of a message, to learn whether it arrived.
PROOF = "proof"
#: A button under a notice: label key, then the verb and arguments of a press.
NoticeButton = tuple[str, str, tuple[Param, ...]]


def everyone(community_id: str) -> Select[tuple[str]]:
    """Select the ids of all residents."""
    return select(residents.c.id).where(residents.c.community_id == community_id)


def holders(community_id: str, *wanted: str, besides: Iterable[str] = ()) -> Select[tuple[str]]:
    """Select the ids of those who hold one of the roles, and of the named residents ``besides``."""
    held = select(roles.c.resident_id).where(
        roles.c.community_id == community_id, roles.c.role.in_(wanted)
    )
    named = list(besides)
    if not named:
        return held
    return select(residents.c.id).where(
        residents.c.community_id == community_id,
        residents.c.id.in_(held) | residents.c.id.in_(named),
    )


def these(community_id: str, ids: Iterable[str]) -> Select[tuple[str]]:
    """Select the named residents' ids."""
    return select(residents.c.id).where(
        residents.c.community_id == community_id, residents.c.id.in_(list(ids))
    )


def notify(
    tx: Transaction,
    community_id: str,
    to: Select[tuple[str]],
    *,
    notice: str,
    subject: str,
    params: dict[str, Param],
    buttons: Sequence[NoticeButton] = (),
    bot: str = "resident",
    urgent: bool = False,
    after: int = 0,
    public: bool = False,
    needs_by: int | None = None,
) -> int:
    """Queue one message for each resident in ``to`` who has an open chat with the bot.

    ``notice`` is worded at sending as ``notice.<notice>`` with ``params`` in the reader's
    language, on every channel that they have joined by. The same notice about the same ``subject``
    reaches a person once on each. It leaves ``after`` so many seconds, so that a later one may take
    its place (``withdraw``). ``needs_by``: it asks its reader for an act by then (0: at any time);
    what only tells (None) may wait for the message of the morning (``digests``). What is ``public`` is
    also posted to the community's groups. Tells how many people are told, now or then.
    """
    recipients = tx.connection.execute(
        select(
            accounts.c.resident_id,
            accounts.c.channel,
            accounts.c.account,
            residents.c.digest,
            communities.c.timezone,
        )
        .join(
            residents,
            and_(
                residents.c.community_id == accounts.c.community_id,
                residents.c.id == accounts.c.resident_id,
            ),
        )
        .join(communities, communities.c.id == accounts.c.community_id)
        .join(
            chats,
            and_(
                chats.c.channel == accounts.c.channel,
                chats.c.account == accounts.c.account,
                chats.c.bot == bot,
            ),
        )
        .where(
            accounts.c.community_id == community_id,
            accounts.c.resident_id.in_(to),
            chats.c.blocked_at.is_(None),
            ~select(outbox.c.id)
            .where(
                outbox.c.bot == bot,
                outbox.c.channel == accounts.c.channel,
                outbox.c.account == accounts.c.account,
                outbox.c.notice == bindparam("notice"),
                outbox.c.subject == bindparam("subject"),
            )
            .exists(),
        )
        .order_by(accounts.c.resident_id, accounts.c.channel),
        {"notice": notice, "subject": subject},
    ).all()
    chooses = bot == "resident" and not after
    told: set[str] = set()
    letters: list[tuple[str, str, int]] = []
    for resident_id, channel, account, digest, timezone in recipients:
        held = held_until(
            digest if chooses else "at_once",
            now=tx.now,
            timezone=timezone,
            needs_by=needs_by,
            urgent=urgent,
        )
        if held is not None:
            told.add(resident_id)
            letters.append((channel, account, held))
    if public:
        letters += [(*each, 0) for each in _groups(tx, community_id, bot, notice, subject)]
    body = json.dumps({"params": params, "buttons": list(buttons)}, ensure_ascii=False)
    rows = [
        {
            "id": tx.new_id(),
            "community_id": community_id,
            "bot": bot,
            "account": account,
            "notice": notice,
            "subject": subject,
            "params": body,
            "state": "held" if held else "queued",
            "urgent": int(urgent),
            "created_at": tx.now,
            "not_before": held or (tx.now + after if after else 0),
            "tries": 0,
            "channel": channel,
        }
        for channel, account, held in letters
    ]
    if rows:
        tx.connection.execute(insert(outbox), rows)
    return len(told)


def _groups(
    tx: Transaction, community_id: str, bot: str, notice: str, subject: str
) -> list[tuple[str, str]]:
    """Tell the groups' channels of a community that have not been told; its id is their account."""
    c, o = chats.c, outbox.c
    told = select(o.id).where(
        o.bot == bot,
        o.channel == c.channel,
        o.account == community_id,
        o.notice == notice,
        o.subject == subject,
    )
    query = select(c.channel).where(
        c.bot == bot, c.account == community_id, c.blocked_at.is_(None), ~told.exists()
    )
    return [(channel, community_id) for channel in tx.connection.scalars(query)]


def withdraw(
    tx: Transaction, community_id: str, *, notice: str, subject: str
) -> tuple[dict[str, Param], ...]:
    """Take back what waits for its time, of a notice about anything whose name begins with ``subject``.

    Tells the parameters of what was taken back, the oldest first, each once.
    """
    t = outbox.c
    waiting = (
        (t.community_id == community_id)
        & (t.notice == notice)
        & t.subject.startswith(subject, autoescape=True)
        & t.state.in_(("queued", "held"))
        & (t.not_before > tx.now)
    )
    bodies = tx.connection.scalars(select(t.params).where(waiting).order_by(t.created_at, t.id))
    told = tuple(json.loads(body)["params"] for body in dict.fromkeys(bodies))
    tx.connection.execute(delete(outbox).where(waiting))
    return told


def drop(tx: Transaction, gone: Iterable[Account]) -> None:
    """End what still waits for accounts that are nobody's any more."""
    tx.connection.execute(
        update(outbox)
        .where(
            tuple_(outbox.c.channel, outbox.c.account).in_(
                [(each.channel, each.id) for each in gone]
            ),
            outbox.c.community_id != "",
            outbox.c.state.in_(("queued", "held")),
        )
        .values(state="dead", error=LEFT)
    )


def queue_proofs(
    tx: Transaction, bot: str, kept: Mapping[tuple[str, int], str], *, after: int
) -> None:
    """Queue proofs of edited messages, by account and message, to leave after so many seconds.

    One of the same message that still lies there is replaced.
    """
    t = outbox.c
    same = delete(outbox).where(
        t.bot == bot,
        t.account == bindparam("of_account"),
        t.notice == PROOF,
        t.subject == bindparam("of_message"),
    )
    tx.connection.execute(
        same, [{"of_account": a, "of_message": str(message)} for a, message in kept]
    )
    rows = [
        {
            "id": tx.new_id(),
            "community_id": "",
            "bot": bot,
            "account": account,
            "notice": PROOF,
            "subject": str(message),
            "params": body,
            "state": "queued",
            "urgent": 0,
            "created_at": tx.now,
            "not_before": tx.now + after,
            "tries": 0,
        }
        for (account, message), body in kept.items()
    ]
    tx.connection.execute(insert(outbox), rows)


def open_chats(tx: Transaction, who: Person, bot: str) -> list[Account]:
    """Tell the accounts on which a person can be written to by a bot."""
    query = (
        select(accounts.c.channel, accounts.c.account)
        .join(
            chats,
            and_(
                chats.c.channel == accounts.c.channel,
                chats.c.account == accounts.c.account,
                chats.c.bot == bot,
            ),
        )
        .where(
            accounts.c.community_id == who.community_id,
            accounts.c.resident_id == who.id,
            chats.c.blocked_at.is_(None),
        )
        .order_by(accounts.c.channel, accounts.c.account)
    )
    return [
        Account(channel=channel, id=account) for channel, account in tx.connection.execute(query)
    ]


def queue_screen(
    tx: Transaction,
    bot: str,
    channel: str,
    account: str,
    screen: str,
    *,
    not_before: int,
    error: str | None = None,
) -> str:
    """Queue a reply that could not be sent at once; tells the letter's id.

    ``screen`` is the drawn screen as JSON; ``error`` says what the reply met so far.
    """
    letter_id = tx.new_id()
    row = {
        "id": letter_id,
        "community_id": "",
        "bot": bot,
        "account": account,
        "notice": "screen",
        "subject": letter_id,
        "params": screen,
        "state": "queued",
        "urgent": 1,
        "created_at": tx.now,
        "not_before": not_before,
        "tries": 0,
        "error": error,
        "channel": channel,
    }
    tx.connection.execute(insert(outbox), [row])
    return letter_id
