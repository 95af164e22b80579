"""Owners' ballots as a table: ``unit,owner,choice,time`` (docs/interfaces.md#files).

A file whose ballots are to stand in a record may also name each ballot's ``channel`` and paper
``serial``; a count from files reads neither.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.ballots import Choice
from voting.formats.faults import Fault, Param
from voting.formats.notes import Note, notes_on
from voting.formats.owner_names import owner_key
from voting.formats.private_numbers import refuse_private
from voting.formats.roll_table import DATE
from voting.formats.table import Column, Row, Table, is_headed_by, read_table
from voting.formats.unit_codes import unit_code
from voting.ratification import OwnerBallot, problem_with
from voting.roll import Unit, UnitCode

COLUMNS = (
    Column(name="unit", headers=("unit", "房号")),
    Column(name="owner", headers=("owner", "业主", "投票人", "表决人")),
    Column(name="choice", headers=("choice", "选择", "表决", "意见", "表决意见")),
    Column(name="time", headers=("time", "时间", "投票时间", "表决时间")),
)
KEPT_COLUMNS = (
    *COLUMNS,
    Column(name="channel", headers=("channel", "渠道"), required=False),
    Column(name="serial", headers=("serial", "编号", "票号"), required=False),
)

CHOICES: Mapping[str, Choice] = {
    **{choice.value: choice for choice in Choice},
    "同意": Choice.AGREE,
    "反对": Choice.OPPOSE,
    "弃权": Choice.ABSTAIN,
    "废票": Choice.INVALID,
}

#: Through which channel a ballot of a file came.
CHANNELS: Mapping[str, str] = {
    **{channel: channel for channel in ("paper", "meeting", "official_import")},
    "纸质": "paper",
    "会场": "meeting",
    "官方系统": "official_import",
    "官方系统导入": "official_import",
}

# A time without an offset is Asia/Shanghai's, which has kept UTC+8 all year since 1992.
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
SECOND_US = 1_000_000
MINUTE_S, DAY_S = 60, 86_400
_DATE_ALONE = re.compile(r"[0-9]{4}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}日?(?:[ T]+00:00(?::00)?)?")
_WITH_SECONDS = re.compile(r"[0-9]:[0-9]{2}:[0-9]{2}")
#: How spreadsheets write a date and a time, where they are not told to keep what was typed; and
#: how people write them in Chinese.
SPREADSHEET_TIME = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})(?:[ T]+|日 *)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledBallot:
    """One line of a file of ballots that are to stand in a record.

    ``channel`` and ``serial`` are empty where the file names none; ``written`` is the time as it
    stands there.
    """

    ballot: OwnerBallot
    written: str
    channel: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotTable:
    """What a file of ballots says, with every fault of its cells.

    ``left_out`` = lines without a choice. ``columns`` tells where each known column stands, from 1;
    ``header_line`` where they are named. ``notes``: what the reader left out or read unseen.
    """

    file: str
    rows: tuple[FiledBallot, ...]
    left_out: int
    columns: Mapping[str, int]
    header_line: int
    unknown_columns: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...] = ()


def read_ballots(data: bytes, *, file: str, units: Sequence[Unit]) -> tuple[OwnerBallot, ...]:
    """Read the ballots cast on a roll; raises ``BadInput`` that names everything wrong."""
    return read_ballots_noted(data, file=file, units=units)[0]


def read_ballots_noted(
    data: bytes, *, file: str, units: Sequence[Unit]
) -> tuple[tuple[OwnerBallot, ...], tuple[Note, ...]]:
    """Read them, and tell what of the file was left out, or read though its sheet hides it."""
    table = read_table(data, file=file, columns=COLUMNS)
    by_code = {unit.code: unit for unit in units}
    ballots = tuple(_ballot(table, row, zone=SHANGHAI) for row in table.rows)
    for row, ballot in zip(table.rows, ballots, strict=True):
        stranger = stranger_fault(ballot, units=by_code)
        if stranger is not None:
            column, key, params = stranger
            table.object_to(row, column, key, **params)
    table.check()
    return ballots, tuple(notes_on(table, data))


def read_ballots_to_keep(data: bytes, *, file: str, zone: dt.tzinfo) -> BallotTable:
    """Read ballots that are to stand in a record; who may cast them is not looked at here.

    A time without an offset is one of ``zone``. A line without a choice says nothing: a list of
    everybody on the roll may be filled in and read. Raises ``BadInput`` where the file's layout
    cannot be used.
    """
    table = read_table(data, file=file, columns=KEPT_COLUMNS)
    # The file is kept as evidence, whole.
    refuse_private(table, spared=("serial", "time"))
    filled = [row for row in table.rows if row.cells["choice"]]
    for row in filled:
        if DATE.fullmatch(row.cells["unit"]):
            table.object_to(row, "unit", "table.date", text=row.cells["unit"][:10])
    rows = tuple(
        FiledBallot(
            ballot=_ballot(table, row, zone=zone),
            written=row.cells["time"],
            channel=_channel(table, row),
            serial=row.cells.get("serial", ""),
        )
        for row in filled
    )
    return BallotTable(
        file=file,
        rows=rows,
        left_out=len(table.rows) - len(filled),
        columns=table.columns,
        header_line=table.header.line,
        unknown_columns=table.unknown_columns,
        faults=tuple(table.faults),
        notes=tuple(notes_on(table, data)),
    )


def is_ballots(data: bytes, *, file: str) -> bool:
    """Whether a table's header has a column of choices, which no roll has."""
    choice = next(column for column in COLUMNS if column.name == "choice")
    return is_headed_by(data, file=file, columns=(choice,))


