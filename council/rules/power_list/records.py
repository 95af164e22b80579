"""Which power-and-duty list is in force, and which ones were."""

from functools import lru_cache
from typing import Any

from sqlalchemy import insert, select

from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.values import Person, value
from council.rules.power_list.matter import Matter, Ruled, as_json, from_json
from council.rules.power_list.rules import bare
from council.rules.power_list.shipped import shipped_list
from council.rules.power_list.tables import power_lists
from council.rules.profile import RuleProfile
from council.rules.records import rules_in_force, rules_of

SHIPPED, FILE, EARLIER = "shipped", "file", "earlier"


@value
class Version:
    """One version without its lines. ``number`` 0 is the list that ships, kept by nobody yet."""

    number: int
    origin: str
    source: str
    earlier: int
    adopted_at: int


@value
class PowerList:
    """A version with its lines."""

    version: Version
    matters: tuple[Matter, ...]


_read = lru_cache(64)(from_json)


def in_force(tx: Transaction, community_id: str) -> PowerList:
    """Read the list in force: the newest version, or the one that ships with the profile."""
    t = power_lists.c
    row = tx.connection.execute(
        select(power_lists)
        .where(t.community_id == community_id)
        .order_by(t.number.desc())
        .limit(1)
    ).one_or_none()
    return _shipped(tx, community_id) if row is None else _list(row)


def version_of(tx: Transaction, community_id: str, number: int) -> PowerList | None:
    """Read a version by its number; 0 is the list that ships today."""
    if number == 0:
        return _shipped(tx, community_id)
    t = power_lists.c
    row = tx.connection.execute(
        select(power_lists).where(t.community_id == community_id, t.number == number)
    ).one_or_none()
    return None if row is None else _list(row)


def versions(tx: Transaction, community_id: str) -> tuple[Version, ...]:
    """Tell every version that was in force, the newest first."""
    t = power_lists.c
    rows = tx.connection.execute(
        select(t.number, t.origin, t.source, t.earlier, t.adopted_at)
        .where(t.community_id == community_id)
        .order_by(t.number.desc())
    )
    return tuple(_version(row) for row in rows)


def keep_version(
    tx: Transaction,
    who: Person,
    matters: tuple[Matter, ...],
    *,
    verb: str,
    origin: str,
    source: str,
    sha256: str | None = None,
    earlier: int = 0,
) -> int:
    """Keep a list as the newest version, with its act; tells its number."""
    list_id, number = tx.new_id(), next_number(tx, who.community_id, "power_lists")
    row = {
        "community_id": who.community_id,
        "id": list_id,
        "number": number,
        "matters": as_json(matters),
        "origin": origin,
        "source": source,
        "sha256": sha256,
        "earlier": earlier or None,
        "adopted_by": who.id,
        "adopted_at": tx.now,
    }
    tx.connection.execute(insert(power_lists), [row])
    record(tx, who, verb, "powers", list_id, number=number, origin=origin, source=source)
    return number


def kept_in_force(tx: Transaction, who: Person) -> PowerList:
    """Read the list in force and keep it, so that what is classified by it goes on saying so."""
    found = in_force(tx, who.community_id)
    if found.version.number == 0:
        source = found.version.source
        keep_version(tx, who, found.matters, verb="powers.keep", origin=SHIPPED, source=source)
        found = in_force(tx, who.community_id)
    return found


def matter_by_code(found: PowerList, rules: RuleProfile, code: str) -> Matter | None:
    """Find a matter of a list, or a legal class of the rules, by the code of its button."""
    for matter in (*found.matters, *bare(rules.for_motions, rules)):
        if matter.code == code:
            return matter if matter.legal_class in rules.rows else None
    return None


def ruled(
    tx: Transaction, community_id: str, *, name: str, legal_class: str, version: int
) -> Ruled:
    """Read how something was classified: by the words of the version that it was classified by.

    Without a name it is the legal class that stands for itself.
    """
    found = version_of(tx, community_id, version) if name and version else None
    if found is not None:
        for matter in found.matters:
            if matter.name == name:
                return Ruled(matter=matter, version=version)
    rules = rules_of(tx, community_id)
    decides = bare((legal_class,), rules)[0].decides if legal_class in rules.rows else "council"
    return Ruled(
        matter=Matter(name=name, decides=decides, legal_class=legal_class), version=version
    )


def _shipped(tx: Transaction, community_id: str) -> PowerList:
    base = rules_in_force(tx, community_id).base
    version = Version(number=0, origin=SHIPPED, source=base, earlier=0, adopted_at=0)
    return PowerList(version=version, matters=shipped_list(base))


def _version(row: Any) -> Version:
    return Version(
        number=row.number,
        origin=row.origin,
        source=row.source,
        earlier=row.earlier or 0,
        adopted_at=row.adopted_at,
    )


def _list(row: Any) -> PowerList:
    return PowerList(version=_version(row), matters=_read(row.matters))
