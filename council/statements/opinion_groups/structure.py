"""Whether there is more in the answers than chance would put there: Horn's parallel analysis (1965).

Each statement's answers are dealt out anew among those who answered it. Only where the strongest
component of the real answers is stronger than that of every such dealing are groups looked for:
k-means finds as many groups as it is asked for in anything.
"""

import numpy as np

from council.statements.opinion_groups.matrix import Matrix
from council.statements.opinion_groups.projection import (
    Whole,
    component,
    covariance,
    deviations,
)

#: Dealings; by chance one in so many plus one would be stronger than all of them.
DEALINGS = 20
_SEED = 20_260_227
#: Steps of the power iteration, enough to tell how strong a component is.
_STEPS = 60


def is_more_than_chance(matrix: Matrix) -> bool:
    """Whether the answers hang together more than any dealing of them."""
    deviation, answers = deviations(matrix)
    given = np.array([[cell is not None for cell in row] for row in matrix.rows], bool)
    strongest = component(covariance(deviation, answers), steps=_STEPS)[1]
    if not strongest:
        return False
    lots = np.random.PCG64(_SEED)
    return all(
        component(covariance(_dealt(deviation, given, lots), answers), steps=_STEPS)[1] < strongest
        for _ in range(DEALINGS)
    )


def _dealt(
    deviation: Whole, given: np.ndarray[tuple[int, int], np.dtype[np.bool_]], lots: np.random.PCG64
) -> Whole:
    """Deal each statement's answers out anew; who answered it stays."""
    dealt = deviation.copy()
    for column in range(deviation.shape[1]):
        who = np.flatnonzero(given[:, column])
        if len(who):
            order = np.argsort(lots.random_raw(len(who)), kind="stable")
            dealt[who, column] = deviation[who[order], column]
    return dealt
