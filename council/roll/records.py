"""The roll as the counting engine's units."""

import json
from collections import defaultdict

from sqlalchemy import select

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.roll.tables import unit_owners, units
from voting.roll import AreaSource, Kind, OwnerKey, Unit, UnitCode


def load_roll(tx: Transaction, community_id: str) -> tuple[Unit, ...]:
    """Read every unit of a community with its owners, by code."""
    owners: dict[str, list[OwnerKey]] = defaultdict(list)
    rows = tx.connection.execute(
        select(unit_owners.c.unit_id, unit_owners.c.owner_key)
        .where(unit_owners.c.community_id == community_id)
        .order_by(unit_owners.c.unit_id, unit_owners.c.position)
    )
    for unit_id, owner in rows:
        owners[unit_id].append(OwnerKey(owner))
    found = tx.connection.execute(
        select(units).where(units.c.community_id == community_id).order_by(units.c.code)
    )
    return tuple(value_from(Unit, row, owners=tuple(owners[row.id])) for row in found)


def unit_json(unit: Unit) -> str:
    """Write a unit as it is frozen with a poll: canonical JSON."""
    fields = {
        "area_source": unit.area_source.value,
        "area_x100": unit.area_x100,
        "building": unit.building,
        "code": unit.code,
        "counts": unit.counts,
        "delivered": unit.delivered,
        "kind": unit.kind.value,
        "nominee": unit.nominee,
        "owners": list(unit.owners),
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unit_from(written: str) -> Unit:
    """Read back what ``unit_json`` wrote."""
    fields = json.loads(written)
    return Unit(
        code=UnitCode(fields["code"]),
        owners=tuple(OwnerKey(owner) for owner in fields["owners"]),
        area_x100=fields["area_x100"],
        building=fields["building"],
        kind=Kind(fields["kind"]),
        area_source=AreaSource(fields["area_source"]),
        nominee=None if fields["nominee"] is None else OwnerKey(fields["nominee"]),
        delivered=fields["delivered"],
        counts=fields["counts"],
    )
