"""Who is preferred to whom: every pair of options, with a word and a shade, never a colour alone."""

from typing import Literal

from council.kernel.values import value
from voting.pairwise import Matrix

#: From which lead on, in hundredths of the ballots of the pair, a cell is a shade darker.
STEPS = (1, 20, 50)


@value
class Cell:
    """One pair: so many ballots prefer the row, so many the column.

    ``shade`` grows with the lead of the row: 0 none, 3 at least half of the ballots of the pair.
    """

    votes: int
    against: int
    says: Literal["self", "beats", "loses", "even"]
    shade: int


def pair_table(matrix: Matrix) -> tuple[tuple[Cell, ...], ...]:
    """Tell every pair of a matrix of ballots that prefer row to column."""
    size = range(len(matrix))
    return tuple(tuple(_cell(matrix, row, column) for column in size) for row in size)


def _cell(matrix: Matrix, row: int, column: int) -> Cell:
    if row == column:
        return Cell(votes=0, against=0, says="self", shade=0)
    votes, against = matrix[row][column], matrix[column][row]
    lead, both = votes - against, votes + against
    says: Literal["beats", "loses", "even"] = (
        "beats" if lead > 0 else "loses" if lead < 0 else "even"
    )
    shade = sum(1 for step in STEPS if lead > 0 and lead * 100 >= step * both)
    return Cell(votes=votes, against=against, says=says, shade=max(shade, int(lead > 0)))
