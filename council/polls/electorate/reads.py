"""The frozen roll of a poll and the ballots that stand on it, as the counting engine wants them."""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from council.kernel.database.transaction import Transaction
from council.polls.ranking import Order, order_of
from council.polls.ratification import choice_content, choice_of
from council.polls.tables import ballots, electorate, frozen_units
from council.roll.records import unit_from
from voting.ballots import Choice
from voting.ratification import OwnerBallot
from voting.roll import Head, OwnerKey, Unit, heads_of

#: Heads of the rolls that were read last, by the rolls' fingerprints.
_KNOWN_AT_MOST = 16
_known: dict[str, Mapping[str, Head]] = {}
_lock = threading.Lock()


def head_name(head: Head) -> str:
    """Name a head by its owners, as the roll file separates them."""
    return ";".join(head.owners)


def fingerprint_of(entries: Iterable[str]) -> str:
    """Hash a roll: SHA-256 over the canonical JSON list of its sorted entries."""
    canonical = json.dumps(sorted(entries), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def slots_of(units: Collection[Unit]) -> list[tuple[str, str, str]]:
    """The slots of a ratification: slot, head and owner of each.

    One for each owner of each head; where co-owners named somebody, for that one only.
    """
    return [
        (f"{head_name(head)}|{owner}", head_name(head), owner)
        for head in heads_of(units)
        for owner in (head.owners if head.nominee is None else (head.nominee,))
    ]


def frozen_roll(tx: Transaction, community_id: str, poll_id: str) -> tuple[Unit, ...]:
    """Read the units as they stood when the poll was announced, by code."""
    t = frozen_units.c
    written = tx.connection.scalars(
        select(t.unit).where(t.community_id == community_id, t.poll_id == poll_id).order_by(t.code)
    )
    return tuple(unit_from(unit) for unit in written)


def frozen_unit(tx: Transaction, community_id: str, poll_id: str, code: str) -> Unit | None:
    """Read one unit as it stood when the poll was announced; None: no unit has that code."""
    t = frozen_units.c
    written = tx.connection.scalar(
        select(t.unit).where(t.community_id == community_id, t.poll_id == poll_id, t.code == code)
    )
    return None if written is None else unit_from(written)


def frozen_heads(tx: Transaction, community_id: str, poll_id: str) -> dict[str, Head]:
    """Read the heads of a frozen roll by their names."""
    return {head_name(head): head for head in heads_of(frozen_roll(tx, community_id, poll_id))}


def known_heads(
    tx: Transaction, community_id: str, poll_id: str, *, fingerprint: str | None
) -> Mapping[str, Head]:
    """Read the heads of a frozen roll, once for each fingerprint: what has that hash never changes.

    A crowd opens its sheets from one roll; gathering its heads each time cost more than all the
    rest of a sheet.
    """
    if fingerprint is None:
        return frozen_heads(tx, community_id, poll_id)
    with _lock:
        found = _known.get(fingerprint)
    if found is None:
        found = frozen_heads(tx, community_id, poll_id)
        with _lock:
            while len(_known) >= _KNOWN_AT_MOST:
                del _known[next(iter(_known))]
            _known[fingerprint] = found
    return found


def standing(community_id: str, poll_id: str, *, before: int | None = None) -> Select[Any]:
    """Select the ballots that stand (each slot's highest revision), of those cast ``before``.

    One that was taken back is followed by an empty revision: then nothing stands for its slot.
    """
    t = ballots.c
    mine = [t.community_id == community_id, t.poll_id == poll_id]
    if before is not None:
        mine.append(t.cast_at < before)
    highest = (
        select(t.slot, func.max(t.revision).label("revision")).where(*mine).group_by(t.slot)
    ).subquery()
    return (
        select(t.slot, t.revision, t.content, t.channel, t.cast_at)
        .join(highest, and_(highest.c.slot == t.slot, highest.c.revision == t.revision))
        .where(t.community_id == community_id, t.poll_id == poll_id, t.content != "")
        .order_by(t.slot)
    )


def standing_orders(tx: Transaction, community_id: str, poll_id: str) -> Counter[Order]:
    """Group the standing ballots of a ranking: order → how many."""
    query = standing(community_id, poll_id).subquery()
    grouped = select(query.c.content, func.count()).group_by(query.c.content)
    orders: Counter[Order] = Counter()
    for content, many in tx.connection.execute(grouped):
        orders[order_of(content)] += many
    return orders


def owner_ballots(
    tx: Transaction, community_id: str, poll_id: str, *, before: int | None = None
) -> tuple[OwnerBallot, ...]:
    """Read the standing ballots of a ratification; each speaks through its head's first unit."""
    heads = frozen_heads(tx, community_id, poll_id)
    e = electorate.c
    owners = {
        slot: (head, owner)
        for slot, head, owner in tx.connection.execute(
            select(e.slot, e.head, e.owner_key).where(
                e.community_id == community_id, e.poll_id == poll_id
            )
        )
    }
    rows = tx.connection.execute(standing(community_id, poll_id, before=before))
    return tuple(
        OwnerBallot(
            unit=heads[owners[row.slot][0] or ""].units[0],
            owner=OwnerKey(owners[row.slot][1] or ""),
            choice=Choice(choice_of(row.content)),
            at=row.cast_at,
            line=line,
        )
        for line, row in enumerate(rows, start=1)
    )


def channels_of(tx: Transaction, community_id: str, poll_id: str) -> tuple[tuple[str, int], ...]:
    """Count the ballots that stand by the way they came, the commonest way first."""
    query = standing(community_id, poll_id).subquery()
    many = func.count().label("many")
    rows = tx.connection.execute(
        select(query.c.channel, many)
        .group_by(query.c.channel)
        .order_by(many.desc(), query.c.channel)
    )
    return tuple((channel, n) for channel, n in rows)


def voted_slots(tx: Transaction, community_id: str, poll_id: str) -> int:
    """Count the slots with a ballot that stands."""
    t = ballots.c
    mine = (t.community_id == community_id, t.poll_id == poll_id)
    first = select(func.count()).where(*mine, t.revision == 1)
    taken_back = select(func.count()).where(*mine, t.content == "", _is_last(t))
    voted = tx.connection.scalar(first) or 0
    return voted - (tx.connection.scalar(taken_back) or 0)


def has_ballot() -> ColumnElement[bool]:
    """Whether a ballot stands for the row of ``electorate`` that a query looks at."""
    e, b = electorate.c, ballots.c
    mine = (b.community_id == e.community_id, b.poll_id == e.poll_id, b.slot == e.slot)
    return exists().where(*mine, b.content != "", _is_last(b)).correlate(electorate)


def heads_heard(community_id: str, poll_id: str) -> Select[Any]:
    """Select the heads of a poll for whom somebody's readable ballot speaks.

    A head needs one: another that says something else only makes it unclear.
    """
    e, b = electorate.c, ballots.c
    return (
        select(e.head)
        .join(
            ballots,
            and_(b.community_id == e.community_id, b.poll_id == e.poll_id, b.slot == e.slot),
        )
        .where(e.community_id == community_id, e.poll_id == poll_id, e.head.is_not(None))
        .where(b.content.not_in(("", choice_content(Choice.INVALID.value))), _is_last(b))
    )


def co_owner_has_ballot() -> ColumnElement[bool]:
    """Whether a co-owner's readable ballot speaks for the head of the row of ``electorate``.

    Asked for a few rows: each looks through its poll's whole roll. Of a roll, ask ``heads_heard``.
    """
    e, b, other = electorate.c, ballots.c, electorate.alias("co_owner").c
    spoken = (
        exists()
        .where(
            other.community_id == e.community_id,
            other.poll_id == e.poll_id,
            other.head == e.head,
            other.slot != e.slot,
            b.community_id == other.community_id,
            b.poll_id == other.poll_id,
            b.slot == other.slot,
            b.content.not_in(("", choice_content(Choice.INVALID.value))),
            _is_last(b),
        )
        .correlate(electorate)
    )
    return and_(e.head.is_not(None), spoken)


def _is_last(ballot: Any) -> ColumnElement[bool]:
    later = ballots.alias("later").c
    return ~(
        exists()
        .where(
            later.community_id == ballot.community_id,
            later.poll_id == ballot.poll_id,
            later.slot == ballot.slot,
            later.revision > ballot.revision,
        )
        .correlate(ballots)
    )
