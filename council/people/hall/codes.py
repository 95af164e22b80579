"""A code for one more device: made where somebody is signed in, shown once, good for minutes."""

import base64
import secrets

from sqlalchemy import delete, insert

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person
from council.people.codes import code_hash
from council.people.commands import DeviceCode, MakeDeviceCode
from council.people.hall.sessions import CODE_FOR
from council.people.hall.tables import hall_codes


def make_code(tx: Transaction, who: Person, command: MakeDeviceCode) -> DeviceCode:
    """Make a code; an earlier one that nobody used stops working."""
    c = hall_codes.c
    theirs = (c.community_id == who.community_id) & (c.resident_id == who.id)
    tx.connection.execute(delete(hall_codes).where(theirs))
    code = base64.b32encode(secrets.token_bytes(7)).decode()[:10]
    row = {
        "code_hash": code_hash(code),
        "community_id": who.community_id,
        "resident_id": who.id,
        "made_at": tx.now,
    }
    tx.connection.execute(insert(hall_codes), [row])
    record(tx, who, command.verb, "resident", who.id)
    return DeviceCode(code=code, minutes=CODE_FOR // 60)


HALL: UseCases = {MakeDeviceCode: make_code}
