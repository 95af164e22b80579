"""The roll as a table (CSV or XLSX): units, their areas and their owners (interfaces.md §5).

All or nothing: every fault of the file is named, with its line and column, and no unit comes out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from voting.formats.faults import Param
from voting.formats.table import Column, Row, Table, read_table
from voting.roll import (
    COUNTED_KINDS,
    DEVELOPER,
    AreaSource,
    Kind,
    OwnerKey,
    RollFault,
    RollProblem,
    Unit,
    UnitCode,
    faults_of,
)

COLUMNS = (
    Column(name="unit", headers=("unit", "房号")),
    Column(name="building", headers=("building", "楼栋"), required=False),
    Column(name="kind", headers=("kind", "类型")),
    Column(name="area", headers=("area", "专有面积")),
    Column(name="area_source", headers=("area_source", "面积来源"), required=False),
    Column(name="owners", headers=("owners", "业主")),
    Column(name="nominee", headers=("nominee", "推选人"), required=False),
    Column(name="delivered", headers=("delivered", "已交付"), required=False),
    Column(name="counts", headers=("counts", "计入"), required=False),
    Column(name="same_owner", headers=("same_owner", "同一业主"), required=False),
)

KINDS: Mapping[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "住宅": Kind.FLAT,
    "商铺": Kind.SHOP,
    "车位": Kind.PARKING,
    "储藏室": Kind.STORAGE,
}
AREA_SOURCES: Mapping[str, AreaSource] = {
    **{source.value: source for source in AreaSource},
    "": AreaSource.REGISTERED,
    "登记": AreaSource.REGISTERED,
    "实测": AreaSource.SURVEYED,
    "合同": AreaSource.CONTRACT,
}
YES_NO: Mapping[str, bool] = {"yes": True, "是": True, "no": False, "否": False}
DEVELOPER_NAMES = frozenset({"developer", "建设单位"})

Word = TypeVar("Word")

AREA = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")
ID_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RollTable:
    """What a roll file says.

    ``same_owner`` holds the units whose line confirms that its owner is one person with several
    units; ``unknown_columns`` the headers that were not read.
    """

    units: tuple[Unit, ...]
    same_owner: frozenset[UnitCode] = frozenset()
    unknown_columns: tuple[str, ...] = ()


def read_roll(data: bytes, *, file: str) -> RollTable:
    """Read a roll; raises ``BadInput`` that names everything wrong with it."""
    table = read_table(data, file=file, columns=COLUMNS)
    _refuse_id_numbers(table)
    read = [(row, _unit(table, row)) for row in table.rows]
    confirmed = frozenset(
        unit.code for row, unit in read if _one_of(table, row, "same_owner", {**YES_NO, "": False})
    )
    units = tuple(unit for _, unit in read)
    for fault in faults_of(units):
        # A roll that is short of heads only because its lines are unreadable has said enough.
        if fault.index is not None or not table.faults:
            _object(table, fault, units=units)
    table.check()
    return RollTable(units=units, same_owner=confirmed, unknown_columns=table.unknown_columns)


def owner_key(text: str) -> OwnerKey:
    """Read one owner's key from a normalised cell."""
    return DEVELOPER if text.casefold() in DEVELOPER_NAMES else OwnerKey(text)


def _unit(table: Table, row: Row) -> Unit:
    """Read one line; where a cell is wrong it is noted and something harmless stands in."""
    cells = row.cells
    if not cells["unit"]:
        table.object_to(row, "unit", "roll.no_unit")
    kind = _one_of(table, row, "kind", KINDS) or Kind.FLAT
    by_kind = kind in COUNTED_KINDS
    counts = bool(_one_of(table, row, "counts", {**YES_NO, "": by_kind}))
    names = dict.fromkeys(name.strip() for name in cells["owners"].split(";"))
    return Unit(
        # A line without a code is refused above; its number keeps it from clashing with another.
        code=UnitCode(cells["unit"] or f"#{row.line}"),
        building=cells.get("building", ""),
        kind=kind,
        area_x100=_area(table, row, counts=counts),
        area_source=_one_of(table, row, "area_source", AREA_SOURCES) or AreaSource.REGISTERED,
        owners=tuple(owner_key(name) for name in names if name),
        nominee=owner_key(cells["nominee"]) if cells.get("nominee") else None,
        delivered=_one_of(table, row, "delivered", {**YES_NO, "": True}) is not False,
        counts=counts,
    )


def _one_of(table: Table, row: Row, column: str, values: Mapping[str, Word]) -> Word | None:
    """Read a cell that holds one of a few words; notes anything else and gives ``None``."""
    text = row.cells.get(column, "")
    value = values.get(text.casefold())
    if value is None:
        known = " ".join(word for word in values if word)
        table.object_to(row, column, "table.value_unknown", text=text, name=column, known=known)
    return value


def _area(table: Table, row: Row, *, counts: bool) -> int:
    text = row.cells["area"]
    digits = AREA.fullmatch(text)
    if digits is None:
        table.object_to(row, "area", "roll.area_malformed", text=text)
        return 0
    area_x100 = int(digits[1]) * 100 + int((digits[2] or "").ljust(2, "0"))
    if counts and not area_x100:
        table.object_to(row, "area", "roll.area_zero")
    return area_x100


def _refuse_id_numbers(table: Table) -> None:
    for row in table.rows:
        for number, cell in enumerate(row.all_cells, start=1):
            if ID_NUMBER.search(cell):
                table.object_to(row, number, "roll.id_number")


def _object(table: Table, fault: RollFault, *, units: tuple[Unit, ...]) -> None:
    if fault.index is None:
        table.object_to_file("roll.no_heads")
        return
    row, unit = table.rows[fault.index], units[fault.index]
    other = 0 if fault.other is None else table.rows[fault.other].line
    column, params = _COLUMN_AND_PARAMS[fault.problem]
    known: dict[str, Param] = {"unit": unit.code, "nominee": unit.nominee or "", "other": other}
    shown = {name: known[name] for name in params}
    table.object_to(row, column, f"roll.{fault.problem.value}", **shown)


_COLUMN_AND_PARAMS: Mapping[RollProblem, tuple[str, tuple[str, ...]]] = {
    RollProblem.SAME_CODE: ("unit", ("unit", "other")),
    RollProblem.STRANGER_NOMINATED: ("nominee", ("nominee", "unit")),
    RollProblem.TWO_NOMINEES: ("nominee", ("other",)),
}
