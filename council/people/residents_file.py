"""Reading the residents' list, CSV or XLSX: ref,name,unit,adult,owner_key,locale.

All or nothing: every wrong cell is named with its line, column and remedy. Cells and columns that
look like ID or phone numbers are refused, also where they are not read: the list must not hold
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from council.people.commands import ResidentLine
from voting.formats.notes import Note, notes_on
from voting.formats.owner_names import owner_key, plain_name
from voting.formats.private_numbers import refuse_private
from voting.formats.sheet_layout import SheetLayout, sheet_layout
from voting.formats.table import Column, Row, Table, read_table
from voting.formats.unit_codes import is_damaged, unit_code

COLUMNS = (
    Column(name="ref", headers=("ref", "名册编号", "编号", "居民编号")),
    Column(name="name", headers=("name", "姓名", "居民姓名")),
    Column(name="unit", headers=("unit", "房号")),
    Column(name="adult", headers=("adult", "成年", "是否成年", "成年人"), required=False),
    Column(name="owner_key", headers=("owner_key", "业主名", "业主"), required=False),
    Column(name="locale", headers=("locale", "语言"), required=False),
)
_WORDS: Mapping[str, Mapping[str, str | bool | None]] = {
    "adult": {
        **dict.fromkeys(("yes", "y", "1", "true", "是", ""), True),
        **dict.fromkeys(("no", "n", "0", "false", "否"), False),
    },
    "locale": {"zh_cn": "zh_CN", "中文": "zh_CN", "en": "en", "english": "en", "": None},
}
_SHOWN = {"adult": "yes 是 no 否", "locale": "zh_CN en"}
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentsFile:
    """A list that was read; ``unknown_columns`` are the headers that were not.

    ``notes`` tell what else the reader did by itself.
    """

    lines: tuple[ResidentLine, ...]
    unknown_columns: tuple[str, ...]
    notes: tuple[Note, ...] = ()


def read_residents(content: bytes, *, file: str) -> ResidentsFile:
    """Read a whole list; raises ``BadInput`` that names everything wrong with it."""
    table = read_table(content, file=file, columns=COLUMNS)
    layout = sheet_layout(content, file=file)
    refuse_private(table)
    rows = _unmerged(table, layout)
    lines = tuple(_line(table, row) for row in rows)
    seen: dict[str, int] = {}
    for row in rows:
        ref = row.cells["ref"].casefold()
        first = seen.setdefault(ref, row.line)
        if ref and first != row.line:
            table.object_to(row, "ref", "residents.same_ref", ref=row.cells["ref"], other=first)
    if not lines:
        table.object_to_file("residents.nobody")
    table.check()
    return ResidentsFile(
        lines=lines,
        unknown_columns=table.unknown_columns,
        notes=tuple(notes_on(table, content)),
    )


def _unmerged(table: Table, layout: SheetLayout) -> tuple[Row, ...]:
    """Give everybody of a household its unit, which people write once for all of them."""
    by_line = {row.line: row for row in table.rows}
    rows = []
    for row in table.rows:
        cells = dict(row.cells)
        for name, number in table.columns.items():
            top, left = layout.merged.get((row.line, number), (0, 0))
            if not top:
                continue
            if name == "unit" and left == number and top in by_line:
                cells[name] = by_line[top].cells[name]
            else:
                table.object_to(row, number, "roll.merged", other=top)
        rows.append(replace(row, cells=cells))
    return tuple(rows)


def _line(table: Table, row: Row) -> ResidentLine:
    """Read one line; where a cell is wrong it is noted and something harmless stands in."""
    cells = {column.name: row.cells.get(column.name, "") for column in COLUMNS}
    for name in ("ref", "name"):
        if not cells[name] and not table.is_faulty(row, name):
            table.object_to(row, name, "residents.empty", name=name)
    for name, cell in cells.items():
        if len(cell) > _LONGEST:
            table.object_to(row, name, "residents.too_long", limit=_LONGEST)
    unit = unit_code(cells["unit"])
    for name, code in (("unit", unit), ("ref", cells["ref"])):
        if is_damaged(code) and not table.is_faulty(row, name):
            table.object_to(row, name, "residents.damaged", text=code)
    adult, locale = (_one_of(table, row, name, cells[name]) for name in ("adult", "locale"))
    return ResidentLine(
        ref=cells["ref"],
        name=plain_name(cells["name"]),
        unit=unit,
        adult=adult is not False,
        owner_key=owner_key(cells["owner_key"]) or None,
        locale=locale if isinstance(locale, str) else None,
    )


def _one_of(table: Table, row: Row, name: str, text: str) -> str | bool | None:
    words = _WORDS[name]
    if text.casefold() in words:
        return words[text.casefold()]
    table.object_to(row, name, "table.value_unknown", text=text, name=name, known=_SHOWN[name])
    return None
