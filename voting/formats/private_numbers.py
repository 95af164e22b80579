"""Numbers that no record may hold: identity cards and telephones."""

import re
from collections.abc import Collection

from voting.formats.table import Table

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


def is_private(text: str) -> bool:
    """Whether a text holds what looks like such a number."""
    return bool(ID_NUMBER.search(text) or PHONE_NUMBER.search(text))


def refuse_private(table: Table, *, spared: Collection[str] = ()) -> None:
    """Keep out what the record must not hold, of lines and columns that are not read as well.

    ``spared`` columns hold numbers of their own.
    """
    refused = {table.columns[name] for name in spared if name in table.columns}
    for number, name in enumerate(table.header.all_cells, start=1):
        if number not in refused and PRIVATE_COLUMN.search(name):
            refused.add(number)
            table.object_to(table.header, number, "roll.private_column", name=name)
    for row in (*table.around, *table.rows):
        for number, cell in enumerate(row.all_cells, start=1):
            if number in refused:
                continue
            if ID_NUMBER.search(cell):
                table.object_to(row, number, "roll.id_number")
            elif PHONE_NUMBER.search(cell):
                table.object_to(row, number, "roll.phone_number")
