"""The roll as a table (CSV or XLSX): units, their areas and their owners (docs/interfaces.md#files).

All or nothing: every fault of the file is named, with its line and column, and no unit comes out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from voting.formats.areas import is_plain_area, read_area
from voting.formats.cells import parted_by
from voting.formats.faults import Param
from voting.formats.notes import Note, notes_on
from voting.formats.owner_names import (
    DEVELOPER_NAMES,
    OwnersUnclearError,
    is_no_name,
    owner_key,
    read_owners,
    write_owners,
)
from voting.formats.private_numbers import is_private, refuse_private
from voting.formats.roll_table import (
    AREA_SOURCES,
    COLUMNS,
    DATE,
    KINDS,
    MERGED_ALIKE,
    YES_NO,
    Rewritten,
    RollTable,
)
from voting.formats.roll_writing import written
from voting.formats.sheet_layout import SheetLayout, sheet_layout
from voting.formats.table import Row, Table, normal, read_table, write_area
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
)

Word = TypeVar("Word")


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
    ownerless = " ".join(unit.code for unit in units if not unit.owners)
    notes = [*notes_on(table, data)]
    if ownerless:
        notes.append(Note(key="ownerless", text=ownerless))
    return RollTable(
        units=units,
        same_owner=same_owner,
        unknown_columns=table.unknown_columns,
        rewritten=tuple(_rewritten(table, units)),
        notes=tuple(notes),
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
