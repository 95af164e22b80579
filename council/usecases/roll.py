"""Importing the ownership roll: all or nothing, with a preview of what changes."""

from sqlalchemy import delete, insert

from council.commands.roll import ImportRoll, RollImported
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.storage.acts import record
from council.storage.roll import load_roll
from council.storage.tables.roll import unit_owners, units
from council.storage.transaction import Transaction
from council.usecases.table import UseCases
from voting.roll import Unit, heads_of


def import_roll(tx: Transaction, who: Person, command: ImportRoll) -> RollImported | Refusal:
    """Put the file's units in the place of the roll; polls keep the roll frozen for them."""
    before = {unit.code: unit for unit in load_roll(tx, who.community_id)}
    after = {unit.code: unit for unit in command.units}
    if not after:
        return refuse("roll.empty")
    added = after.keys() - before.keys()
    removed = before.keys() - after.keys()
    changed = {code for code in after.keys() & before.keys() if after[code] != before[code]}
    heads = heads_of(command.units)
    done = RollImported(
        added=len(added),
        changed=len(changed),
        removed=len(removed),
        unchanged=len(after) - len(added) - len(changed),
        units=len(after),
        heads=len(heads),
        area_x100=sum(head.area_x100 for head in heads),
        dry_run=command.dry_run,
    )
    if not command.dry_run and (added or changed or removed):
        _replace(tx, who.community_id, command.units)
        record(
            tx,
            who,
            command.verb,
            "roll",
            who.community_id,
            added=done.added,
            changed=done.changed,
            removed=done.removed,
        )
    return done


def _replace(tx: Transaction, community_id: str, wanted: tuple[Unit, ...]) -> None:
    execute = tx.connection.execute
    execute(delete(unit_owners).where(unit_owners.c.community_id == community_id))
    execute(delete(units).where(units.c.community_id == community_id))
    rows, owners = [], []
    for unit in wanted:
        unit_id = tx.new_id()
        rows.append(
            {
                "community_id": community_id,
                "id": unit_id,
                "code": unit.code,
                "building": unit.building,
                "kind": unit.kind.value,
                "area_x100": unit.area_x100,
                "area_source": unit.area_source.value,
                "nominee": unit.nominee,
                "delivered": int(unit.delivered),
                "counts": int(unit.counts),
            }
        )
        owners += [
            {
                "community_id": community_id,
                "unit_id": unit_id,
                "position": position,
                "owner_key": owner,
            }
            for position, owner in enumerate(unit.owners)
        ]
    execute(insert(units), rows)
    if owners:
        execute(insert(unit_owners), owners)


ROLL: UseCases = {ImportRoll: import_roll}
