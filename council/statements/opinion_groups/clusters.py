"""Opinion groups: k-means with fixed seeds for each k from 2 to 5, and the silhouette that chooses.

Places are whole numbers, and so are centres, distances and their sums: nothing here is rounded
differently by another machine.
"""

import math
from collections.abc import Iterator

import numpy as np

from council.statements.opinion_groups.projection import Whole

#: The most groups that are looked for; a further one for each so many participants beyond two.
MOST_GROUPS, FURTHER = 5, 12
#: Starts of k-means with seeds of their own, and its steps at most.
_STARTS, _STEPS = 8, 100
_SEED = 1_982
#: Rows whose distances are held at one time.
_ROWS = 512


def grouped(places: Whole, *, least: int) -> tuple[int, ...] | None:
    """Tell each participant's group (from 0, the greatest first); None where no grouping holds.

    Only groupings whose every group has at least ``least`` participants are candidates. The best
    silhouette wins, the fewer groups where two are equal.
    """
    most = min(MOST_GROUPS, 2 + len(places) // FURTHER)
    best: tuple[float, Whole] | None = None
    for k in range(2, most + 1):
        found = _groups(places, k)
        if found is None or int(np.bincount(found, minlength=k).min()) < max(1, least):
            continue
        judged = silhouette(places, found)
        if best is None or judged > best[0]:
            best = judged, found
    return None if best is None else _ordered(best[1])


def silhouette(places: Whole, groups: Whole) -> float:
    """Tell how much nearer participants are to their own group than to the next (Rousseeuw 1987)."""
    sizes = np.bincount(groups)
    sums = np.concatenate(list(_distances(places, groups, len(sizes))))
    own = sums[np.arange(len(places)), groups]
    inside = own / np.maximum(sizes[groups] - 1, 1)
    others = sums / sizes[None, :]
    others[np.arange(len(places)), groups] = np.inf
    outside = others.min(axis=1)
    widest = np.maximum(np.maximum(inside, outside), 1e-300)
    each = np.where(sizes[groups] > 1, (outside - inside) / widest, 0.0)
    return math.fsum(each.tolist()) / len(each)


def _distances(places: Whole, groups: Whole, k: int) -> Iterator[Whole]:
    """Sum each participant's distances to every group, in whole units."""
    members = [np.flatnonzero(groups == group) for group in range(k)]
    for begin in range(0, len(places), _ROWS):
        here = places[begin : begin + _ROWS]
        whole = np.floor(np.sqrt(_squares(here, places).astype(np.float64))).astype(np.int64)
        yield np.stack([whole[:, each].sum(axis=1) for each in members], axis=1)


def _groups(places: Whole, k: int) -> Whole | None:
    """Find k groups: of several starts the one with the smallest sum of squares."""
    if len(np.unique(places, axis=0)) < k:
        return None
    best: tuple[int, Whole] | None = None
    for start in range(_STARTS):
        groups, spread = _settled(places, _start(places, k, np.random.PCG64(_SEED + start)))
        if best is None or spread < best[0]:
            best = spread, groups
    return None if best is None else best[1]


def _start(places: Whole, k: int, lots: np.random.PCG64) -> Whole:
    """Draw the first centres, each the more likely the farther from those before (k-means++)."""
    first = int(lots.random_raw()) % len(places)
    centres = [places[first]]
    for _ in range(k - 1):
        nearest = _squares(places, np.stack(centres)).min(axis=1)
        # Fractions of the greatest, so that their sum stays within 64 bits.
        weights = nearest // max(1, int(nearest.max()) >> 20)
        weights = np.where((nearest > 0) & (weights == 0), 1, weights)
        drawn = int(lots.random_raw()) % int(weights.sum())
        centres.append(places[int(np.searchsorted(np.cumsum(weights), drawn, side="right"))])
    return np.stack(centres)


def _settled(places: Whole, centres: Whole) -> tuple[Whole, int]:
    """Move centres to the middle of their groups until nobody changes; tells the sum of squares too."""
    groups = np.full(len(places), -1, np.int64)
    for _ in range(_STEPS):
        nearest = _squares(places, centres).argmin(axis=1)
        if np.array_equal(nearest, groups):
            break
        groups = nearest
        for group in range(len(centres)):
            members = places[groups == group]
            if len(members):
                centres[group] = (2 * members.sum(axis=0) + len(members)) // (2 * len(members))
    squares = _squares(places, centres)[np.arange(len(places)), groups]
    return groups, sum(squares.tolist())


def _squares(some: Whole, others: Whole) -> Whole:
    """Square the distances of some places to others."""
    apart = some[:, None, :] - others[None, :, :]
    squares: Whole = (apart * apart).sum(axis=2)
    return squares


def _ordered(groups: Whole) -> tuple[int, ...]:
    """Number groups by size, equal ones by who of them stands first in the matrix."""
    found = groups.tolist()
    sizes = np.bincount(groups)
    order = sorted(set(found), key=lambda group: (-int(sizes[group]), found.index(group)))
    numbers = {group: number for number, group in enumerate(order)}
    return tuple(numbers[group] for group in found)
