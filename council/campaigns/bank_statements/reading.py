"""Reading a statement: every line or none; what is wrong is named by line and column.

The file keeps its own promises: where it tells how many payments came in and their sum, or what the
account held after each, the lines must say the same.
"""

import hashlib
import re
from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import count, pairwise

from council.campaigns.bank_statements.columns import (
    FAILED,
    MARKS,
    MOST_TITLES,
    ONE_SIDED,
    SIDES,
    TWO_SIDED,
    WORDS,
)
from council.campaigns.bank_statements.statement import Source, Statement, StatementLine
from voting.formats.faults import BadInput, bad
from voting.formats.table import Column, Row, Table, is_headed_by, read_table

#: Longer exports are of several years, and are asked for in parts.
MOST_LINES = 20_000
_AMOUNT = re.compile(
    r"[¥￥]?([+-]?)[¥￥]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,11})(?:\.([0-9]{1,2}))?"
)
#: Figures with a comma before each three, and cents that are nothing but zeros beyond the second.
_ZEROS = re.compile(r"(\.[0-9]{2})0+$")
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y.%m.%d")
_CLOCKS = ("%H:%M:%S", "%H:%M", "%H%M%S")
_MOMENTS = (*(f"{day} {clock}" for day in _DAYS for clock in _CLOCKS), "%Y%m%d%H%M%S")
#: The columns of which one at least must tell when it was.
_WHEN = {"time", "day", "booked"}
#: The columns without any of which a table is no statement.
_TELLING = {*_WHEN, "amount", "in", "out"}
#: A long reference that a spreadsheet took for a number and rounded.
_ROUNDED = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_TOLD = re.compile(r"(?<!待)(收入|支出)[::]\s*([0-9]+)\s*笔[,\s]*([0-9,]+(?:\.[0-9]{1,2})?)\s*元")
#: What the first lines of the platforms' own exports say, in the encodings that they come in.
_TITLES, _CODINGS = ("微信支付账单", "支付宝账户", "支付宝交易"), ("utf-8", "gb18030", "utf-16-le")
#: What the state of a movement says that was given back.
_GIVEN_BACK = "退款"
#: So short a reference of a bank is a running number of its day, and comes again on another.
_SHORT = 10
_MANY = re.compile(r"共\s*([0-9]+)\s*笔记录")
_EARLIEST, _LATEST = 2000, 2100
_NOTHING = {"", "/", "-", "--", "0", "0.00", "0.0"}


def read_statement(data: bytes, *, file: str, zone: tzinfo) -> Statement:
    """Read an export; times without a zone are the community's. Raises ``BadInput``."""
    sides = tuple(each for each in TWO_SIDED if each.name in {"in", "out"})
    two_sided = is_headed_by(data, file=file, columns=sides, titles=MOST_TITLES)
    columns = TWO_SIDED if two_sided else ONE_SIDED
    table = _table(data, file=file, columns=columns)
    source = _source(table)
    if len(table.rows) > MOST_LINES:
        table.object_to_file("statement.too_long", limit=MOST_LINES)
    elif not table.columns.keys() & _WHEN:
        table.object_to_file("statement.no_time")
    table.check()
    lines: list[StatementLine] = []
    left_out: list[int] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        made = _line(table, row, zone=zone)
        if made is None:
            left_out.append(row.line)
            continue
        if source == "bank":
            made = _of_its_day(made, zone)
        if "reference" not in table.columns:
            made = _numbered(made, zone, seen)
        elif made.reference in seen and _GIVEN_BACK in row.cells.get("status", ""):
            # A platform tells what came back under the reference of what went out.
            made = replace(made, reference=f"{made.reference}-{_GIVEN_BACK}")
        if made.reference in seen:
            table.object_to(
                row, "reference", "statement.reference_twice", line=seen[made.reference]
            )
        seen.setdefault(made.reference, row.line)
        lines.append(made)
    if not table.faults:
        _balances(table, lines)
        _told(table, lines)
    table.check()
    return Statement(source=source, lines=tuple(lines), left_out=tuple(left_out))


