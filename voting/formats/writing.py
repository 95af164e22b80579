"""Writing ballots as ``ballots_csv`` reads them (``roll_writing`` writes the roll).

What is written is read back as the same units and ballots, so a count from the files is the count
that was kept (docs/rules.md#reading-ballots).
"""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from voting.formats.ballots_csv import EPOCH, SHANGHAI
from voting.formats.table import write_table
from voting.ratification import OwnerBallot

_BALLOTS = ("unit", "owner", "choice", "time")


def write_ballots(ballots: Iterable[OwnerBallot]) -> str:
    """Write ballots as a ballots file, in their order: of equal times the later line stands."""
    return write_table(
        _BALLOTS,
        ((each.unit, each.owner, each.choice.value, write_time(each.at)) for each in ballots),
    )


def write_time(at: int | Fraction) -> str:
    """Write a time as ISO 8601 with Shanghai's offset, exact to the microsecond."""
    moment = EPOCH + dt.timedelta(microseconds=int(at * 1_000_000))
    return moment.astimezone(SHANGHAI).isoformat()
