"""Two components of the answers, and where each participant stands on them, in whole numbers.

What is missing is taken for its statement's mean, so it says nothing. The covariance is built from
whole numbers, the components are found by power iteration from a fixed start, and whoever has
answered few statements is moved outwards by √(statements / answered), as Polis does.
"""

import math
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from council.statements.opinion_groups.matrix import Matrix

Whole: TypeAlias = npt.NDArray[np.int64]
Real: TypeAlias = npt.NDArray[np.float64]

#: A place on a component is told in millionths.
SCALE = 1_000_000
#: Steps of the power iteration, and when a component counts as found or as nothing.
_STEPS, _FOUND, _NOTHING = 3_000, 1e-13, 1e-9
#: The fixed start has no pattern that answers could be at right angles to.
_GOLDEN = 0.6180339887498949


def deviations(matrix: Matrix) -> tuple[Whole, Whole]:
    """Tell how far each answer is from its statement's mean, times the answers of the statement.

    Beside it the number of answers of each statement. A missing answer is at the mean: 0.
    """
    shape = (len(matrix.rows), len(matrix.statements))
    given = np.array([[cell is not None for cell in row] for row in matrix.rows], bool)
    said = np.array([[cell or 0 for cell in row] for row in matrix.rows], np.int64)
    given, said = given.reshape(shape), said.reshape(shape)
    answers = given.sum(axis=0, dtype=np.int64)
    return given * (said * answers - said.sum(axis=0)), answers


def covariance(deviation: Whole, answers: Whole) -> Real:
    """Tell the covariance of statements, up to a factor that all share.

    The sums are exact in binary floating point as long as four times the cube of the participants
    stays below 2 to the 53rd, so no order of summing them matters.
    """
    assert 4 * len(deviation) ** 3 < 2**53, "more participants than can be summed exactly"
    exact = deviation.astype(np.float64)
    times = np.maximum(answers, 1).astype(np.float64)
    product: Real = exact.T @ exact
    return product / (times[:, None] * times[None, :])


def component(found: Real, *, steps: int = _STEPS) -> tuple[Real, float]:
    """Find the component with the greatest variance, of length 1, and that variance; 0 for none."""
    size = len(found)
    start: Real = 0.5 + np.modf(np.arange(1, size + 1) * _GOLDEN)[0]
    at, variance = start / _length(start), 0.0
    for _ in range(steps):
        moved = _times(found, at)
        variance = _length(moved)
        if variance < _NOTHING:
            return np.zeros(size), 0.0
        moved /= variance
        still = bool(np.abs(moved - at).max() < _FOUND)
        at = moved
        if still:
            break
    return _signed(at), variance


def places(matrix: Matrix) -> Whole:
    """Tell where each participant stands: two columns, in millionths."""
    deviation, answers = deviations(matrix)
    here = deviation / np.maximum(answers, 1)
    given = np.array([sum(cell is not None for cell in row) for row in matrix.rows], np.int64)
    outwards = np.sqrt(int((answers > 0).sum()) / np.maximum(given, 1))
    left = covariance(deviation, answers)
    found = []
    for _ in range(2):
        direction, variance = component(left)
        left = left - variance * direction[:, None] * direction[None, :]
        found.append(_times(np.ascontiguousarray(here.T), direction) * outwards)
    return np.rint(np.stack(found, axis=1) * SCALE).astype(np.int64)


def _times(rows: Real, weights: Real) -> Real:
    """Add up rows, each times its weight, one after the other: the same order on every machine."""
    added: Any = (rows * weights[:, None]).sum(axis=0)
    return np.asarray(added, np.float64)


def _length(vector: Real) -> float:
    return math.sqrt(math.fsum((vector * vector).tolist()))


def _signed(vector: Real) -> Real:
    """Let the first of the greatest parts be positive: a component has no side of its own."""
    great = np.round(np.abs(vector), 9)
    first = int(np.argmax(great))
    return -vector if vector[first] < 0 else vector