def _table(data: bytes, *, file: str, columns: tuple[Column, ...]) -> Table:
    """Read the table; a bank's may have no references, by the platforms' each line is known again."""
    try:
        return read_table(data, file=file, columns=columns, titles=MOST_TITLES)
    except BadInput as error:
        without = tuple(
            replace(each, required=False) if each.name == "reference" else each for each in columns
        )
        needed = tuple(each for each in without if each.required)
        if not is_headed_by(data, file=file, columns=needed, titles=MOST_TITLES):
            if error.faults[0].key == "table.header_missing" and not _tells_money(data, file=file):
                raise bad("statement.not_one", file=file) from error
            raise
        table = read_table(data, file=file, columns=without, titles=MOST_TITLES)
        if _source(table) != "bank":
            raise
        return table


def _tells_money(data: bytes, *, file: str) -> bool:
    """Whether any column is headed as one of amounts or of when they moved."""
    telling = (*ONE_SIDED, *TWO_SIDED)
    return any(
        is_headed_by(data, file=file, columns=(each,), titles=MOST_TITLES)
        for each in telling
        if each.name in _TELLING
    )


def _of_its_day(line: StatementLine, zone: tzinfo) -> StatementLine:
    """Name a short reference with its day: it is a running number, and comes again on another."""
    if not line.reference or len(line.reference) >= _SHORT:
        return line
    day = datetime.fromtimestamp(line.booked_at, zone)
    return replace(line, reference=f"{day:%Y%m%d}-{line.reference}")


def _numbered(line: StatementLine, zone: tzinfo, seen: Container[str]) -> StatementLine:
    """Name a line without a reference by its moment, amount and party, and how many such before.

    Exports are of whole days, so that each has them in the same order.
    """
    at = datetime.fromtimestamp(line.booked_at, zone)
    party = hashlib.sha256(line.counterparty.encode()).hexdigest()[:8]
    named = f"{at:%Y%m%d%H%M%S}/{line.amount_fen}/{party}"
    number = next(each for each in count(1) if f"{named}/{each}" not in seen)
    return replace(line, reference=f"{named}/{number}")


def is_statement(data: bytes, *, file: str) -> bool:
    """Whether a file is headed like a statement, or says that it is one of WeChat or Alipay."""
    if any(mark.encode(coding) in data[:4_000] for mark in _TITLES for coding in _CODINGS):
        return True
    return any(
        is_headed_by(
            data,
            file=file,
            columns=tuple(each for each in columns if each.required),
            titles=MOST_TITLES,
        )
        for columns in (ONE_SIDED, TWO_SIDED)
    )


def _line(table: Table, row: Row, *, zone: tzinfo) -> StatementLine | None:
    """Read one line; None where it moved nothing. Faults are noted, the line is then of no use."""
    if any(word in row.cells.get("status", "") for word in FAILED):
        return None
    amount = _amount(table, row)
    if amount is None:
        return None
    reference = "".join(row.cells.get("reference", "").split())
    if "reference" not in table.columns:
        pass
    elif reference in _NOTHING:
        table.object_to(row, "reference", "statement.no_reference")
    elif _ROUNDED.fullmatch(reference):
        table.object_to(row, "reference", "statement.reference_rounded", text=reference)
    party = row.cells.get("counterparty", "")
    words = (row.cells.get(name, "") for name in WORDS)
    return StatementLine(
        line=row.line,
        booked_at=_moment(table, row, zone=zone),
        amount_fen=amount,
        reference=reference,
        counterparty="" if party == "/" else party,
        memo=" ".join(word for word in words if word not in _NOTHING),
        balance_fen=_balance(table, row),
    )


def _amount(table: Table, row: Row) -> int | None:
    """Read what came in or went out (negative); None: neither."""
    if "in" in table.columns:
        came, went = row.cells["in"], row.cells["out"]
        both = came not in _NOTHING, went not in _NOTHING
        if both == (True, True):
            table.object_to(row, "out", "statement.both_sides")
            return 0
        if both == (False, False):
            table.object_to(row, "in", "statement.no_amount")
            return 0
        return _fen(table, row, "in") if both[0] else -abs(_fen(table, row, "out"))
    amount = _fen(table, row, "amount")
    if "side" not in table.columns:
        return amount
    side = SIDES.get(row.cells["side"].casefold())
    if side is None:
        table.object_to(row, "side", "statement.side_unknown", text=row.cells["side"][:20])
        return 0
    return side * abs(amount) if side else None


