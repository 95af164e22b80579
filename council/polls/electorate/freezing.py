"""Freezing the roll of a poll: who may vote, with what weight, from now until the end."""

from sqlalchemy import insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.polls.electorate.reads import fingerprint_of, slots_of
from council.polls.tables import electorate, frozen_units
from council.roll.records import load_roll, unit_json
from council.rules.poll_kinds import RATIFICATION
from voting.roll import faults_of


@value
class Frozen:
    """A frozen roll: how many slots, and the SHA-256 of its canonical JSON."""

    size: int
    fingerprint: str


def freeze(tx: Transaction, community_id: str, poll_id: str, kind: str) -> Frozen | Refusal:
    """Freeze the roll of a poll of this kind."""
    if kind == RATIFICATION:
        return _freeze_owners(tx, community_id, poll_id)
    return _freeze_residents(tx, community_id, poll_id)


def _freeze_residents(tx: Transaction, community_id: str, poll_id: str) -> Frozen | Refusal:
    """One adult, one slot: the slot is the ref on the residents' list."""
    t = residents.c
    adults = tx.connection.execute(
        select(t.id, t.ref).where(t.community_id == community_id, t.adult == 1).order_by(t.ref)
    ).all()
    if not adults:
        return refuse("poll.no_residents")
    tx.connection.execute(
        insert(electorate),
        [
            {
                "community_id": community_id,
                "poll_id": poll_id,
                "slot": adult.ref,
                "resident_id": adult.id,
                "owner_key": None,
                "head": None,
            }
            for adult in adults
        ],
    )
    return Frozen(size=len(adults), fingerprint=fingerprint_of([adult.ref for adult in adults]))


def _freeze_owners(tx: Transaction, community_id: str, poll_id: str) -> Frozen | Refusal:
    """One slot for each owner of each head; where co-owners named somebody, for that one only."""
    units = load_roll(tx, community_id)
    if not any(unit.counts for unit in units):
        return refuse("poll.no_roll_yet")
    faults = faults_of(units)
    if faults:
        return refuse("poll.no_roll", problem=faults[0].problem.value)
    t = residents.c
    accounts: dict[str, str] = {}
    for owner_key, resident_id in tx.connection.execute(
        select(t.owner_key, t.id)
        .where(t.community_id == community_id, t.owner_key.is_not(None))
        .order_by(t.ref)
    ):
        accounts.setdefault(str(owner_key), resident_id)
    slots = [
        {
            "community_id": community_id,
            "poll_id": poll_id,
            "slot": slot,
            "resident_id": accounts.get(owner),
            "owner_key": owner,
            "head": head,
        }
        for slot, head, owner in slots_of(units)
    ]
    tx.connection.execute(insert(electorate), slots)
    frozen = [unit_json(unit) for unit in units]
    tx.connection.execute(
        insert(frozen_units),
        [
            {"community_id": community_id, "poll_id": poll_id, "code": unit.code, "unit": written}
            for unit, written in zip(units, frozen, strict=True)
        ],
    )
    return Frozen(size=len(slots), fingerprint=fingerprint_of(frozen))
