"""The lines of the chain as they are kept: the next ones appended, all of them read again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from sqlalchemy import insert, select

from council.campaigns.ledger.chain import ORIGIN, Held, Line, Posted, link, text_of
from council.campaigns.tables import (
    ledger_entries,
    ledger_holds,
    ledger_lines,
    ledger_transfers,
)
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.values import value


class Cause(Protocol):
    """What a line is about."""

    @property
    def kind(self) -> str:
        """Say what kind of cause it is."""

    @property
    def subject_id(self) -> str:
        """Give the id of the cause."""


@value
class Kept:
    """A line with the hash that is kept of it."""

    line: Line
    hash: str


Phases = dict[tuple[str, str], frozenset[str]]


def begin(tx: Transaction, community_id: str, *, many: int) -> int:
    """Take the next lines, and with them the only pen of the community until the end; the first.

    Whoever comes after waits for the counter's row (SQLite has one writer anyway), so that what is
    read from here on is the newest line and the newest balance.
    """
    return next_number(tx, community_id, "ledger_lines", many=many)


def append(tx: Transaction, community_id: str, new: Sequence[Line]) -> None:
    """Append lines that ``begin`` has given numbers, each chained to the one before."""
    before = last_hash(tx, community_id, before=new[0].line)
    rows = []
    for line in new:
        before = link(before, text_of(community_id, line))
        rows.append(
            {
                "community_id": community_id,
                "line": line.line,
                "phase": line.phase,
                "kind": line.kind,
                "subject_id": line.subject_id,
                "ends": int(line.phase != "pending"),
                "noted_at": line.noted_at,
                "noted_by": line.noted_by,
                "hash": before,
            }
        )
    tx.connection.execute(insert(ledger_lines), rows)


def last_hash(tx: Transaction, community_id: str, *, before: int | None = None) -> str:
    """Tell the hash of the last line, or of the last before one; that of nothing where none is."""
    t = ledger_lines.c
    query = select(t.hash).where(t.community_id == community_id)
    if before is not None:
        query = query.where(t.line < before)
    found: str | None = tx.connection.scalar(query.order_by(t.line.desc()).limit(1))
    return found or ORIGIN


def of(tx: Transaction, community_id: str, causes: Sequence[Cause]) -> Phases:
    """Tell which lines there are of some causes: (kind, subject) → phases."""
    found: Phases = {}
    for kind in {each.kind for each in causes}:
        subjects = [each.subject_id for each in causes if each.kind == kind]
        found |= phases(tx, community_id, kind, subjects)
    return found


def phases(tx: Transaction, community_id: str, kind: str, subjects: Sequence[str]) -> Phases:
    """Tell which lines there are of some causes of one kind."""
    t = ledger_lines.c
    rows = tx.connection.execute(
        select(t.subject_id, t.phase).where(
            t.community_id == community_id, t.kind == kind, t.subject_id.in_(subjects)
        )
    )
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        found[kind, row.subject_id].add(row.phase)
    return {cause: frozenset(each) for cause, each in found.items()}


def every(tx: Transaction, community_id: str) -> Iterator[Kept]:
    """Read the chain from its first line, each with what it says, from the tables that say it."""
    held = _held(tx, community_id)
    posted = _posted(tx, community_id)
    t = ledger_lines.c
    rows = tx.connection.execute(
        select(ledger_lines).where(t.community_id == community_id).order_by(t.line)
    )
    for row in rows:
        cause = (row.kind, row.subject_id)
        says = {"pending": held, "posted": posted}.get(row.phase, {}).get(cause)
        yield Kept(
            line=Line(
                line=row.line,
                phase=row.phase,
                kind=row.kind,
                subject_id=row.subject_id,
                noted_at=row.noted_at,
                noted_by=row.noted_by,
                says=says,
            ),
            hash=row.hash,
        )


def _held(tx: Transaction, community_id: str) -> dict[tuple[str, str], Any]:
    h = ledger_holds.c
    rows = tx.connection.execute(select(ledger_holds).where(h.community_id == community_id))
    return {
        (row.kind, row.subject_id): Held(
            campaign_id=row.campaign_id,
            source=row.source,
            destination=row.destination,
            amount_fen=row.amount_fen,
        )
        for row in rows
    }


def _posted(tx: Transaction, community_id: str) -> dict[tuple[str, str], Any]:
    t, e = ledger_transfers.c, ledger_entries.c
    entries: defaultdict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for row in tx.connection.execute(
        select(e.transfer_id, e.line, e.account, e.amount_fen)
        .where(e.community_id == community_id)
        .order_by(e.transfer_id, e.line)
    ):
        entries[row.transfer_id].append((row.line, row.account, row.amount_fen))
    rows = tx.connection.execute(select(ledger_transfers).where(t.community_id == community_id))
    return {
        (row.kind, row.subject_id): Posted(
            number=row.number,
            campaign_id=row.campaign_id or "",
            posted_at=row.posted_at,
            posted_by=row.posted_by,
            second_by=row.second_by or "",
            entries=tuple(entries[row.id]),
        )
        for row in rows
    }
