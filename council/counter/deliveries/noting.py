"""Writing the log of delivery 送达: every visit is a new entry; nothing is changed or removed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, insert, select

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
from council.polls.view import named, poll_row
from voting.roll import Unit

#: What is typed where there is nothing to say.
_NOTHING = ("", "-", "无")
#: How many units one entry may name: a staircase, not an estate.
MOST_UNITS = 100
_BETWEEN = re.compile(r"[\s,,、;;]+")
#: What an entry says of a visit, whichever vote's ballot it brought.
_COPIED = ("state", "method", "receiver", "note")


def delivery_poll(tx: Transaction, who: Person, number: int) -> Row[Any] | Refusal:
    """Find a poll whose log may still be written."""
    row = poll_of(tx, who, number)
    if isinstance(row, Refusal):
        return row
    if not takes_entries(tx, row):
        return refuse("delivery.closed", **named(row))
    return row


def units_typed(tx: Transaction, row: Row[Any], text: str) -> tuple[Unit, ...] | Refusal:
    """Find the units that somebody typed: one, or several with spaces or commas between."""
    typed = plain(text)
    found = _units_of(tx, row, (typed,))
    codes = tuple(code for code in _BETWEEN.split(typed) if code)
    return _units_of(tx, row, codes) if isinstance(found, Refusal) and len(codes) > 1 else found


def _units_of(tx: Transaction, row: Row[Any], codes: Sequence[str]) -> tuple[Unit, ...] | Refusal:
    """Find units of the frozen roll that vote."""
    if len(codes) > MOST_UNITS:
        return refuse("delivery.too_many_units", most=MOST_UNITS)
    known = {str(unit.code): unit for unit in counted_units(tx, row)}
    missing = next((code for code in codes or ("",) if code not in known), None)
    if missing is not None:
        return refuse("ballot.paper_unknown_unit", given=missing[:30])
    return tuple(known[code] for code in dict.fromkeys(codes))


def note_delivery(tx: Transaction, who: Person, command: NoteDelivery) -> DeliveryNoted | Refusal:
    """Write an entry for each unit."""
    row = _locked(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    units = _units_of(tx, row, command.units)
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
    return _write(tx, who, row, [(unit, entry) for unit in units])


def repeat_delivery(
    tx: Transaction, who: Person, command: RepeatDelivery
) -> DeliveryNoted | Refusal:
    """Write entries down for another vote on the same roll; what stands there already is left."""
    row = _locked(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    source = poll_of(tx, who, command.of)
    if isinstance(source, Refusal):
        return source
    if source.roll_fingerprint != row.roll_fingerprint:
        return refuse("delivery.other_roll", **named(row))
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
    there = select(*said).where(d.community_id == row.community_id, d.poll_id == row.id)
    stands = set(tx.connection.execute(there).all())
    known = {str(unit.code): unit for unit in counted_units(tx, row)}
    wanted = [
        (known[each.unit], {name: each._mapping[name] for name in _COPIED})  # noqa: SLF001 - public name of Row
        for each in entries
        if each not in stands
    ]
    if not wanted:
        return refuse("delivery.repeated_already", **named(row))
    return _write(tx, who, row, wanted)


def _locked(tx: Transaction, who: Person, number: int) -> Row[Any] | Refusal:
    row = delivery_poll(tx, who, number)
    if not isinstance(row, Refusal):
        poll_row(tx, row.community_id, lock=True, id=row.id)
    return row


def _write(
    tx: Transaction,
    who: Person,
    row: Row[Any],
    entries: Sequence[tuple[Unit, Mapping[str, str | None]]],
) -> DeliveryNoted:
    """Append entries to the log, and tell how their units stand."""
    d = deliveries.c
    last = tx.connection.scalar(
        select(func.max(d.number)).where(d.community_id == row.community_id, d.poll_id == row.id)
    )
    first = (last or 0) + 1
    made = [
        {
            "community_id": row.community_id,
            "poll_id": row.id,
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
    record(tx, who, "delivery.note", "poll", row.id, number=row.number, units=codes)
    return noted(tx, row, units, first=first)
