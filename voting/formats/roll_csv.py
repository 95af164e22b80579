"""The roll as a table (CSV or XLSX): units, their areas and their owners (interfaces.md §5).

All or nothing: every fault of the file is named, with its line and column, and no unit comes out.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from voting.formats.faults import Param
from voting.formats.table import (
    Column,
    Row,
    Table,
    normal,
    read_table,
    write_area,
    write_table,
)
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
    owners_of_several,
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
DEVELOPER_NAMES = frozenset({"developer", "建设单位", "开发商", "开发企业"})

Word = TypeVar("Word")

AREA = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")
#: Identity numbers of 18 digits, and of 15 as they were issued until 1999.
ID_NUMBER = re.compile(
    r"[0-9]{17}[0-9Xx]"
    r"|(?<![0-9])[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}(?![0-9])"
)
PHONE_NUMBER = re.compile(
    r"(?<![0-9])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])"
)
PRIVATE_COLUMN = re.compile(
    r"身份证|证件|护照|手机|电话|联系方式|phone|mobile|passport"
    r"|\btel\b|\bid[ _.-]?(?:card|numbers?|num|no)\b",
    re.IGNORECASE,
)
#: How a workbook's date reads; it was a unit's code before the spreadsheet got hold of it.
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A cell that was written in another form (full-width digits) than it is kept in."""

    line: int
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollTable:
    """What a roll file says.

    ``same_owner`` holds the units whose line confirms that its owner is one person with several
    units; ``unknown_columns`` the headers that were not read; ``rewritten`` the cells whose form
    was changed; ``lines`` where each unit stands.
    """

    units: tuple[Unit, ...]
    same_owner: frozenset[UnitCode] = frozenset()
    unknown_columns: tuple[str, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)


def read_roll(data: bytes, *, file: str, counted: frozenset[Kind] = COUNTED_KINDS) -> RollTable:
    """Read a roll; raises ``BadInput`` that names everything wrong with it.

    ``counted``: the kinds that count in the vote where a line does not say.
    """
    table = read_table(data, file=file, columns=COLUMNS)
    return _read(table, weightless=frozenset({False}), counted=counted)


def read_roll_to_keep(
    data: bytes, *, file: str, counted: frozenset[Kind] = COUNTED_KINDS
) -> RollTable:
    """Read a roll that is to stand in the record: there every unit has an area."""
    table = read_table(data, file=file, columns=COLUMNS)
    return _read(table, weightless=frozenset(), counted=counted)


def _read(table: Table, *, weightless: frozenset[bool], counted: frozenset[Kind]) -> RollTable:
    """Read a table's lines; ``weightless`` = for which ``counts`` a unit may be without area."""
    refuse_private(table)
    read = [(row, _unit(table, row, counted)) for row in table.rows]
    for row, unit in read:
        if not unit.area_x100 and unit.counts not in weightless:
            table.object_to(row, "area", "roll.area_zero" if unit.counts else "roll.area_none")
    confirmed = frozenset(
        unit.code for row, unit in read if _one_of(table, row, "same_owner", {**YES_NO, "": False})
    )
    units = tuple(unit for _, unit in read)
    for fault in faults_of(units):
        # A roll that is short of heads only because its lines are unreadable has said enough.
        if fault.index is not None or not table.faults:
            _object(table, fault, units=units)
    table.check()
    return RollTable(
        units=units,
        same_owner=confirmed,
        unknown_columns=table.unknown_columns,
        rewritten=tuple(_rewritten(table)),
        lines=tuple(row.line for row in table.rows),
    )


def amend(unit: Unit, column: str, text: str, *, file: str) -> Unit:
    """Read one cell of a unit anew; raises ``BadInput`` where it cannot be read."""
    cells = {**written(unit), column: normal(text)}
    places = {name: number for number, name in enumerate(cells, start=1)}
    row = Row(line=1, cells=cells, all_cells=(cells[column],))
    table = Table(file=file, rows=(row,), columns=places, unknown_columns=())
    refuse_private(table)
    amended = _unit(table, row, COUNTED_KINDS)
    if not amended.area_x100:
        table.object_to(row, "area", "roll.area_zero" if amended.counts else "roll.area_none")
    table.check()
    return amended


