"""The roll as a table (CSV or XLSX): units, their areas and their owners (interfaces.md §5).

All or nothing: every fault of the file is named, with its line and column, and no unit comes out.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from voting.formats.areas import is_plain_area, read_area
from voting.formats.around import Skipped
from voting.formats.cells import parted_by
from voting.formats.faults import Param
from voting.formats.notes import Note
from voting.formats.owner_names import (
    DEVELOPER_NAMES,
    OwnersUnclearError,
    is_no_name,
    owner_key,
    read_otherwise,
    read_owners,
    write_owners,
)
from voting.formats.private_numbers import is_private, refuse_private
from voting.formats.sheet_layout import SheetLayout, sheet_layout
from voting.formats.table import (
    Column,
    Row,
    Table,
    normal,
    read_table,
    write_area,
    write_table,
)
from voting.formats.unit_codes import doubts, is_damaged, unit_code
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
    Column(name="area", headers=("area", "专有面积", "专有部分面积")),
    Column(name="area_source", headers=("area_source", "面积来源"), required=False),
    Column(
        name="owners",
        headers=("owners", "owner", "业主", "业主姓名", "产权人", "所有权人"),
        listed=True,
    ),
    Column(name="nominee", headers=("nominee", "推选人"), required=False),
    Column(name="delivered", headers=("delivered", "已交付"), required=False),
    Column(name="counts", headers=("counts", "计入"), required=False),
    Column(name="same_owner", headers=("same_owner", "同一业主"), required=False),
    Column(name="as_written", headers=("as_written", "照原样"), required=False),
)
#: What one merged cell says of several lines; of any other column it is a fault.
MERGED_ALIKE = ("building", "kind", "area_source", "delivered", "counts")

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

Word = TypeVar("Word")

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

    ``same_owner``: units whose line confirms that its owner is one person with several units;
    ``unknown_columns``: headers that were not read; ``rewritten``: cells whose form was changed;
    ``ownerless``: units without an owner, the developer's; ``skipped``: titles, totals and notes;
    ``hidden``: lines that the sheet hides, and that were read; ``other_sheets``: those that were
    not; ``lines``: where each unit stands.
    """

    units: tuple[Unit, ...]
    same_owner: frozenset[UnitCode] = frozenset()
    unknown_columns: tuple[str, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    ownerless: tuple[UnitCode, ...] = field(default=(), compare=False)
    skipped: tuple[Skipped, ...] = ()
    hidden: tuple[int, ...] = ()
    other_sheets: tuple[str, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the reader did that somebody may want to object to."""
        left_out = (f"{each.line} {each.text}" for each in self.skipped)
        notes = (
            *(Note(key="skipped", text=text) for text in left_out),
            Note(key="hidden", text=" ".join(map(str, self.hidden))),
            Note(key="other_sheets", text=" ".join(self.other_sheets)),
            Note(key="ownerless", text=" ".join(self.ownerless)),
        )
        return tuple(note for note in notes if note.text)


def read_roll(data: bytes, *, file: str, counted: frozenset[Kind] = COUNTED_KINDS) -> RollTable:
    """Read a roll; raises ``BadInput`` that names everything wrong with it.

    ``counted``: the kinds that count in the vote where a line does not say.
    """
    return _read(data, file=file, weightless=frozenset({False}), counted=counted)


def read_roll_to_keep(
    data: bytes, *, file: str, counted: frozenset[Kind] = COUNTED_KINDS
) -> RollTable:
    """Read a roll that is to stand in the record: there every unit has an area."""
    return _read(data, file=file, weightless=frozenset(), counted=counted)


def _read(
    data: bytes, *, file: str, weightless: frozenset[bool], counted: frozenset[Kind]
) -> RollTable:
    """Read a table's lines; ``weightless`` = for which ``counts`` a unit may be without area."""
    table = read_table(data, file=file, columns=COLUMNS)
    table.decimal_comma = parted_by(data, file=file) == ";"
    layout = sheet_layout(data, file=file)
    refuse_private(table)
    if layout.merged:
        table.rows = tuple(_unmerged(table, layout))
    read = [(row, _unit(table, row, counted)) for row in table.rows]
    for row, unit in read:
        if not unit.area_x100 and unit.counts not in weightless:
            table.object_to(row, "area", "roll.area_zero" if unit.counts else "roll.area_none")
    units = tuple(unit for _, unit in read)
    as_written = frozenset(unit.code for row, unit in read if _says_yes(table, row, "as_written"))
    _object_to_short_lines(table)
    _object_to_codes(table, units, spared=as_written)
    for fault in faults_of(units):
        # A roll that is short of heads only because its lines are unreadable has said enough.
        if fault.index is not None or not table.faults:
            _object(table, fault, units=units)
    same_owner = frozenset(unit.code for row, unit in read if _says_yes(table, row, "same_owner"))
    table.check()
    filled = {row.line for row in table.rows}
    return RollTable(
        units=units,
        same_owner=same_owner,
        unknown_columns=table.unknown_columns,
        rewritten=tuple(_rewritten(table, units)),
        ownerless=tuple(unit.code for unit in units if not unit.owners),
        skipped=table.skipped,
        hidden=tuple(line for line in layout.hidden if line in filled),
        other_sheets=layout.other_sheets,
        lines=tuple(row.line for row in table.rows),
    )


def _unmerged(table: Table, layout: SheetLayout) -> Iterator[Row]:
    """Give every line what a merged cell says of it; where it may not, that is a fault."""
    by_line = {row.line: row for row in table.rows}
    for row in table.rows:
        cells = dict(row.cells)
        for name, number in table.columns.items():
            top, left = layout.merged.get((row.line, number), (0, 0))
            if not top:
                continue
            first = by_line.get(top)
            if name in MERGED_ALIKE and left == number and first is not None:
                cells[name] = first.cells[name]
            else:
                table.object_to(row, number, "roll.merged", other=top)
        yield replace(row, cells=cells)


def _object_to_short_lines(table: Table) -> None:
    """An empty cell of owners means the developer only where the line reaches as far."""
    for row in table.rows:
        if len(row.all_cells) < table.columns["owners"]:
            table.object_to(row, "owners", "roll.line_short")


def _object_to_codes(
    table: Table, units: tuple[Unit, ...], *, spared: Collection[UnitCode]
) -> None:
    """Name codes that a spreadsheet made of others, and those that look like another's."""
    for row, unit in zip(table.rows, units, strict=True):
        damaged = is_damaged(unit.code) and unit.code not in spared
        if damaged and not table.is_faulty(row, "unit"):
            table.object_to(row, "unit", "roll.unit_damaged", text=unit.code)
    codes = [
        unit.code if row.cells["unit"] else UnitCode("")
        for row, unit in zip(table.rows, units, strict=True)
    ]
    for doubt in doubts(codes, [unit.kind for unit in units]):
        row, code = table.rows[doubt.index], codes[doubt.index]
        if code in spared or is_damaged(code):
            continue
        params: dict[str, Param] = {"text": code}
        if doubt.other is not None:
            params = {**params, "unit": codes[doubt.other], "other": table.rows[doubt.other].line}
        table.object_to(row, "unit", doubt.key, **params)


def _says_yes(table: Table, row: Row, column: str) -> bool:
    return bool(_one_of(table, row, column, {**YES_NO, "": False}))


def amend(unit: Unit, column: str, text: str, *, file: str) -> Unit:
    """Read one cell of a unit anew; raises ``BadInput`` where it cannot be read."""
    cells = {**written(unit), column: normal(text)}
    # What stands was looked at; of owners typed now a closing semicolon says so.
    cells["as_written"] = "no" if column == "owners" and not cells[column].endswith(";") else "yes"
    row = Row(line=1, cells=cells, all_cells=(cells[column],))
    places = {name: number for number, name in enumerate(written(unit), start=1)}
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
        "owners": write_owners(unit.owners),
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
    looked_at = _looked_at(units)
    return write_table(
        [column.name for column in COLUMNS],
        (
            [
                *written(unit).values(),
                "yes" if unit.code in several else "",
                "yes" if unit.code in looked_at else "",
            ]
            for unit in units
        ),
    )


def _looked_at(units: tuple[Unit, ...]) -> set[UnitCode]:
    """Tell which lines must say that they are as somebody wants them, to be read as they are."""
    codes = [unit.code for unit in units]
    in_doubt = doubts(codes, [unit.kind for unit in units])
    return {
        *(codes[doubt.index] for doubt in in_doubt),
        *(unit.code for unit in units if is_damaged(unit.code) or read_otherwise(unit.owners)),
    }


def _unit(table: Table, row: Row, counted: frozenset[Kind]) -> Unit:
    """Read one line; where a cell is wrong it is noted and something harmless stands in."""
    cells = row.cells
    if is_no_name(cells["unit"]):
        table.object_to(row, "unit", "roll.no_unit")
    kind = _one_of(table, row, "kind", KINDS) or Kind.FLAT
    for column in table.columns:
        if DATE.fullmatch(row.cells[column]):
            table.object_to(row, column, "table.date", text=row.cells[column][:10])
    by_kind = kind in counted
    counts = bool(_one_of(table, row, "counts", {**YES_NO, "": by_kind}))
    return Unit(
        # A line without a code is refused above; its number keeps it from clashing with another.
        code=UnitCode(f"#{row.line}") if is_no_name(cells["unit"]) else unit_code(cells["unit"]),
        building=cells.get("building", ""),
        kind=kind,
        area_x100=_area(table, row),
        area_source=_one_of(table, row, "area_source", AREA_SOURCES) or AreaSource.REGISTERED,
        owners=_owners(table, row),
        nominee=owner_key(cells["nominee"]) if cells.get("nominee") else None,
        delivered=_one_of(table, row, "delivered", {**YES_NO, "": True}) is not False,
        counts=counts,
    )


def _owners(table: Table, row: Row) -> tuple[OwnerKey, ...]:
    text = row.cells["owners"]
    try:
        return read_owners(text, as_written=_says_yes(table, row, "as_written"))
    except OwnersUnclearError as unclear:
        if not is_private(text):
            table.object_to(row, "owners", "roll.owners_unclear", text=unclear.text)
        return (OwnerKey(text),)


def _one_of(table: Table, row: Row, column: str, values: Mapping[str, Word]) -> Word | None:
    """Read a cell that holds one of a few words; notes anything else and gives ``None``."""
    text = row.cells.get(column, "")
    value = values.get(text)
    if value is None:
        value = values.get("".join(text.casefold().split()))
    if value is None:
        known = " ".join(word for word in values if word)
        table.object_to(row, column, "table.value_unknown", text=text, name=column, known=known)
    return value


def _area(table: Table, row: Row) -> int:
    text = row.cells["area"]
    if table.is_faulty(row, "area"):
        return 1
    area = read_area(text, decimal_comma=table.decimal_comma)
    if area is None:
        table.object_to(row, "area", "roll.area_malformed", text=text)
    return 1 if area is None else area


def _rewritten(table: Table, units: tuple[Unit, ...]) -> Iterator[Rewritten]:
    """Tell of every cell that is read whether its form was changed; blanks around it are none."""
    for row, unit in zip(table.rows, units, strict=True):
        read = {**row.cells, "unit": unit.code}
        if not is_plain_area(row.cells["area"]):
            read["area"] = write_area(unit.area_x100)
        typed = [part.strip() for part in row.cells["owners"].split(";")]
        if [part for part in typed if part.casefold() not in DEVELOPER_NAMES] != [
            owner for owner in unit.owners if owner != DEVELOPER
        ]:
            read["owners"] = write_owners(unit.owners)
        for name, number in table.columns.items():
            before = row.written[number - 1].strip() if number <= len(row.written) else ""
            if before != read[name]:
                yield Rewritten(line=row.line, column=name, before=before, after=read[name])


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