def _fen(table: Table, row: Row, column: str) -> int:
    text = row.cells[column].replace(" ", "")
    found = _AMOUNT.fullmatch(_ZEROS.sub(r"\1", text))
    if found is None:
        table.object_to(row, column, "statement.amount_malformed", text=text[:20])
        return 0
    fen = int(found[2].replace(",", "")) * 100 + int((found[3] or "").ljust(2, "0"))
    if fen == 0:
        table.object_to(row, column, "statement.no_amount")
    return -fen if found[1] == "-" else fen


def _balance(table: Table, row: Row) -> int | None:
    text = row.cells.get("balance", "").replace(" ", "")
    if text in {"", "/", "-", "--"}:
        return None
    found = _AMOUNT.fullmatch(_ZEROS.sub(r"\1", text))
    if found is None:
        table.object_to(row, "balance", "statement.amount_malformed", text=text[:20])
        return None
    fen = int(found[2].replace(",", "")) * 100 + int((found[3] or "").ljust(2, "0"))
    return -fen if found[1] == "-" else fen


def _moment(table: Table, row: Row, *, zone: tzinfo) -> int:
    """Read when it was: a moment; or a day, with the clock time beside it; or the day of booking."""
    time, day, booked = (row.cells.get(name, "") for name in ("time", "day", "booked"))
    moment = _read(time, _MOMENTS) or _read(f"{day} {time}", _MOMENTS) or _read(day, _DAYS)
    moment = moment or _read(booked, (*_MOMENTS, *_DAYS)) or _read(time, _DAYS)
    if moment is None or not _EARLIEST <= moment.year < _LATEST:
        column = next(name for name in ("time", "day", "booked") if name in table.columns)
        table.object_to(row, column, "statement.time_malformed", text=row.cells[column][:30])
        return 0
    return int(moment.replace(tzinfo=zone).timestamp())


def _read(text: str, forms: Iterable[str]) -> datetime | None:
    plain = " ".join(text.split())
    for form in forms:
        try:
            return datetime.strptime(plain, form)  # noqa: DTZ007 - the zone is the community's
        except ValueError:
            continue
    return None


def _balances(table: Table, lines: list[StatementLine]) -> None:
    """Where each line tells the balance, each must be the one before it and its own movement.

    Banks list the oldest first or the newest first; that which fits more lines is meant.
    """
    if any(each.balance_fen is None for each in lines):
        return
    rising, falling = _breaks(lines), _breaks(lines[::-1])
    broken = rising if len(rising) <= len(falling) else falling
    rows = {row.line: row for row in table.rows}
    for each in broken:
        table.object_to(rows[each.line], "balance", "statement.balance_broken")


def _breaks(lines: list[StatementLine]) -> list[StatementLine]:
    """Find the lines whose balance is not the one before and their own movement."""
    return [
        each
        for before, each in pairwise(lines)
        if (before.balance_fen or 0) + each.amount_fen != each.balance_fen
    ]


def _told(table: Table, lines: list[StatementLine]) -> None:
    """Where the preamble tells how many payments there were and their sum, the lines must agree."""
    for row in table.around:
        for many in _MANY.findall(" ".join(row.all_cells)):
            if int(many) != len(table.rows):
                table.object_to(row, 1, "statement.total_broken", text=f"共{many}笔记录")
        for side, told, total in _TOLD.findall(" ".join(row.all_cells)):
            sign = 1 if side == "收入" else -1
            found = [abs(each.amount_fen) for each in lines if each.amount_fen * sign > 0]
            yuan, _, cents = total.replace(",", "").partition(".")
            fen = int(yuan) * 100 + int(cents.ljust(2, "0"))
            if (len(found), sum(found)) != (int(told), fen):
                table.object_to(
                    row, 1, "statement.total_broken", text=f"{side}：{count}笔 {total}元"
                )


def _source(table: Table) -> Source:
    for row in table.around:
        text = " ".join(row.all_cells)
        for mark, source in MARKS.items():
            if mark in text:
                return source
    return "bank"
