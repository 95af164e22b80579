"""Writing a roll and its ballots as the tables that ``roll_csv`` and ``ballots_csv`` read.

What is written is read back as the same units and ballots, so a count from the files is the count
that was kept (interfaces.md §5).
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction

from voting.formats.ballots_csv import EPOCH, SHANGHAI
from voting.ratification import OwnerBallot
from voting.roll import Unit

_ROLL = (
    "unit",
    "building",
    "kind",
    "area",
    "area_source",
    "owners",
    "nominee",
    "delivered",
    "counts",
)
_BALLOTS = ("unit", "owner", "choice", "time")


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write lines of cells as CSV."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    return out.getvalue()


def write_roll(units: Iterable[Unit]) -> str:
    """Write units as a roll file."""
    return write_table(_ROLL, (_unit(unit) for unit in units))


def write_ballots(ballots: Iterable[OwnerBallot]) -> str:
    """Write ballots as a ballots file, in their order: of equal times the later line stands."""
    return write_table(
        _BALLOTS,
        ((each.unit, each.owner, each.choice.value, write_time(each.at)) for each in ballots),
    )


def write_area(area_x100: int) -> str:
    """Write an area in m² with two decimals, without separators."""
    return f"{area_x100 // 100}.{area_x100 % 100:02d}"


def write_time(at: int | Fraction) -> str:
    """Write a time as ISO 8601 with Shanghai's offset, exact to the microsecond."""
    moment = EPOCH + dt.timedelta(microseconds=int(at * 1_000_000))
    return moment.astimezone(SHANGHAI).isoformat()


def _unit(unit: Unit) -> tuple[str, ...]:
    return (
        unit.code,
        unit.building,
        unit.kind.value,
        write_area(unit.area_x100),
        unit.area_source.value,
        ";".join(unit.owners),
        unit.nominee or "",
        "yes" if unit.delivered else "no",
        "yes" if unit.counts else "no",
    )
