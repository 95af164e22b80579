"""Door-to-door lists by building: which unit has its ballot, which has voted. No choice is read."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from council.counter.deliveries.commands import (
    BuildingList,
    BuildingStands,
    DeliveryEntry,
    DeliveryLists,
    DeliveryLog,
    DeliveryNoted,
    UnitStands,
)
from council.counter.deliveries.rules import ORDER, proves, state_of
from council.counter.deliveries.tables import deliveries
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.polls.electorate.reads import frozen_roll, has_ballot
from council.polls.hooks import DELIVERED
from council.polls.poll import Poll, named
from council.polls.records import poll_by
from council.polls.tables import electorate, polls
from council.rules.poll_kinds import RATIFICATION
from council.rules.profile import Silence
from voting.roll import Unit, UnitCode

#: How many entries the log's screen shows, newest first.
LISTED = 15
_TAKES = ("announced", "open")


@value
class DeliveryProof:
    """The entry that proves a unit's delivery."""

    unit: UnitCode
    method: str
    receiver: str
    noted_at: int


def poll_of(tx: Transaction, who: Person, number: int) -> Poll | Refusal:
    """Find an owners' vote with its frozen roll, for those who deliver its ballots."""
    refusal = check(who, "delivery.note")
    if refusal is not None:
        return refusal
    poll = poll_by(tx, who.community_id, number=number)
    if poll is None or poll.state == "draft":
        return refuse("poll.unknown", number=number)
    return poll if poll.kind == RATIFICATION else refuse("delivery.owners_only", **named(poll))


def takes_entries(tx: Transaction, poll: Poll) -> bool:
    """Whether entries may still be written: from the announcement until the close."""
    return poll.state in _TAKES and tx.now < poll.closes_at


def counted_units(tx: Transaction, poll: Poll) -> tuple[Unit, ...]:
    """The units of the frozen roll whose owners vote, by code."""
    units = frozen_roll(tx, poll.community_id, poll.id)
    return tuple(unit for unit in units if unit.counts and unit.voters)


def delivered_units(
    tx: Transaction, poll: Poll, silence: Silence
) -> dict[UnitCode, DeliveryProof]:
    """Tell the units whose ballot is proven to have reached the owner, as the log stood at the close.

    A unit's last entry before the close decides, so that a wrong one is put right by the next.
    """
    d = deliveries.c
    entries = tx.connection.execute(
        select(deliveries)
        .where(
            d.community_id == poll.community_id,
            d.poll_id == poll.id,
            d.noted_at < poll.closes_at,
        )
        .order_by(d.number)
    )
    last = {UnitCode(each.unit): each for each in entries}
    return {
        unit: DeliveryProof(
            unit=unit, method=each.method, receiver=each.receiver or "", noted_at=each.noted_at
        )
        for unit, each in sorted(last.items())
        if proves(state=each.state, method=each.method, posting_delivers=silence.posting_delivers)
    }


DELIVERED.fill(delivered_units)


def _states(tx: Transaction, poll: Poll, units: tuple[Unit, ...]) -> dict[str, str]:
    d, e = deliveries.c, electorate.c
    entries = tx.connection.execute(
        select(d.unit, d.state)
        .where(d.community_id == poll.community_id, d.poll_id == poll.id)
        .order_by(d.number)
    )
    noted = {each.unit: each.state for each in entries}
    voted = set(
        tx.connection.scalars(
            select(e.head).where(
                e.community_id == poll.community_id, e.poll_id == poll.id, has_ballot()
            )
        )
    )
    return {
        unit.code: state_of(voted=";".join(unit.voters) in voted, noted=noted.get(unit.code, ""))
        for unit in units
    }


def _buildings(units: tuple[Unit, ...], states: dict[str, str]) -> tuple[BuildingStands, ...]:
    names = sorted({unit.building for unit in units}, key=lambda name: (len(name), name))
    counts = {name: Counter[str]() for name in names}
    for unit in units:
        counts[unit.building][states[unit.code]] += 1
    return tuple(
        BuildingStands(
            place=place,
            name=name,
            counts={state: counts[name][state] for state in ORDER if counts[name][state]},
        )
        for place, name in enumerate(names)
    )


def lists(tx: Transaction, who: Person, number: int) -> DeliveryLists | Refusal:
    """Every building with its progress."""
    poll = poll_of(tx, who, number)
    if isinstance(poll, Refusal):
        return poll
    units = counted_units(tx, poll)
    return DeliveryLists(
        number=poll.number,
        title=poll.title,
        buildings=_buildings(units, _states(tx, poll, units)),
        takes_entries=takes_entries(tx, poll),
    )


def building(tx: Transaction, who: Person, number: int, place: int) -> BuildingList | Refusal:
    """One building's list, what is still to be done first."""
    poll = poll_of(tx, who, number)
    if isinstance(poll, Refusal):
        return poll
    units = counted_units(tx, poll)
    states = _states(tx, poll, units)
    found = _buildings(units, states)
    if place >= len(found):
        return refuse("press.unknown")
    mine = [unit.code for unit in units if unit.building == found[place].name]
    mine.sort(key=lambda code: ORDER.index(states[code]))
    return BuildingList(
        number=poll.number,
        title=poll.title,
        building=found[place],
        units=tuple(UnitStands(code=code, state=states[code]) for code in mine),
    )


def noted(tx: Transaction, poll: Poll, units: Sequence[Unit], *, first: int) -> DeliveryNoted:
    """How units stand after entries from number ``first`` on, and the progress of their buildings."""
    every = counted_units(tx, poll)
    states = _states(tx, poll, every)
    names = {unit.building for unit in units}
    return DeliveryNoted(
        number=poll.number,
        title=poll.title,
        units=tuple(UnitStands(code=unit.code, state=states[unit.code]) for unit in units),
        buildings=tuple(each for each in _buildings(every, states) if each.name in names),
        first=first,
        last=first + len(units) - 1,
        others=_on_the_same_roll(tx, poll),
    )


def _on_the_same_roll(tx: Transaction, poll: Poll) -> tuple[int, ...]:
    p = polls.c
    numbers = tx.connection.scalars(
        select(p.number)
        .where(
            p.community_id == poll.community_id,
            p.id != poll.id,
            p.roll_fingerprint == poll.roll_fingerprint,
            p.state.in_(_TAKES),
            p.closes_at > tx.now,
        )
        .order_by(p.number)
    )
    return tuple(numbers)


def log(tx: Transaction, who: Person, number: int) -> DeliveryLog | Refusal:
    """The newest entries of the log."""
    poll = poll_of(tx, who, number)
    if isinstance(poll, Refusal):
        return poll
    d, r = deliveries.c, residents.c
    query = (
        select(d.unit, d.state, d.method, d.receiver, d.note, r.name.label("noted_by"), d.noted_at)
        .outerjoin(residents, (r.community_id == d.community_id) & (r.id == d.noted_by))
        .where(d.community_id == poll.community_id, d.poll_id == poll.id)
        .order_by(d.number.desc())
        .limit(LISTED)
    )
    return DeliveryLog(
        number=poll.number,
        title=poll.title,
        entries=read_all(tx, DeliveryEntry, query),
    )