def moment_s(written: str) -> int:
    """Tell how long a written time lasts, in seconds: a day, a minute, or one second."""
    if _DATE_ALONE.fullmatch(written):
        return DAY_S
    return 1 if _WITH_SECONDS.search(written) else MINUTE_S


def stranger_fault(
    ballot: OwnerBallot, *, units: Mapping[UnitCode, Unit]
) -> tuple[str, str, dict[str, Param]] | None:
    """Tell why the roll lets a ballot not in: the column, the fault's key and its parameters."""
    problem = problem_with(ballot, units=units)
    if problem is None:
        return None
    key = f"ballot.{problem.value}"
    if ballot.unit not in units:
        return "unit", key, {"unit": ballot.unit}
    return "owner", key, {"unit": ballot.unit, "owner": ballot.owner}


def _ballot(table: Table, row: Row, *, zone: dt.tzinfo) -> OwnerBallot:
    """Read one line; where a cell is wrong it is noted and something harmless stands in."""
    cells = row.cells
    return OwnerBallot(
        unit=unit_code(cells["unit"]),
        owner=owner_key(cells["owner"]),
        choice=Choice(_one_of(table, row, "choice", CHOICES) or Choice.INVALID),
        at=_time(table, row, zone=zone),
        line=row.line,
    )


def _channel(table: Table, row: Row) -> str:
    if not row.cells.get("channel"):
        return ""
    return _one_of(table, row, "channel", CHANNELS) or ""


def _one_of(table: Table, row: Row, column: str, words: Mapping[str, str]) -> str | None:
    text = row.cells[column]
    found = words.get(text.casefold())
    if found is None:
        known = " ".join(words)
        table.object_to(row, column, "table.value_unknown", text=text, name=column, known=known)
    return found


def _time(table: Table, row: Row, *, zone: dt.tzinfo) -> int | Fraction:
    text = row.cells["time"]
    if not text:
        table.object_to(row, "time", "ballot.no_time")
        return 0
    moment = _moment(text)
    if moment is None:
        table.object_to(row, "time", "ballot.time_malformed", text=text)
        return 0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    microseconds = (moment - EPOCH) // MICROSECOND
    seconds, rest = divmod(microseconds, SECOND_US)
    return Fraction(microseconds, SECOND_US) if rest else seconds


def _moment(text: str) -> dt.datetime | None:
    """Read ISO 8601, or the way of spreadsheets: 2026/3/22 9:00."""
    parts = SPREADSHEET_TIME.fullmatch(text)
    if parts is not None:
        year, month, day, hour, minute, second = (part or "00" for part in parts.groups())
        text = f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second}"
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None
