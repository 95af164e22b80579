"""What somebody was shown in the web hall: rows, since no chat program keeps them for us."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, func, insert, select, update

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
_DRAWN = ("shown", "told")
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


def answered(tx: Transaction, account: Account, act: str) -> int | None:
    """Tell the message that answers what was sent already; None: it was not sent yet."""
    a = hall_acts.c
    found: int | None = tx.connection.scalar(
        select(a.number).where(a.account == account.id, a.act == act)
    )
    return found


def keep_answer(
    tx: Transaction,
    account: Account,
    bot: str,
    act: str,
    screen: Screen,
    *,
    said: Said | None = None,
    files: Sequence[Said] = (),
    pressed: int = 0,
) -> int:
    """Keep what was said, the files that were sent, and the answer; tells the number of the answer.

    An answer that stands in the place of the message ``pressed`` changes it. What was answered
    before stays as it is.
    """
    before = answered(tx, account, act)
    if before is not None:
        return before
    if said is not None:
        _add(tx, account, bot, "said", said.body)
    for file in files:
        _add(tx, account, bot, "file", file.body)
    if not screen.text or (
        screen.in_place
        and screen.keyboard is None
        and _change(tx, account, bot, pressed, as_json(screen))
    ):
        number = pressed
    else:
        number = _add(tx, account, bot, "shown", as_json(screen))
    row = {"account": account.id, "act": act, "bot": bot, "number": number, "made_at": tx.now}
    tx.connection.execute(insert(hall_acts), [row])
    _sweep(tx)
    return number


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


def _change(tx: Transaction, account: Account, bot: str, number: int, body: str) -> bool:
    if not number:
        return False
    m = hall_messages.c
    _, revision = _last(tx, account, bot)
    changed = tx.connection.execute(
        update(hall_messages)
        .where(m.account == account.id, m.bot == bot, m.number == number, m.kind.in_(_DRAWN))
        .values(body=body, revision=revision + 1, changed_at=tx.now, kind="shown")
    )
    return changed.rowcount == 1


def _sweep(tx: Transaction) -> None:
    a = hall_acts.c
    old = tx.connection.execute(
        select(a.account, a.act).where(a.made_at < tx.now - ACTS_FOR).limit(SWEPT)
    ).all()
    for account, act in old:
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


def changed(
    tx: Transaction, account: Account, bot: str, *, after: int, size: int
) -> tuple[Message, ...]:
    """Read what is new or has changed since a revision, in the order of the log."""
    m = hall_messages.c
    rows = tx.connection.execute(
        select(hall_messages)
        .where(m.account == account.id, m.bot == bot, m.revision > after)
        .order_by(m.revision.desc())
        .limit(size)
    ).all()
    found = [value_from(Message, row) for row in rows]
    return tuple(sorted(found, key=lambda each: each.number))


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


def looked(tx: Transaction, account: Account, bot: str, revision: int) -> None:
    """Note up to where somebody has looked."""
    if not _is_somebodys(tx, account):
        return
    s = hall_seen.c
    mine = (s.account == account.id) & (s.bot == bot)
    known = tx.connection.execute(update(hall_seen).where(mine).values(revision=revision))
    if known.rowcount == 0:
        row: dict[str, Any] = {"account": account.id, "bot": bot, "revision": revision}
        tx.connection.execute(insert(hall_seen), [row])


def changed_since(tx: Transaction, at: int) -> Collection[str]:
    """Tell the accounts of which something has changed since a time (UTC seconds)."""
    m = hall_messages.c
    return set(tx.connection.scalars(select(m.account).where(m.changed_at >= at).distinct()))
