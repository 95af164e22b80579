"""Grades: ballots that give every candidate points of its own, approval being 1 or 0.

Nobody is compared on such a ballot; a candidate that it does not name gets 0.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from voting.ballots import CandidateId
from voting.outcome import BallotCount
from voting.profile import Candidate, Profile
from voting.raw_ballots import Paper, PaperRules, Place, profile_of

Points: TypeAlias = tuple[int, ...]


class Graded(Protocol):
    """Ballots that give every candidate points, however they are kept."""

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Who stood, in the order in which ``leads`` counts places."""

    @property
    def ranked(self) -> Profile:
        """The same ballots as rankings, for the rules that break ties."""

    @property
    def ballots(self) -> BallotCount:
        """Count the papers."""

    def sums(self) -> dict[CandidateId, int]:
        """Add up the points of every candidate."""

    def leads(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        """Tell how many points more some ballots give at one place than at another, and how many do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """Grouped ballots: ``groups`` holds every row of points, in the candidates' order, once.

    ``ranked`` are the same ballots as rankings, for the rules that break ties.
    """

    candidates: tuple[Candidate, ...]
    groups: tuple[tuple[Points, int], ...]
    ranked: Profile

    @property
    def ballots(self) -> BallotCount:
        """Count the papers."""
        read = self.ranked
        valid = read.total - read.blank - read.spoiled
        return BallotCount(total=read.total, valid=valid, blank=read.blank, spoiled=read.spoiled)

    def leads(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        """Tell of each row of points how much more it gives one place than another."""
        for points, weight in self.groups:
            yield points[one] - points[other], weight

    def sums(self) -> dict[CandidateId, int]:
        """Add up the points of every candidate."""
        totals = [0] * len(self.candidates)
        for points, weight in self.groups:
            for at, each in enumerate(points):
                totals[at] += each * weight
        return {each.id: total for each, total in zip(self.candidates, totals, strict=True)}


def grades_of(
    papers: Mapping[Paper, int], *, candidates: Iterable[Candidate], grades: Points
) -> Grades:
    """Give everybody the points of the first category that names it."""
    known = tuple(candidates)

    def points(paper: Paper) -> dict[CandidateId, int]:
        given: dict[CandidateId, int] = {}
        for place, grade in zip(paper, grades, strict=False):
            for candidate in place or ():
                given.setdefault(candidate, grade)
        return given

    return _grouped(papers, known, {paper: points(paper) for paper in papers})


def approvals_of(
    papers: Mapping[Paper, int], *, candidates: Iterable[Candidate], category: int | None
) -> Grades:
    """Approve whom a paper names: in the category (from 0), or anywhere on a ranked ballot."""
    known = tuple(candidates)
    given = {
        paper: {
            candidate: 1
            for place in (paper if category is None else paper[category : category + 1])
            for candidate in place or ()
        }
        for paper in papers
    }
    return _grouped(papers, known, given)


def papers_of_points(
    kept: Mapping[Points, int], ids: Sequence[CandidateId], *, scale: Points
) -> Counter[Paper]:
    """Make papers of points: a place for each number of points in ``scale``, the most first.

    Who gets nothing is not named: a ballot of zeros names nobody.
    """
    papers: Counter[Paper] = Counter()
    for given, weight in kept.items():
        places = [
            tuple(sorted(each for each, has in zip(ids, given, strict=True) if has == grade))
            for grade in scale
        ]
        papers[tuple(places)] += weight
    return papers


def _grouped(
    papers: Mapping[Paper, int],
    known: tuple[Candidate, ...],
    given: Mapping[Paper, Mapping[CandidateId, int]],
) -> Grades:
    grouped: Counter[Points] = Counter()
    for paper, weight in papers.items():
        grouped[tuple(given[paper].get(each.id, 0) for each in known)] += weight
    readable: Counter[Paper] = Counter()
    for paper, weight in papers.items():
        # A rank that was overvoted without marks ends a ranking, but takes no points away.
        readable[tuple(filter(_is_kept, paper)) if any(paper) else paper] += weight
    return Grades(
        candidates=known,
        groups=tuple(sorted(grouped.items())),
        ranked=profile_of(readable, candidates=known, rules=PaperRules()),
    )


def _is_kept(place: Place) -> bool:
    return place is not None
