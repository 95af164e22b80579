"""A ballot: what one person said, before anybody counts it.

A ranking is a tuple of tie groups, best first: ``((3,), (1, 2))`` prefers 3 and then likes 1 and 2
equally. Candidates that a ranking does not name are tied last. ``()`` is a blank ballot.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TypeAlias

CandidateId: TypeAlias = int
Group: TypeAlias = tuple[CandidateId, ...]
Ranking: TypeAlias = tuple[Group, ...]

BLANK: Ranking = ()


class Choice(StrEnum):
    """What somebody may say to a yes/no question; ``invalid`` is a paper nobody can read."""

    AGREE = "agree"
    OPPOSE = "oppose"
    ABSTAIN = "abstain"
    INVALID = "invalid"


class RankingProblem(StrEnum):
    """Why a ranking cannot stand as a ballot."""

    EMPTY_PLACE = "empty_place"
    NAMED_TWICE = "named_twice"
    UNKNOWN_CANDIDATE = "unknown_candidate"


def strict(order: Iterable[CandidateId]) -> Ranking:
    """Make a ranking without ties from candidates in order, best first."""
    return tuple((candidate,) for candidate in order)


def canonical(ranking: Iterable[Iterable[CandidateId]]) -> Ranking:
    """Write a ranking in its one form: inside a tie the lower id comes first."""
    return tuple(tuple(sorted(group)) for group in ranking)


def problem_of(ranking: Ranking, candidates: Collection[CandidateId]) -> RankingProblem | None:
    """Say what is wrong with a ranking, or ``None`` where it may be counted."""
    named = [candidate for group in ranking for candidate in group]
    if not all(ranking):
        return RankingProblem.EMPTY_PLACE
    if len(set(named)) != len(named):
        return RankingProblem.NAMED_TWICE
    if not set(named) <= set(candidates):
        return RankingProblem.UNKNOWN_CANDIDATE
    return None
