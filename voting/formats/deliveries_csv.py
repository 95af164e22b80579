"""Units whose ballot is proven to be delivered, as a table: ``unit``, and how."""

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


def read_deliveries(
    data: bytes, *, file: str, units: Sequence[Unit]
) -> tuple[frozenset[UnitCode], tuple[Note, ...]]:
    """Read the delivered units of a roll, and what of the file was left out or read unseen.

    Raises ``BadInput`` that names everything wrong.
    """
    table = read_table(data, file=file, columns=COLUMNS)
    known = {unit.code for unit in units}
    for row in table.rows:
        code = row.cells["unit"]
        if code not in known:
            table.object_to(row, "unit", "ballot.unknown_unit", unit=code)
    table.check()
    served = frozenset(UnitCode(row.cells["unit"]) for row in table.rows)
    return served, tuple(notes_on(table, data))


def write_deliveries(rows: Iterable[Sequence[str]]) -> str:
    """Write delivered units: unit, method, receiver and time of each."""
    return write_table([column.name for column in COLUMNS], rows)
