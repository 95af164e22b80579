"""Units whose ballot is proven to be delivered, as a table: ``unit``, and how (interfaces.md §5)."""

from collections.abc import Iterable, Sequence

from voting.formats.notes import Note, notes_on
from voting.formats.table import Column, read_table, write_table
from voting.roll import Unit, UnitCode

COLUMNS = (
    Column(name="unit", headers=("unit", "房号")),
    Column(name="method", headers=("method", "送达方式"), required=False),
    Column(name="receiver", headers=("receiver", "签收人"), required=False),
    Column(name="time", headers=("time", "时间", "送达时间"), required=False),
)


def read_deliveries(data: bytes, *, file: str, units: Sequence[Unit]) -> frozenset[UnitCode]:
    """Read the delivered units of a roll; raises ``BadInput`` that names everything wrong."""
    table = read_table(data, file=file, columns=COLUMNS)
    known = {unit.code for unit in units}
    for row in table.rows:
        code = row.cells["unit"]
        if code not in known:
            table.object_to(row, "unit", "ballot.unknown_unit", unit=code)
    table.check()
    return frozenset(UnitCode(row.cells["unit"]) for row in table.rows)


def delivery_notes(data: bytes, *, file: str) -> tuple[Note, ...]:
    """Tell what of a file of deliveries was left out, or read though its sheet hides it."""
    return tuple(notes_on(read_table(data, file=file, columns=COLUMNS), data))


def write_deliveries(rows: Iterable[Sequence[str]]) -> str:
    """Write delivered units: unit, method, receiver and time of each."""
    return write_table([column.name for column in COLUMNS], rows)
