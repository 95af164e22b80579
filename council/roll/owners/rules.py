"""Owners on the residents' list: who stands there, who would be new, who might be the same person.

Pure: the roll and the list before, the lines to add after. An owner is matched by the owner key
alone. Whether somebody of the same name is the same person is for people to say (two 王伟 merged
by mistake give one of them the other's ballot), so the rules here only find whom to ask about.
Listed is whoever may vote for a unit that counts: not the developer, nor the buyer of a unit that
is not delivered yet (docs/rules.md#heads).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from council.kernel.values import value
from council.roll.rules import bare_name
from voting.roll import DEVELOPER, OwnerKey, Unit

#: What marks an owner as no natural person; firms are never adults.
_FIRM = re.compile(
    r"公司|有限|集团|合作社|企业|事务所|银行|学校|医院|委员会"
    r"|\b(?:llc|ltd|limited|inc|corp|company|gmbh|plc|llp)\b",
    re.IGNORECASE,
)
_NAMESAKE = re.compile(r"#[0-9]+$")
#: Co-owners of one unit: 3-2-501, 3-2-501b, 3-2-501c …
_LETTERS = "bcdefghijklmnopqrstuvwxyz"
_LONGEST_REF = 90


@value
class Line:
    """A line of the residents' list; ``owner_key`` is "" where none is known."""

    ref: str
    name: str
    unit: str
    owner_key: str


@value
class NewLine:
    """A line that an owner would get."""

    ref: str
    name: str
    unit: str
    owner_key: str
    firm: bool


@value
class Alike:
    """An owner and a line of the same name: one person, or two?"""

    owner: str
    units: tuple[str, ...]
    ref: str
    unit: str


@value
class OwnersPlan:
    """What listing the owners would do.

    ``known`` stand on the list already; ``linked`` (owner, ref) are lines that get an owner key;
    ``alike`` must be answered first, one question an owner.
    """

    owners: int
    known: int
    linked: tuple[tuple[str, str], ...]
    new: tuple[NewLine, ...]
    alike: tuple[Alike, ...]

    @property
    def firms(self) -> int:
        """How many new lines are firms."""
        return sum(line.firm for line in self.new)


def owners_of(units: Iterable[Unit]) -> dict[OwnerKey, tuple[str, ...]]:
    """List who may vote on the owners' track, each with the units, in the roll's order."""
    held: defaultdict[OwnerKey, list[str]] = defaultdict(list)
    for unit in units:
        if unit.counts and unit.delivered:
            for owner in dict.fromkeys(unit.owners):
                held[owner].append(unit.code)
    held.pop(DEVELOPER, None)
    return {owner: tuple(codes) for owner, codes in held.items()}


def is_firm(owner: str) -> bool:
    """Whether the name is that of a firm or another body."""
    return _FIRM.search(owner) is not None


def person_name(owner: str) -> str:
    """The name without the number that keeps namesakes apart."""
    return _NAMESAKE.sub("", owner)


def plan_owners(
    units: Iterable[Unit],
    lines: Collection[Line],
    *,
    links: Mapping[str, str],
    apart: Collection[tuple[str, str]],
) -> OwnersPlan:
    """Tell what listing the owners would do.

    ``links`` are owners said to be the person of a line (by ref), ``apart`` pairs of owner and
    ref said to be two people.
    """
    owners = owners_of(units)
    standing = {line.owner_key for line in lines}
    missing = {owner: held for owner, held in owners.items() if owner not in standing}
    free = {line.ref: line for line in lines if line.owner_key not in owners}
    linked = {owner: ref for owner, ref in links.items() if owner in missing and ref in free}
    for ref in linked.values():
        free.pop(ref, None)
    namesakes: defaultdict[str, list[Line]] = defaultdict(list)
    for line in free.values():
        namesakes[bare_name(line.name)].append(line)
    alike: list[Alike] = []
    fresh: list[OwnerKey] = []
    for owner, held in missing.items():
        if owner in linked:
            continue
        asked = _first_alike(owner, held, namesakes[bare_name(person_name(owner))], apart)
        if asked is None:
            fresh.append(owner)
        else:
            alike.append(asked)
    return OwnersPlan(
        owners=len(owners),
        known=len(owners) - len(missing),
        linked=tuple(linked.items()),
        new=tuple(_new_lines(fresh, owners, taken={line.ref for line in lines})),
        alike=tuple(alike),
    )


def _first_alike(
    owner: str,
    held: tuple[str, ...],
    namesakes: Iterable[Line],
    apart: Collection[tuple[str, str]],
) -> Alike | None:
    """The likeliest line of that name, one in an own unit first."""
    open_ones = [line for line in namesakes if (owner, line.ref) not in apart]
    if not open_ones:
        return None
    line = min(open_ones, key=lambda each: (each.unit not in held, each.ref))
    return Alike(owner=owner, units=held, ref=line.ref, unit=line.unit)


def _new_lines(
    fresh: Iterable[OwnerKey], owners: Mapping[OwnerKey, tuple[str, ...]], *, taken: set[str]
) -> Iterator[NewLine]:
    for owner in fresh:
        unit = owners[owner][0]
        ref = next(ref for ref in _refs(unit) if ref not in taken)
        taken.add(ref)
        yield NewLine(
            ref=ref,
            name=person_name(owner),
            unit=unit,
            owner_key=owner,
            firm=is_firm(owner),
        )


def _refs(unit: str) -> Iterator[str]:
    """Refs made from a unit's code: the code itself, then with a letter, then with a number."""
    code = "".join(unicodedata.normalize("NFKC", unit).split())[:_LONGEST_REF]
    numbers = (str(n) for n in range(2, 1_000_000))
    return (f"{code}{end}" for end in chain(("",), _LETTERS, (f"-{n}" for n in numbers)))
