"""Areas in square metres as clerks and their spreadsheets write them.

``89㎡`` and ``1,089.36`` can mean one thing only. A comma before one or two last digits is a decimal
point where commas do not part the file's cells, as in what a European spreadsheet saves; elsewhere
it may be a slip, and is refused. An area has at most two decimals, so ``1,089`` has none.
"""

import re

_UNIT = re.compile(r"\s*(?:m2|m\^2|平方米|平米|㎡)$", re.IGNORECASE)
_POINT = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]{1,2})0*)?")
_COMMA = re.compile(r"([0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}),([0-9]{1,2})0*")
_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")


def read_area(text: str, *, decimal_comma: bool = False) -> int | None:
    """Read an area in hundredths of m²; ``None`` for what is none or may be two.

    A cell is expected as ``table.normal`` writes it. ``decimal_comma``: commas do not part cells.
    """
    figures = _UNIT.sub("", text)
    found = _COMMA.fullmatch(figures) if decimal_comma else None
    if found is None:
        found = _POINT.fullmatch(figures)
        # Three digits after a lone comma are thousands or thousandths.
        if found is None or (decimal_comma and "," in figures and found[2] is None):
            return None
    whole = re.sub("[.,]", "", found[1])
    return int(whole) * 100 + int((found[2] or "").ljust(2, "0"))


def is_plain_area(text: str) -> bool:
    """Whether an area is written in digits and a point alone."""
    return _PLAIN.fullmatch(text) is not None