def written(unit: Unit) -> dict[str, str]:
    """Write a unit as the cells of its line, by column name."""
    yes_no = {True: "yes", False: "no"}
    return {
        "unit": unit.code,
        "building": unit.building,
        "kind": unit.kind.value,
        "area": write_area(unit.area_x100),
        "area_source": unit.area_source.value,
        "owners": ";".join(unit.owners),
        "nominee": unit.nominee or "",
        "delivered": yes_no[unit.delivered],
        "counts": yes_no[unit.counts],
    }


def write_roll(units: tuple[Unit, ...]) -> str:
    """Write a roll as a CSV file that reads as these units, with what was confirmed of owners."""
    several = {
        code
        for codes in owners_of_several(each for each in units if each.counts).values()
        for code in codes
    }
    return write_table(
        [column.name for column in COLUMNS],
        ([*written(unit).values(), "yes" if unit.code in several else ""] for unit in units),
    )


def owner_key(text: str) -> OwnerKey:
    """Read one owner's key from a normalised cell."""
    return DEVELOPER if text.casefold() in DEVELOPER_NAMES else OwnerKey(text)


def _unit(table: Table, row: Row, counted: frozenset[Kind]) -> Unit:
    """Read one line; where a cell is wrong it is noted and something harmless stands in."""
    cells = row.cells
    if not cells["unit"]:
        table.object_to(row, "unit", "roll.no_unit")
    kind = _one_of(table, row, "kind", KINDS) or Kind.FLAT
    for column in table.columns:
        if DATE.fullmatch(row.cells[column]):
            table.object_to(row, column, "table.date", text=row.cells[column][:10])
    by_kind = kind in counted
    counts = bool(_one_of(table, row, "counts", {**YES_NO, "": by_kind}))
    names = dict.fromkeys(name.strip() for name in cells["owners"].split(";"))
    return Unit(
        # A line without a code is refused above; its number keeps it from clashing with another.
        code=UnitCode(cells["unit"] or f"#{row.line}"),
        building=cells.get("building", ""),
        kind=kind,
        area_x100=_area(table, row),
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


def _area(table: Table, row: Row) -> int:
    text = row.cells["area"]
    digits = AREA.fullmatch(text)
    if digits is None:
        table.object_to(row, "area", "roll.area_malformed", text=text)
        return 1
    return int(digits[1]) * 100 + int((digits[2] or "").ljust(2, "0"))


def refuse_private(table: Table, *, spared: Collection[str] = ()) -> None:
    """Keep out what the record must not hold, of columns that are not read as well.

    ``spared`` columns hold numbers of their own.
    """
    refused = {table.columns[name] for name in spared if name in table.columns}
    for number, name in enumerate(table.header.all_cells, start=1):
        if number not in refused and PRIVATE_COLUMN.search(name):
            refused.add(number)
            table.object_to(table.header, number, "roll.private_column", name=name)
    for row in table.rows:
        for number, cell in enumerate(row.all_cells, start=1):
            if number in refused:
                continue
            if ID_NUMBER.search(cell):
                table.object_to(row, number, "roll.id_number")
            elif PHONE_NUMBER.search(cell):
                table.object_to(row, number, "roll.phone_number")


def _rewritten(table: Table) -> Iterator[Rewritten]:
    """Tell of every cell that is read whether its form was changed; blanks around it are none."""
    for row in table.rows:
        for name, number in table.columns.items():
            before = row.written[number - 1].strip() if number <= len(row.written) else ""
            if before != row.cells[name]:
                yield Rewritten(line=row.line, column=name, before=before, after=row.cells[name])


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
