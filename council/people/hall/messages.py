"""What somebody was shown in the web hall: rows, since no chat program keeps them for us."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select, update

from council.kernel.database.batch import insert_batch, select_crowd
from council.kernel.database.in_array import in_array, members
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts
from council.kernel.screens.screen import Screen, as_json
from council.kernel.values import Account, value
from council.people.hall.sessions import CHANNEL
from council.people.hall.tables import hall_acts, hall_messages, hall_pushes, hall_seen
from council.people.hooks import ACCOUNTS_FREED

#: For how long (s) it is known that something was sent already.
ACTS_FOR = 30 * 86_400
#: What is drawn from a screen.
DRAWN = ("shown", "told")
#: How many old acts one new one sweeps away.
SWEPT = 20


@value
class Message:
    """One message. ``body`` is a screen as JSON; of ``said`` and ``file`` the texts of ``Said``."""

    number: int
    revision: int
    kind: str
    body: str
    made_at: int
    changed_at: int


@value
class Said:
    """What somebody wrote: words, and the name of a file. Of a file for them, where it waits too."""

    text: str = ""
    file: str = ""
    key: str = ""

    @property
    def body(self) -> str:
        """How it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


@value
class Page:
    """A stretch of messages, oldest first; ``more`` were before. ``unread`` notices are new."""

    messages: tuple[Message, ...]
    more: bool
    revision: int
    unread: int


def tell(tx: Transaction, account: Account, bot: str, screen: Screen) -> int | None:
    """Keep a notice; tells how many have not been looked at. None: the account is nobody's."""
    if not _is_somebodys(tx, account):
        return None
    _add(tx, account, bot, "told", as_json(screen))
    return unread(tx, account, bot)


@ACCOUNTS_FREED.hang
def forget(tx: Transaction, gone: Iterable[Account]) -> None:
    """Remove what was shown to accounts that are nobody's any more."""
    of_web = [each.id for each in gone if each.channel == CHANNEL]
    for table in (hall_messages, hall_acts, hall_seen, hall_pushes):
        tx.connection.execute(delete(table).where(table.c.account.in_(of_web)))


def _is_somebodys(tx: Transaction, account: Account) -> bool:
    """Whether somebody joined by it, and has not left while something of theirs was on its way."""
    a = accounts.c
    mine = (a.channel == account.channel) & (a.account == account.id)
    return tx.connection.scalar(select(a.resident_id).where(mine)) is not None


def _last(tx: Transaction, account: Account, bot: str) -> tuple[int, int]:
    m = hall_messages.c
    found = tx.connection.execute(
        select(func.max(m.number), func.max(m.revision)).where(
            m.account == account.id, m.bot == bot
        )
    ).one()
    return found[0] or 0, found[1] or 0


def _add(tx: Transaction, account: Account, bot: str, kind: str, body: str) -> int:
    number, revision = _last(tx, account, bot)
    row = {
        "account": account.id,
        "bot": bot,
        "number": number + 1,
        "revision": revision + 1,
        "kind": kind,
        "body": body,
        "made_at": tx.now,
        "changed_at": tx.now,
    }
    tx.connection.execute(insert(hall_messages), [row])
    return number + 1


_OLD_ACTS = (
    select(hall_acts.c.account, hall_acts.c.act)
    .where(hall_acts.c.made_at < bindparam("before"))
    .limit(SWEPT)
)


def sweep(tx: Transaction) -> None:
    """Forget some acts that are so old that nobody sends them again."""
    a = hall_acts.c
    for account, act in select_crowd(tx.connection, _OLD_ACTS, {"before": tx.now - ACTS_FOR}):
        tx.connection.execute(delete(hall_acts).where(a.account == account, a.act == act))


def page(tx: Transaction, account: Account, bot: str, *, size: int, before: int = 0) -> Page:
    """Read the newest messages, or those before a number."""
    m = hall_messages.c
    query = select(hall_messages).where(m.account == account.id, m.bot == bot)
    if before:
        query = query.where(m.number < before)
    rows = tx.connection.execute(query.order_by(m.number.desc()).limit(size + 1)).all()
    found = [value_from(Message, row) for row in rows]
    return Page(
        messages=tuple(reversed(found[:size])),
        more=len(found) > size,
        revision=_last(tx, account, bot)[1],
        unread=unread(tx, account, bot),
    )


