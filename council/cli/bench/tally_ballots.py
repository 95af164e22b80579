"""Ballots to count: made up from a seed, the same in every run.

``repeats``: three camps around one order each, most ballots short, as in real elections.
``different``: every order as likely as any other (impartial culture).
"""

import numpy as np
from numpy.typing import NDArray

OPTIONS = 10
CAMPS = (0.40, 0.35, 0.25)
#: How far a ballot strays from its camp's order (Mallows' phi), and how soon it ends.
STRAY, END = 0.6, 0.3
_BLOCK = 1 << 16

Ballots = NDArray[np.int8]


def repeats(count: int) -> Ballots:
    """Ballots with the repeats of real elections."""
    chance = np.random.default_rng(2)
    orders = np.array([chance.permutation(OPTIONS) for _ in CAMPS], np.int8) + 1
    ballots = np.zeros((count, OPTIONS), np.int8)
    for start in range(0, count, _BLOCK):
        block = ballots[start : start + _BLOCK]
        camp = chance.choice(len(CAMPS), len(block), p=CAMPS)
        named = np.take_along_axis(orders[camp], _strayed(chance, len(block)), axis=1)
        _cut(block, named, np.minimum(chance.geometric(END, len(block)), OPTIONS))
    return ballots


def different(count: int) -> Ballots:
    """Ballots that hardly repeat."""
    chance = np.random.default_rng(1)
    ballots = np.zeros((count, OPTIONS), np.int8)
    for start in range(0, count, _BLOCK):
        block = ballots[start : start + _BLOCK]
        drawn = chance.random(block.shape, dtype=np.float32)
        named = np.argsort(drawn, axis=1).astype(np.int8) + np.int8(1)
        _cut(block, named, chance.integers(1, OPTIONS + 1, len(block)))
    return ballots


def _strayed(chance: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Orders of the places 0 … near 0, 1, 2 …: each place is put in not far from its own."""
    orders = np.full((count, OPTIONS), -1, np.int64)
    columns = np.arange(OPTIONS)
    for place in range(OPTIONS):
        likely = STRAY ** np.arange(place, -1, -1)
        at = chance.choice(place + 1, count, p=likely / likely.sum())[:, None]
        later = np.roll(orders, 1, axis=1)
        orders = np.where(columns < at, orders, np.where(columns == at, place, later))
    return orders


def _cut(block: Ballots, named: Ballots, lengths: NDArray[np.int64]) -> None:
    block[:] = np.where(np.arange(OPTIONS) < lengths[:, None], named, 0)


def as_lists(ballots: Ballots) -> list[list[int]]:
    """The same ballots as Python lists, without the empty places."""
    lengths = (ballots > 0).sum(axis=1).tolist()
    return [row[:length] for row, length in zip(ballots.tolist(), lengths, strict=True)]
