"""The invariant of the web hall: who is signed in is somebody, and what was answered is there."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, residents
from council.kernel.findings import Finding, count, finding
from council.kernel.tables import acts
from council.people.hall.sessions import CHANNEL
from council.people.hall.tables import (
    hall_acts,
    hall_codes,
    hall_messages,
    hall_pushes,
    hall_seen,
    hall_sessions,
)

#: What is written once and never changed afterwards.
_UNCHANGED = ("said", "told", "file")


def i38_the_hall_knows_whom_it_serves(tx: Transaction) -> Finding:
    """Sessions are of people who signed in; messages, answers and alerts are whole and somebody's.

    A session may outlive its account: its device is told so at the next visit. What was shown may not.
    """
    tables = (hall_sessions, hall_messages, hall_acts, hall_seen, hall_pushes, hall_codes)
    return finding(
        "I38",
        "sessions, messages and answers of the web hall",
        checked=sum(count(tx, table) for table in tables),
        broken=list(_wrong(tx)),
    )


def _wrong(tx: Transaction) -> Iterator[str]:
    doubled = (
        select(accounts.c.resident_id)
        .group_by(accounts.c.community_id, accounts.c.resident_id, accounts.c.channel)
        .having(func.count() > 1)
    )
    found = {
        "persons with two accounts of one channel": len(tx.connection.execute(doubled).all()),
        "sessions of somebody who did not sign in then": _not_signed_in(tx),
        "codes for nobody on the list": _without_resident(tx),
        "alerts of another's or an ended session": _astray_pushes(tx),
        "acts without their answer": _unanswered(tx),
        "looks beyond the last message": _looks_ahead(tx),
        "messages changed that never change": count(
            tx,
            hall_messages,
            hall_messages.c.kind.in_(_UNCHANGED),
            hall_messages.c.changed_at != hall_messages.c.made_at,
        ),
        "logs with a gap": _gaps(tx),
    }
    for table in (hall_messages, hall_acts, hall_seen, hall_pushes):
        found[f"{table.name} of nobody"] = count(tx, table, ~_bound(table.c.account))
    yield from (f"{many} {what}" for what, many in found.items() if many)


def _bound(account: Any) -> Any:
    """An account of the hall that is somebody's."""
    a = accounts.c
    return exists().where(a.channel == CHANNEL, a.account == account)


def _not_signed_in(tx: Transaction) -> int:
    """Count the sessions that no act of their person began: put in, or moved to another account."""
    s, a = hall_sessions.c, accounts.c
    theirs = and_(a.channel == CHANNEL, a.account == s.account)
    began = exists().where(
        acts.c.community_id == a.community_id,
        acts.c.actor_id == a.resident_id,
        acts.c.verb == "people.sign_in",
        acts.c.acted_at == s.made_at,
    )
    query = select(func.count()).select_from(hall_sessions).join(accounts, theirs).where(~began)
    return tx.connection.scalar(query) or 0


def _without_resident(tx: Transaction) -> int:
    c, r = hall_codes.c, residents.c
    there = exists().where(r.community_id == c.community_id, r.id == c.resident_id)
    return count(tx, hall_codes, ~there)


def _astray_pushes(tx: Transaction) -> int:
    p, s = hall_pushes.c, hall_sessions.c
    of_it = exists().where(s.id == p.session_id, s.account == p.account, s.ended_at.is_(None))
    return count(tx, hall_pushes, ~of_it)


def _unanswered(tx: Transaction) -> int:
    a, m = hall_acts.c, hall_messages.c
    answer = exists().where(m.account == a.account, m.bot == a.bot, m.number == a.number)
    return count(tx, hall_acts, a.number != 0, ~answer)


def _looks_ahead(tx: Transaction) -> int:
    s, m = hall_seen.c, hall_messages.c
    last = select(func.coalesce(func.max(m.revision), 0)).where(
        m.account == s.account, m.bot == s.bot
    )
    return count(tx, hall_seen, s.revision > last.scalar_subquery())


def _gaps(tx: Transaction) -> int:
    """Count the logs whose numbers are not 1..n, or whose revisions are below their numbers."""
    m = hall_messages.c
    wrong = (
        select(m.account)
        .group_by(m.account, m.bot)
        .having(
            or_(
                func.min(m.number) != 1,
                func.max(m.number) != func.count(),
                func.min(m.revision - m.number) < 0,
            )
        )
    )
    return len(tx.connection.execute(wrong).all())
