"""Writing the log of delivery 送达: every visit is a new entry; nothing is changed or removed."""

from typing import Any

from sqlalchemy import Row, func, insert, select

from council.commands.deliveries import DeliveryNoted, NoteDelivery
from council.domain.deliveries import METHODS, STATES
from council.domain.desk_forms import read_line
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.deliveries import building_of, counted_units, poll_of, takes_entries
from council.reads.polls_view import poll_row
from council.storage.acts import record
from council.storage.tables.deliveries import deliveries
from council.storage.transaction import Transaction
from voting.roll import Unit

#: What is typed where there is nothing to say.
_NOTHING = ("", "-", "无")


def delivery_poll(tx: Transaction, who: Person, number: int) -> Row[Any] | Refusal:
    """Find a poll whose log may still be written."""
    row = poll_of(tx, who, number)
    if isinstance(row, Refusal):
        return row
    if not takes_entries(tx, row):
        return refuse("delivery.closed", number=number)
    return row


def unit_of(tx: Transaction, row: Row[Any], text: str) -> Unit | Refusal:
    """Find a unit of the frozen roll that votes."""
    code = " ".join(text.split())
    found = next((unit for unit in counted_units(tx, row) if unit.code == code), None)
    return found or refuse("ballot.paper_unknown_unit", given=code[:30])


def note_delivery(tx: Transaction, who: Person, command: NoteDelivery) -> DeliveryNoted | Refusal:
    """Write one entry."""
    row = delivery_poll(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    poll_row(tx, row.community_id, lock=True, id=row.id)
    unit = unit_of(tx, row, command.unit)
    if isinstance(unit, Refusal):
        return unit
    if command.state not in STATES or command.method not in METHODS:
        return refuse("desk.use_buttons")
    if command.state == "delivered" and command.receiver in _NOTHING:
        return refuse("delivery.receiver_wanted")
    texts: dict[str, str | None] = {}
    for name in ("receiver", "note"):
        said = getattr(command, name).strip()
        line = None if said in _NOTHING else read_line(said)
        if isinstance(line, Refusal):
            return line
        texts[name] = line
    d = deliveries.c
    last = tx.connection.scalar(
        select(func.max(d.number)).where(d.community_id == row.community_id, d.poll_id == row.id)
    )
    made = {
        "community_id": row.community_id,
        "poll_id": row.id,
        "number": (last or 0) + 1,
        "unit": unit.code,
        "building": unit.building,
        "state": command.state,
        "method": command.method,
        "noted_by": who.id,
        "noted_at": tx.now,
        **texts,
    }
    tx.connection.execute(insert(deliveries), [made])
    record(tx, who, "delivery.note", "poll", row.id, number=row.number, unit=unit.code)
    state, building = building_of(tx, row, unit.code)
    return DeliveryNoted(
        number=row.number, title=row.title, unit=unit.code, state=state, building=building
    )
