"""Who answered what: a matrix of participants and statements, in its one order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What an answer counts for; a cell without one is None.
AGREE, UNSURE, DISAGREE = 1, 0, -1
#: Sorts an answer that is missing behind every other.
_MISSING = 2

Row = tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Answers by participant (a row) and statement (a column), both in their one order.

    Columns stand in the order of the statements' numbers; rows in the order of what they say, so
    nothing that is computed of them depends on who came first. Rows without any answer are none.
    """

    statements: tuple[int, ...]
    rows: tuple[Row, ...]


def matrix_of(statements: Iterable[int], answers: Iterable[Mapping[int, int]]) -> Matrix:
    """Make the matrix of some statements from each participant's answers (statement → answer).

    Answers to other statements are left out.
    """
    columns = tuple(sorted(set(statements)))
    rows = (tuple(each.get(column) for column in columns) for each in answers)
    answered = (row for row in rows if any(cell is not None for cell in row))
    return Matrix(statements=columns, rows=tuple(sorted(answered, key=_order)))


def one_sided(matrix: Matrix) -> tuple[Matrix, tuple[int, ...]]:
    """Turn agreement and disagreement round where the rows then come first in their order.

    So a matrix and the same turned round become one. Tells also which row of the given matrix each
    row was.
    """
    turned = [tuple(None if cell is None else -cell for cell in row) for row in matrix.rows]
    order = sorted(range(len(turned)), key=lambda place: _order(turned[place]))
    rows = tuple(turned[place] for place in order)
    if [*map(_order, rows)] < [*map(_order, matrix.rows)]:
        return Matrix(statements=matrix.statements, rows=rows), tuple(order)
    return matrix, tuple(range(len(turned)))


def _order(row: Row) -> tuple[int, ...]:
    return tuple(_MISSING if cell is None else cell for cell in row)