@value
class Asked:
    """Somebody asks what is new on a side since a revision (0: all); ``size`` messages at most."""

    account: str
    bot: str
    after: int
    size: int


@cache
def _changed_query(dialect: str) -> Select[Any]:
    m = hall_messages.c
    return (
        select(*(m[field.name] for field in fields(Message)))
        .where(
            m.account == bindparam("account"),
            m.bot == bindparam("bot"),
            m.revision >= bindparam("after"),
        )
        .order_by(m.revision.desc())
        .limit(bindparam("size"))
    )


def all_changed(tx: Transaction, asked: Sequence[Asked]) -> list[tuple[Message, ...] | None]:
    """Read for each what is new or has changed since their revision, in the order of the log.

    None: the log never got so far, since an older backup was restored, or it was emptied.
    """
    query = _changed_query(tx.connection.dialect.name)
    found: list[tuple[Message, ...] | None] = []
    for each in asked:
        rows = select_crowd(tx.connection, query, asdict(each) | {"size": each.size + 1})
        known = [value_from(Message, row) for row in rows]
        if each.after and not known:
            found.append(None)
            continue
        newest = [message for message in known if message.revision > each.after][: each.size]
        found.append(tuple(sorted(newest, key=lambda message: message.number)))
    return found


def unread(tx: Transaction, account: Account, bot: str) -> int:
    """Count the notices that nobody has looked at."""
    m, s = hall_messages.c, hall_seen.c
    seen = select(s.revision).where(s.account == account.id, s.bot == bot).scalar_subquery()
    query = select(func.count()).where(
        m.account == account.id,
        m.bot == bot,
        m.kind == "told",
        m.revision > func.coalesce(seen, 0),
    )
    return tx.connection.scalar(query) or 0


@value
class Look:
    """Up to where somebody has looked on a side."""

    account: str
    bot: str
    revision: int


@cache
def _seen_query(dialect: str) -> Select[Any]:
    s = hall_seen.c
    return select(s.account, s.bot).where(in_array(dialect, s.account, "accounts"))


@cache
def _joined_query(dialect: str) -> Select[Any]:
    a = accounts.c
    return select(a.account).where(a.channel == CHANNEL, in_array(dialect, a.account, "accounts"))


def looked(tx: Transaction, looks: Sequence[Look]) -> list[None]:
    """Note up to where people have looked; of whoever has left meanwhile, nothing."""
    s, dialect = hall_seen.c, tx.connection.dialect.name
    asked = {"accounts": members(dialect, [look.account for look in looks])}
    joined = {row.account for row in select_crowd(tx.connection, _joined_query(dialect), asked)}
    latest: dict[tuple[str, str], int] = {}
    for look in looks:
        if look.account in joined:
            side = (look.account, look.bot)
            latest[side] = max(look.revision, latest.get(side, 0))
    known = {
        (row.account, row.bot) for row in select_crowd(tx.connection, _seen_query(dialect), asked)
    }
    rows = [
        {"account": account, "bot": bot, "revision": revision}
        for (account, bot), revision in latest.items()
    ]
    insert_batch(
        tx.connection, hall_seen, [r for r in rows if (r["account"], r["bot"]) not in known]
    )
    again = [
        {"of_account": r["account"], "of_bot": r["bot"], "to": r["revision"]}
        for r in rows
        if (r["account"], r["bot"]) in known
    ]
    if again:
        mine = (s.account == bindparam("of_account")) & (s.bot == bindparam("of_bot"))
        mine &= s.revision < bindparam("to")
        tx.connection.execute(
            update(hall_seen).where(mine).values(revision=bindparam("to")), again
        )
    return [None] * len(looks)


def changed_since(tx: Transaction, at: int) -> Collection[str]:
    """Tell the accounts of which something has changed since a time (UTC seconds)."""
    m = hall_messages.c
    return set(tx.connection.scalars(select(m.account).where(m.changed_at >= at).distinct()))
