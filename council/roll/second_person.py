"""A roll file that leaves much out while a vote runs: a second person imports it or puts it away."""

import json

from sqlalchemy import delete, select

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.records import record_by
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.files import kept_file
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.roll.commands import (
    RollDropped,
    RollImported,
    RollWaiting,
    SettleRollImport,
    ShowRollImport,
)
from council.roll.importing import keep, preview
from council.roll.reads import fingerprint
from council.roll.records import load_roll, unit_from
from council.roll.roll_import import RollImport
from council.roll.tables import roll_imports
from voting.roll import Unit


def show(tx: Transaction, who: Person, command: ShowRollImport) -> RollWaiting | Refusal:
    """Show what the waiting file would change as things are now."""
    row = _waiting(tx, who)
    if row is None:
        return refuse("roll.offer_gone")
    seen = preview(tx, who, _units(row), _confirmed(row))
    if isinstance(seen, Refusal):
        return seen
    r = residents.c
    name = tx.connection.scalar(
        select(r.name).where(r.community_id == who.community_id, r.id == row.offered_by)
    )
    return RollWaiting(
        id=row.id,
        file=row.file,
        offered_by=name or "",
        offered_at=row.offered_at,
        mine=row.offered_by == who.id,
        preview=seen,
        outdated=row.against != fingerprint(load_roll(tx, who.community_id)),
    )


def settle(
    tx: Transaction, who: Person, command: SettleRollImport
) -> RollImported | RollDropped | Refusal:
    """Import what waits, as somebody else than who offered it; anybody may put it away."""
    row = _waiting(tx, who, lock=True)
    if row is None or row.id != command.id:
        return refuse("roll.offer_gone")
    if command.answer not in {"yes", "no"}:
        return refuse("press.unknown")
    if command.answer == "no":
        _forget(tx, who)
        record(tx, who, "roll.import", "roll_import", row.id, answer="no")
        return RollDropped()
    if row.offered_by == who.id:
        return refuse("roll.same_person")
    if row.against != fingerprint(load_roll(tx, who.community_id)):
        return refuse("roll.offer_outdated")
    seen = preview(tx, who, _units(row), _confirmed(row))
    if isinstance(seen, Refusal):
        return seen
    file = kept_file(tx, who.community_id, row.sha256) if row.sha256 else None
    done = keep(tx, who, seen, _units(row), b"" if file is None else file.content)
    if not isinstance(done, Refusal):
        _forget(tx, who)
    return done


def _waiting(tx: Transaction, who: Person, *, lock: bool = False) -> RollImport | None:
    return record_by(tx, RollImport, roll_imports, who.community_id, lock=lock)


def _units(row: RollImport) -> tuple[Unit, ...]:
    return tuple(unit_from(unit) for unit in json.loads(row.units))


def _confirmed(row: RollImport) -> frozenset[str]:
    """The first person was asked about every owner of several units."""
    return frozenset(str(unit.code) for unit in _units(row))


def _forget(tx: Transaction, who: Person) -> None:
    t = roll_imports.c
    tx.connection.execute(delete(roll_imports).where(t.community_id == who.community_id))


SECOND: UseCases = {ShowRollImport: show, SettleRollImport: settle}
