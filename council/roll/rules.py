"""What an import or a correction does to the roll, told unit by unit and owner by owner.

Pure: units before, units after. Whether two lines name one person is for people to say (two 王伟
merged by mistake change the headcount), so the rules here only find whom to ask about.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from voting.formats.roll_writing import written
from voting.roll import DEVELOPER, OwnerKey, Unit, UnitCode, heads_of, owners_of_several

#: The most bytes of a roll file that is sent in a chat, and the most units of a roll.
FILE_BYTES = 2 * 1024 * 1024
MOST_UNITS = 20_000
REASON_LENGTH = (2, 300)
_MUCH = 5
_LONG = 10
#: How many owners of several units one screen asks about.
ASKED_AT_ONCE = 6

#: What of a unit may be corrected one by one.
CORRECTABLE = ("owners", "area", "nominee", "delivered", "counts")


def file_too_large(size: int) -> Refusal:
    """Refuse a file of so many bytes, in whole MB (rounded up)."""
    megabyte = 1024 * 1024
    return refuse("roll.file_large", size_mb=-(-size // megabyte), limit_mb=FILE_BYTES // megabyte)


@value
class Figures:
    """The figures of a roll."""

    units: int = 0
    heads: int = 0
    area_x100: int = 0


@value
class FieldChange:
    """One field of one unit, before and after, as a roll file writes it."""

    unit: str
    field: str
    before: str
    after: str


@value
class Several:
    """An owner with the several units that count under this name."""

    owner: str
    units: tuple[str, ...]


@value
class RollDiff:
    """What changes from one roll to another, in the order of codes."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changes: tuple[FieldChange, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """The units with a changed field."""
        return tuple(dict.fromkeys(change.unit for change in self.changes))


def removes_much(*, removed: int, before: int) -> bool:
    """Whether a file leaves so much out that it may be only a part of the roll: over a fifth."""
    return removed * _MUCH > before


def number_typed(text: str) -> int | None:
    """Read the number in a confirmation such as ``移除 478``; None where there is not one alone."""
    found = re.findall(r"[0-9]+", unicodedata.normalize("NFKC", text))
    return int(found[0]) if len(found) == 1 and len(found[0]) < _LONG else None


def figures(units: Iterable[Unit]) -> Figures:
    """Count units, heads and the area that counts."""
    known = tuple(units)
    heads = heads_of(known)
    return Figures(
        units=len(known), heads=len(heads), area_x100=sum(head.area_x100 for head in heads)
    )


def compare(before: Iterable[Unit], after: Iterable[Unit]) -> RollDiff:
    """Tell what is added, removed and, field by field, changed."""
    old = {unit.code: unit for unit in before}
    new = {unit.code: unit for unit in after}
    return RollDiff(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changes=tuple(
            change
            for code in sorted(old.keys() & new.keys())
            if old[code] != new[code]
            for change in field_changes(old[code], new[code])
        ),
    )


def field_changes(before: Unit, after: Unit) -> tuple[FieldChange, ...]:
    """Tell which fields of one unit differ."""
    old, new = written(before), written(after)
    return tuple(
        FieldChange(unit=after.code, field=name, before=old[name], after=new[name])
        for name in new
        if old[name] != new[name]
    )


def several(units: Iterable[Unit]) -> tuple[Several, ...]:
    """List the owners of more than one unit that counts: merged by mistake they change heads."""
    held = owners_of_several(unit for unit in units if unit.counts)
    return tuple(Several(owner=owner, units=codes) for owner, codes in held.items())


def to_confirm(
    units: Sequence[Unit], *, same_owner: Collection[str], standing: Iterable[Unit]
) -> tuple[Several, ...]:
    """List the owners of several units of whom nobody said yet that they are one person.

    ``same_owner`` are the units whose lines say so: all of an owner's but one. Whoever stands
    on the roll with these units already was confirmed when they were imported.
    """
    known = {each.owner: set(each.units) for each in several(standing)}
    return tuple(
        each
        for each in several(units)
        if len(set(each.units) - set(same_owner)) > 1
        and not set(each.units) <= known.get(each.owner, set())
    )


def split(units: Iterable[Unit], owner: str) -> tuple[Unit, ...]:
    """Make a namesake of each unit that an owner holds: ``王伟#1``, ``王伟#2`` …"""
    known = tuple(units)
    taken = {each for unit in known for each in unit.owners}
    names = (
        OwnerKey(name) for n in range(1, len(known) * 2) if (name := f"{owner}#{n}") not in taken
    )
    return tuple(_renamed(unit, OwnerKey(owner), names) for unit in known)


def _renamed(unit: Unit, owner: OwnerKey, names: Iterable[OwnerKey]) -> Unit:
    if owner not in unit.owners:
        return unit
    name = next(iter(names))
    return replace(
        unit,
        owners=tuple(name if each == owner else each for each in unit.owners),
        nominee=name if unit.nominee == owner else unit.nominee,
    )


def spellings(units: Iterable[Unit]) -> tuple[tuple[str, ...], ...]:
    """List owners whose names differ only in blanks, dots, hyphens or capitals."""
    alike: defaultdict[str, dict[OwnerKey, None]] = defaultdict(dict)
    for unit in units:
        for owner in unit.owners:
            if owner != DEVELOPER:
                alike[bare_name(owner)][owner] = None
    return tuple(tuple(sorted(names)) for names in alike.values() if len(names) > 1)


def bare_name(name: str) -> str:
    """Leave only what is read aloud, and the number of a namesake."""
    return "".join(
        letter
        for letter in name.casefold()
        if letter == "#" or unicodedata.category(letter)[0] in "LMN"
    )


def replaced(units: Iterable[Unit], unit: Unit) -> tuple[Unit, ...]:
    """Put one unit in the place of the one with its code."""
    return tuple(unit if each.code == unit.code else each for each in units)


def unit_of(units: Iterable[Unit], code: str) -> Unit | None:
    """Find a unit by its code as people type it."""
    wanted = UnitCode(unicodedata.normalize("NFKC", code).strip())
    return next((unit for unit in units if unit.code == wanted), None)


def unit_key(code: str) -> str:
    """Name a unit within a button, where a code like 12号楼2单元1501室 does not fit."""
    return hashlib.sha256(code.encode()).hexdigest()[:16]
