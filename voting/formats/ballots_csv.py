"""Owners' ballots as a table: ``unit,owner,choice,time`` (interfaces.md §5)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from voting.ballots import Choice
from voting.formats.roll_csv import owner_key
from voting.formats.table import Column, Row, Table, read_table
from voting.ratification import OwnerBallot, problem_with
from voting.roll import Unit, UnitCode

COLUMNS = (
    Column(name="unit", headers=("unit", "房号")),
    Column(name="owner", headers=("owner", "业主", "投票人", "表决人")),
    Column(name="choice", headers=("choice", "选择", "表决", "意见", "表决意见")),
    Column(name="time", headers=("time", "时间", "投票时间", "表决时间")),
)

CHOICES: Mapping[str, Choice] = {
    **{choice.value: choice for choice in Choice},
    "同意": Choice.AGREE,
    "反对": Choice.OPPOSE,
    "弃权": Choice.ABSTAIN,
    "废票": Choice.INVALID,
}

# A time without an offset is Asia/Shanghai's, which has kept UTC+8 all year since 1992.
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
SECOND_US = 1_000_000


def read_ballots(data: bytes, *, file: str, units: Sequence[Unit]) -> tuple[OwnerBallot, ...]:
    """Read the ballots cast on a roll; raises ``BadInput`` that names everything wrong."""
    table = read_table(data, file=file, columns=COLUMNS)
    by_code = {unit.code: unit for unit in units}
    ballots = tuple(_ballot(table, row, units=by_code) for row in table.rows)
    table.check()
    return ballots


def _ballot(table: Table, row: Row, *, units: Mapping[UnitCode, Unit]) -> OwnerBallot:
    """Read one line; where a cell is wrong it is noted and something harmless stands in."""
    cells = row.cells
    choice = CHOICES.get(cells["choice"].casefold())
    if choice is None:
        known, text = " ".join(CHOICES), cells["choice"]
        table.object_to(
            row, "choice", "table.value_unknown", text=text, name="choice", known=known
        )
    ballot = OwnerBallot(
        unit=UnitCode(cells["unit"]),
        owner=owner_key(cells["owner"]),
        choice=choice or Choice.INVALID,
        at=_time(table, row),
        line=row.line,
    )
    problem = problem_with(ballot, units=units)
    if problem is not None:
        column = "unit" if ballot.unit not in units else "owner"
        shown = {"unit": ballot.unit} if column == "unit" else _both(ballot)
        table.object_to(row, column, f"ballot.{problem.value}", **shown)
    return ballot


def _both(ballot: OwnerBallot) -> dict[str, str]:
    return {"unit": ballot.unit, "owner": ballot.owner}


def _time(table: Table, row: Row) -> int | Fraction:
    text = row.cells["time"]
    if not text:
        table.object_to(row, "time", "ballot.no_time")
        return 0
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        table.object_to(row, "time", "ballot.time_malformed", text=text)
        return 0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    microseconds = (moment - EPOCH) // MICROSECOND
    seconds, rest = divmod(microseconds, SECOND_US)
    return Fraction(microseconds, SECOND_US) if rest else seconds
