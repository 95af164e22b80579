"""Writing the log of delivery 送达: every visit is a new entry; nothing is changed or removed."""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import func, insert, select

from council.counter.deliveries.commands import DeliveryNoted, NoteDelivery, RepeatDelivery
from council.counter.deliveries.reads import counted_units, noted, poll_of, takes_entries
from council.counter.deliveries.rules import METHODS, RECEIVED, STATES
from council.counter.deliveries.tables import deliveries
from council.counter.rules import read_line
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.dates import plain
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.poll import Poll, named
from council.polls.records import poll_by
from voting.roll import Unit

#: What is typed where there is nothing to say.
_NOTHING = ("", "-", "无")
#: How many units one entry may name: a staircase, not an estate.
MOST_UNITS = 100
_BETWEEN = re.compile(r"[\s,,、;;]+")
#: What an entry says of a visit, whichever vote's ballot it brought.
_COPIED = ("state", "method", "receiver", "note")


def delivery_poll(tx: Transaction, who: Person, number: int) -> Poll | Refusal:
    """Find a poll whose log may still be written."""
    poll = poll_of(tx, who, number)
    if isinstance(poll, Refusal):
        return poll
    if not takes_entries(tx, poll):
        return refuse("delivery.closed", **named(poll))
    return poll


def units_typed(tx: Transaction, poll: Poll, text: str) -> tuple[Unit, ...] | Refusal:
    """Find the units that somebody typed: one, or several with spaces or commas between."""
    typed = plain(text)
    found = _units_of(tx, poll, (typed,))
    codes = tuple(code for code in _BETWEEN.split(typed) if code)
    return _units_of(tx, poll, codes) if isinstance(found, Refusal) and len(codes) > 1 else found


def _units_of(tx: Transaction, poll: Poll, codes: Sequence[str]) -> tuple[Unit, ...] | Refusal:
    """Find units of the frozen roll that vote."""
    if len(codes) > MOST_UNITS:
        return refuse("delivery.too_many_units", most=MOST_UNITS)
    known = {str(unit.code): unit for unit in counted_units(tx, poll)}
    missing = next((code for code in codes or ("",) if code not in known), None)
    if missing is not None:
        return refuse("ballot.paper_unknown_unit", given=missing[:30])
    return tuple(known[code] for code in dict.fromkeys(codes))


def note_delivery(tx: Transaction, who: Person, command: NoteDelivery) -> DeliveryNoted | Refusal:
    """Write an entry for each unit."""
    poll = _locked(tx, who, command.poll)
    if isinstance(poll, Refusal):
        return poll
    units = _units_of(tx, poll, command.units)
    if isinstance(units, Refusal):
        return units
    if command.state not in STATES or command.method not in METHODS:
        return refuse("desk.use_buttons")
    received = command.state == "delivered" and command.method in RECEIVED
    if received and command.receiver.strip() in _NOTHING:
        return refuse("delivery.receiver_wanted")
    texts: dict[str, str | None] = {}
    for name in ("receiver", "note"):
        said = getattr(command, name).strip()
        line = None if said in _NOTHING else read_line(said)
        if isinstance(line, Refusal):
            return line
        texts[name] = line
    entry = {"state": command.state, "method": command.method, **texts}
    return _write(tx, who, poll, [(unit, entry) for unit in units])


def repeat_delivery(
    tx: Transaction, who: Person, command: RepeatDelivery
) -> DeliveryNoted | Refusal:
    """Write entries down for another vote on the same roll; what stands there already is left."""
    poll = _locked(tx, who, command.poll)
    if isinstance(poll, Refusal):
        return poll
    source = poll_of(tx, who, command.of)
    if isinstance(source, Refusal):
        return source
    if source.roll_fingerprint != poll.roll_fingerprint:
        return refuse("delivery.other_roll", **named(poll))
    d = deliveries.c
    said = (d.unit, d.state, d.method, d.receiver, d.note)
    entries = tx.connection.execute(
        select(*said)
        .where(
            d.community_id == source.community_id,
            d.poll_id == source.id,
            d.number.between(command.first, command.last),
        )
        .order_by(d.number)
    ).all()
    there = select(*said).where(d.community_id == poll.community_id, d.poll_id == poll.id)
    stands = set(tx.connection.execute(there).all())
    known = {str(unit.code): unit for unit in counted_units(tx, poll)}
    wanted = [
        (known[each.unit], {name: each._mapping[name] for name in _COPIED})  # noqa: SLF001 - public name of Row
        for each in entries
        if each not in stands
    ]
    if not wanted:
        return refuse("delivery.repeated_already", **named(poll))
    return _write(tx, who, poll, wanted)


def _locked(tx: Transaction, who: Person, number: int) -> Poll | Refusal:
    poll = delivery_poll(tx, who, number)
    if not isinstance(poll, Refusal):
        poll_by(tx, poll.community_id, lock=True, id=poll.id)
    return poll


def _write(
    tx: Transaction,
    who: Person,
    poll: Poll,
    entries: Sequence[tuple[Unit, Mapping[str, str | None]]],
) -> DeliveryNoted:
    """Append entries to the log, and tell how their units stand."""
    d = deliveries.c
    last = tx.connection.scalar(
        select(func.max(d.number)).where(d.community_id == poll.community_id, d.poll_id == poll.id)
    )
    first = (last or 0) + 1
    made = [
        {
            "community_id": poll.community_id,
            "poll_id": poll.id,
            "number": number,
            "unit": unit.code,
            "building": unit.building,
            "noted_by": who.id,
            "noted_at": tx.now,
            **entry,
        }
        for number, (unit, entry) in enumerate(entries, start=first)
    ]
    tx.connection.execute(insert(deliveries), made)
    units = [unit for unit, _ in entries]
    codes = " ".join(unit.code for unit in units)
    record(tx, who, "delivery.note", "poll", poll.id, number=poll.number, units=codes)
    return noted(tx, poll, units, first=first)
