"""Grades: ballots that give every candidate points of its own, approval being 1 or 0.

Nobody is compared on such a ballot; a candidate that it does not name gets 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from voting.ballots import CandidateId
from voting.outcome import BallotCount
from voting.papers import Paper, PaperRules, profile_of
from voting.profile import Candidate, Profile

Points: TypeAlias = tuple[int, ...]


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
        blank, total = self.ranked.blank, self.ranked.total
        return BallotCount(total=total, valid=total - blank, blank=blank)

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


def _grouped(
    papers: Mapping[Paper, int],
    known: tuple[Candidate, ...],
    given: Mapping[Paper, Mapping[CandidateId, int]],
) -> Grades:
    grouped: Counter[Points] = Counter()
    for paper, weight in papers.items():
        grouped[tuple(given[paper].get(each.id, 0) for each in known)] += weight
    return Grades(
        candidates=known,
        groups=tuple(sorted(grouped.items())),
        ranked=profile_of(papers, candidates=known, rules=PaperRules()),
    )
