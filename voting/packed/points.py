"""Points by the million: a row for each ballot, added up as one array.

The same count as ``voting.grades``, whose ``Grades`` this stands in for. Ballots are written out as
papers, one by one, only where somebody wants them ranked: to break a tie, or by another method.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from voting.ballots import CandidateId
from voting.grades import papers_of_points
from voting.outcome import BallotCount
from voting.packed.keys import Codes, Weights
from voting.profile import Candidate, Profile
from voting.raw_ballots import Paper, PaperRules, profile_of

#: Sums stay below this, and so exact in 64 bits.
MOST_SUM = 1 << 62


@dataclass(frozen=True, slots=True, eq=False)
class PackedPoints:
    """Ballots (``points``: ballots × candidates, in their order) with their weights."""

    points: Codes
    weights: Weights

    def scale(self) -> tuple[int, ...]:
        """Tell the points that somebody got, the most first, without 0."""
        return tuple(np.unique(self.points[self.points > 0]).tolist()[::-1])

    def papers(self, ids: Sequence[CandidateId]) -> Mapping[Paper, int]:
        """Write every ballot out as a paper with a place for each number of points."""
        kept: Counter[tuple[int, ...]] = Counter()
        for row, weight in zip(self.points.tolist(), self.weights.tolist(), strict=True):
            kept[tuple(row)] += weight
        return papers_of_points(kept, ids, scale=self.scale())

    def grades(
        self, candidates: Sequence[Candidate], *, withdrawn: Collection[CandidateId] = ()
    ) -> "PackedGrades":
        """Give the ballots as grades of who has not withdrawn."""
        stay = [at for at, each in enumerate(candidates) if each.id not in withdrawn]
        left = tuple(candidates[at] for at in stay)
        points = self.points if len(left) == len(candidates) else self.points[:, stay]
        return PackedGrades(candidates=left, packed=PackedPoints(points, self.weights))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PackedGrades:
    """Ballots that give every candidate points, as ``voting.grades.Grades``."""

    candidates: tuple[Candidate, ...]
    packed: PackedPoints

    @property
    def ballots(self) -> BallotCount:
        """Count the papers."""
        weights = self.packed.weights
        total = int(weights.sum())
        blank = int(weights[~self.packed.points.any(axis=1)].sum())
        return BallotCount(total=total, valid=total - blank, blank=blank)

    @property
    def ranked(self) -> Profile:
        """The same ballots as rankings; millions of them take their time."""
        ids = [each.id for each in self.candidates]
        return profile_of(self.packed.papers(ids), candidates=self.candidates, rules=PaperRules())

    def sums(self) -> dict[CandidateId, int]:
        """Add up the points of every candidate."""
        columns = self.packed.points.T
        return {
            each.id: int(self.packed.weights @ column.astype(np.int64))
            for each, column in zip(self.candidates, columns, strict=True)
        }

    def leads(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        """Tell how many points more some ballots give one place than another, and how many do."""
        points = self.packed.points
        leads, at = np.unique(points[:, one] - points[:, other], return_inverse=True)
        many = np.zeros(leads.size, np.int64)
        np.add.at(many, at, self.packed.weights)
        yield from zip(leads.tolist(), many.tolist(), strict=True)


def points_in(
    codes: "array[int]",
    weights: "array[int]",
    *,
    places: Sequence[int],
    said: Literal["ranks", "points"] | None = None,
) -> PackedPoints | None:
    """Turn a table of cells into points, where it holds nothing else for certain.

    ``codes`` are the cells line by line, the points plus 1 or 0 for nothing; ``places`` tell which
    candidate a column is, from 1; ``said``: what somebody says that they are. ``None`` where the
    numbers may be ranks, or would not fit.
    """
    width = len(places)
    cells = np.frombuffer(codes, np.int16).reshape(-1, width)
    many = np.frombuffer(weights, np.int64)
    points = np.maximum(cells - 1, 0)
    most = int(points.max(initial=0))
    if most * sum(many.tolist()) >= MOST_SUM:
        return None
    sure = said == "points" or (said is None and _are_points(cells, points, most=most))
    if most > 1 and not sure:
        return None
    return PackedPoints(np.ascontiguousarray(points[:, np.argsort(places)]), many)


def _are_points(cells: Codes, points: Codes, *, most: int) -> bool:
    """Whether some line cannot be ranks (voting.formats.cvr_cells): no 1, or more than it names."""
    named = (points > 0).sum(axis=1)
    if (cells == 1).any():
        return bool((points.max(axis=1) > named).any())
    return most > cells.shape[1] and bool((~(points == 1).any(axis=1) & (named > 0)).any())


def first_above_one(codes: "array[int]", *, width: int) -> tuple[int, int, int] | None:
    """Find the first cell that is neither 0 nor 1: its row and its place, from 0, and its points."""
    above = np.flatnonzero(np.frombuffer(codes, np.int16) > 2)  # noqa: PLR2004 - 1, plus 1
    if not above.size:
        return None
    row, at = divmod(int(above[0]), width)
    return row, at, codes[int(above[0])] - 1
