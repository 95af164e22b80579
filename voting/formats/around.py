"""What stands around a table: titles above its header, totals, notes and repeated headers below.

Clerks send the sheet that they print. Such lines are left out and named, so that somebody may
object; a line is left out only where it can be nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: A first cell that says so: this line sums up the ones above.
_TOTAL = re.compile(
    r"(?:合计|总计|小计|共计|累计|总数|汇总|本页合计|本页小计|.{1,8}(?:合计|小计|总计)"
    r"|(?:sub-?|grand )?totals?|sum)(?:\(.*\))?[::]?(?:\(.*\))?[0-9.,]*(?:户|套|间|个|人|m2|units?)?",
    re.IGNORECASE,
)
#: What other cells of such a line hold: figures, with a unit of measure or a formula's text.
_FIGURE = re.compile(
    r"[=(]?[0-9,.\s]*(?:户|套|间|个|栋|人|票|m2|m²|平方米|平米|%|units?|heads?)?"
    r"|=?(?:SUM|SUBTOTAL|COUNTA?)\(.*\)",
    re.IGNORECASE,
)
#: A first cell that begins a note, a signature or a page's foot.
_NOTE = re.compile(
    r"(?:备注|附注|注|说明|填表说明|制表|制表人|制表单位|填表人|填报人|审核|审核人|复核|经办|经办人|负责人|统计人"
    r"|单位盖章|盖章|签字|签章|日期|填表日期|制表日期|打印日期|打印时间|联系人|共|notes?|remarks?|prepared by|checked by|date)"
    r"(?:\(.*?\))?[::].*"
    r"|注\d*[.、:]?|备注|说明"
    r"|-{5,}.*|共\s*\d+\s*笔.*|[已待]?(?:收入|支出|中性交易)[::].*|导出.{2,4}[::].*"
    r"|第\s*\d+\s*页.*|共\s*\d+\s*[页户套条行].*|page \d+.*|\(?(?:以下空白|完|end)\)?",
    re.IGNORECASE | re.DOTALL,
)
_MOST_CELLS_OF_A_NOTE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A line that was left out, and how it begins."""

    line: int
    text: str


def skipped(line: int, cells: Sequence[str]) -> Skipped:
    """Name a line that was left out by its cells that hold something."""
    return Skipped(line=line, text=" ".join(word for cell in cells for word in cell.split())[:60])


def is_total(cell: str) -> bool:
    """Whether a line's first cell says that it is a total."""
    return _TOTAL.fullmatch("".join(cell.split())) is not None


def is_around(cells: Sequence[str], *, header: Sequence[str]) -> bool:
    """Whether a line below the header is a total, a note or the header once more."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return False
    if list(cells[: len(header)]) == list(header):
        return True
    if filled[0].isdecimal() and len(filled) > 1:
        filled = filled[1:]  # the number of the line
    first, *others = filled
    if is_total(first):
        return all(_FIGURE.fullmatch(cell) for cell in others)
    return len(filled) <= _MOST_CELLS_OF_A_NOTE and _NOTE.fullmatch(first) is not None
