"""Draft rows: dialogue state that survives a restart.

A revision only ever grows, over all drafts of a person: of two of one second the higher is the later.
"""

import json
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, delete, func, insert, select, update

from council.kernel.database.batch import select_crowd
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.tables import drafts
from council.kernel.values import Person, value

#: How the kind of a form's draft begins.
FORM = "form."
#: What somebody was last shown, and what was heard in a voice message: nothing half-done.
SCREEN, HEARD = "screen", "heard"


@value
class Draft:
    """One half-done thing. ``awaits`` names the field that the next plain message fills."""

    kind: str
    subject: str
    revision: int
    content: dict[str, Any]
    awaits: str
    updated_at: int


def _draft(row: Any) -> Draft:
    return value_from(Draft, row, content=json.loads(row.content))


def load(tx: Transaction, who: Person, bot: str, kind: str, subject: str = "") -> Draft | None:
    """Read one draft of a person."""
    t = drafts.c
    row = tx.connection.execute(
        select(drafts).where(
            t.community_id == who.community_id,
            t.resident_id == who.id,
            t.bot == bot,
            t.kind == kind,
            t.subject == subject,
        )
    ).one_or_none()
    return None if row is None else _draft(row)


def of_kind(tx: Transaction, who: Person, bot: str, kind: str) -> tuple[Draft, ...]:
    """Read the drafts of a kind, whatever they are about."""
    t = drafts.c
    rows = tx.connection.execute(
        select(drafts)
        .where(
            t.community_id == who.community_id,
            t.resident_id == who.id,
            t.bot == bot,
            t.kind == kind,
        )
        .order_by(t.subject)
    )
    return tuple(map(_draft, rows))


@cache
def _last_query(*, awaits: bool) -> Select[Any]:
    """The newest draft of a person. Every message asks for it: the statement is built once."""
    t = drafts.c
    wanted = (t.awaits != "",) if awaits else (t.kind != SCREEN, t.kind != HEARD)
    return (
        select(t.kind, t.subject, t.revision, t.content, t.awaits, t.updated_at)
        .where(
            t.community_id == bindparam("community_id"),
            t.resident_id == bindparam("resident_id"),
            t.bot == bindparam("of_bot"),
            *wanted,
        )
        .order_by(t.updated_at.desc(), t.revision.desc())
        .limit(1)
    )


def _last(tx: Transaction, who: Person, bot: str, *, awaits: bool) -> Draft | None:
    given = {"community_id": who.community_id, "resident_id": who.id, "of_bot": bot}
    rows = select_crowd(tx.connection, _last_query(awaits=awaits), given)
    return _draft(rows[0]) if rows else None


def awaiting(tx: Transaction, who: Person, bot: str) -> Draft | None:
    """Read the draft that the person's next plain message belongs to."""
    return _last(tx, who, bot, awaits=True)


def latest(tx: Transaction, who: Person, bot: str) -> Draft | None:
    """Read what the person was last busy with, whether it awaits a message or not."""
    return _last(tx, who, bot, awaits=False)


def looked_at(tx: Transaction, who: Person, bot: str) -> Draft | None:
    """Read the form that the person was last busy with, where it waits for a last look only."""
    last = latest(tx, who, bot)
    if last is None or not last.kind.startswith(FORM) or last.content.get("kept"):
        return None
    return last if "answers" in last.content else None


def save(
    tx: Transaction,
    who: Person,
    *,
    bot: str,
    kind: str,
    content: dict[str, Any],
    subject: str = "",
    awaits: str = "",
) -> Draft:
    """Write a draft and tell it with its new revision; only one draft awaits a message."""
    if awaits:
        stop_awaiting(tx, who, bot)
    t = drafts.c
    this = (t.bot == bot) & (t.kind == kind) & (t.subject == subject)
    known, newest = tx.connection.execute(
        select(func.count(case((this, 1))), func.max(t.revision)).where(
            t.community_id == who.community_id, t.resident_id == who.id
        )
    ).one()
    made = Draft(
        kind=kind,
        subject=subject,
        revision=(newest or 0) + 1,
        content=content,
        awaits=awaits,
        updated_at=tx.now,
    )
    row = {
        "revision": made.revision,
        "content": json.dumps(content, ensure_ascii=False),
        "awaits": awaits,
        "updated_at": tx.now,
    }
    key = {
        "community_id": who.community_id,
        "resident_id": who.id,
        "bot": bot,
        "kind": kind,
        "subject": subject,
    }
    if not known:
        tx.connection.execute(insert(drafts), [{**key, **row}])
    else:
        mine = (t[name] == part for name, part in key.items())
        tx.connection.execute(update(drafts).where(*mine).values(**row))
    return made


def stop_awaiting(tx: Transaction, who: Person, bot: str) -> int:
    """Let no draft wait for a message; tells how many did."""
    t = drafts.c
    changed = tx.connection.execute(
        update(drafts)
        .where(
            t.community_id == who.community_id,
            t.resident_id == who.id,
            t.bot == bot,
            t.awaits != "",
        )
        .values(awaits="")
    )
    return changed.rowcount


def end_waiting(tx: Transaction, community_id: str, kind: str, subjects: Collection[str]) -> None:
    """Let nobody's draft about these subjects wait for a message: what they are about is over."""
    t = drafts.c
    tx.connection.execute(
        update(drafts)
        .where(t.community_id == community_id, t.kind == kind, t.subject.in_(subjects))
        .values(awaits="")
    )


def clear(tx: Transaction, who: Person, bot: str, kind: str, subject: str = "") -> None:
    """Empty a draft but keep its row, so that its revision goes on growing."""
    if load(tx, who, bot, kind, subject) is not None:
        save(tx, who, bot=bot, kind=kind, subject=subject, content={})


def forget(tx: Transaction, who: Person) -> None:
    """Remove every draft of a person who leaves."""
    t = drafts.c
    tx.connection.execute(
        delete(drafts).where(t.community_id == who.community_id, t.resident_id == who.id)
    )
