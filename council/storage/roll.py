"""The roll as the counting engine's units."""

from collections import defaultdict

from sqlalchemy import select

from council.storage.tables.roll import unit_owners, units
from council.storage.transaction import Transaction
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
    return tuple(
        Unit(
            code=UnitCode(row.code),
            building=row.building,
            kind=Kind(row.kind),
            area_x100=row.area_x100,
            area_source=AreaSource(row.area_source),
            owners=tuple(owners[row.id]),
            nominee=None if row.nominee is None else OwnerKey(row.nominee),
            delivered=bool(row.delivered),
            counts=bool(row.counts),
        )
        for row in found
    )
