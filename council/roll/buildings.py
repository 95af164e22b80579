"""Turnout by building 楼栋, told so that nobody's taking part can be worked out from it.

Only heads are told: areas differ from flat to flat, and their sum would name who took part. A cell
in which fewer than five took part, or fewer than five did not, is merged with others until both
are five or more, so that no sum or difference of what is told, the totals included, is about
fewer. The developer is no neighbour: its part may be known from elsewhere and hides nobody.
"""

from collections.abc import Iterable, Sequence

from council.kernel.values import value
from voting.ratification import HeadBallot, Stance
from voting.roll import Unit

#: The fewest heads, on either side, that a figure may be about.
LEAST = 5


@value
class BuildingTurnout:
    """How many heads of some buildings took part; one building unless small cells were merged.

    ``several``: owners with units in several buildings are among them, and stand nowhere else.
    """

    buildings: tuple[str, ...]
    several: bool
    heads: int
    participating: int


@value
class _Cell:
    """Heads that are told together; ``hidden_*`` leave the developer out."""

    buildings: tuple[str, ...]
    several: bool
    heads: int
    participating: int
    hidden_participating: int
    hidden_silent: int

    @property
    def small(self) -> bool:
        return min(self.hidden_participating, self.hidden_silent) < LEAST


def turnout_by_building(
    units: Sequence[Unit], said: Iterable[HeadBallot]
) -> tuple[BuildingTurnout, ...]:
    """Tell the turnout of each building, small ones merged; nothing where one cell would be left."""
    cells = _cells(units, said)
    open_cells = sorted((cell for cell in cells if not cell.small), key=_size)
    merged = [cell for cell in cells if cell.small]
    while open_cells and merged and _together(merged).small:
        merged.append(open_cells.pop(0))
    told = sorted(open_cells, key=lambda cell: (cell.several, _natural(cell.buildings)))
    if merged:
        told.append(_together(merged))
    if len(told) < 2:  # noqa: PLR2004 - one cell only repeats the totals
        return ()
    return tuple(
        BuildingTurnout(
            buildings=cell.buildings,
            several=cell.several,
            heads=cell.heads,
            participating=cell.participating,
        )
        for cell in told
    )


def _cells(units: Sequence[Unit], said: Iterable[HeadBallot]) -> list[_Cell]:
    where = {unit.code: unit.building for unit in units}
    groups: dict[str | None, list[HeadBallot]] = {}
    for each in said:
        names = {where[code] for code in each.head.units}
        groups.setdefault(names.pop() if len(names) == 1 else None, []).append(each)
    return [_cell(name, group) for name, group in groups.items()]


def _cell(name: str | None, group: Sequence[HeadBallot]) -> _Cell:
    neighbours = [each for each in group if not each.head.is_developer]
    hidden = sum(each.stance is not Stance.SILENT for each in neighbours)
    return _Cell(
        buildings=() if name is None else (name,),
        several=name is None,
        heads=len(group),
        participating=sum(each.stance is not Stance.SILENT for each in group),
        hidden_participating=hidden,
        hidden_silent=len(neighbours) - hidden,
    )


def _together(cells: Sequence[_Cell]) -> _Cell:
    names = (name for cell in cells for name in cell.buildings)
    return _Cell(
        buildings=tuple(sorted(names, key=lambda name: _natural((name,)))),
        several=any(cell.several for cell in cells),
        heads=sum(cell.heads for cell in cells),
        participating=sum(cell.participating for cell in cells),
        hidden_participating=sum(cell.hidden_participating for cell in cells),
        hidden_silent=sum(cell.hidden_silent for cell in cells),
    )


def _size(cell: _Cell) -> tuple[int, tuple[str, ...]]:
    return cell.heads, cell.buildings


def _natural(names: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Sort 2号楼 before 10号楼."""
    return tuple(
        (int(digits) if (digits := "".join(filter(str.isdecimal, name))) else 10**9, name)
        for name in names
    )
