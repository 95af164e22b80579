"""A participatory budget: projects with costs, an amount to spend, and what voters said.

Identical ballots are kept once with their number. A ballot gives points to projects: an approval
is one point each (``choose-1``: of one project), an ordinal ballot gives more to an earlier place,
cumulative and scoring ballots say their points themselves.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NewType, TypeAlias, get_args

from voting.counts import Count, whole

ProjectId = NewType("ProjectId", str)
VoteType: TypeAlias = Literal["approval", "choose-1", "ordinal", "cumulative", "scoring"]
VOTE_TYPES: tuple[VoteType, ...] = get_args(VoteType)

#: Projects with their points (> 0), in the order of the projects; an empty one is a blank ballot.
PointBallot: TypeAlias = tuple[tuple[ProjectId, Count], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What can be bought: its id in the file, its name and its cost (> 0), in units of money."""

    id: ProjectId
    name: str
    cost: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetVote:
    """One vote on a budget: ``groups`` holds every non-blank ballot once with its number.

    ``least_points``: a project with fewer points may not be bought (0: every project may).
    ``scores``: what the places of an ordinal ballot are worth, as far as any ballot goes.
    """

    projects: tuple[Project, ...]
    budget: Count
    groups: tuple[tuple[PointBallot, int], ...]
    blank: int = 0
    vote_type: VoteType = "approval"
    least_points: Count = 0
    scores: tuple[int, ...] = ()

    @property
    def voters(self) -> int:
        """How many ballots there are, blank ones included: all share the money equally."""
        return self.blank + sum(number for _, number in self.groups)

    def points(self) -> dict[ProjectId, Count]:
        """Add up the points of every project; with approval ballots these are its supporters."""
        sums: dict[ProjectId, Count] = {project.id: 0 for project in self.projects}
        for ballot, number in self.groups:
            for project, points in ballot:
                sums[project] = whole(sums[project] + points * number)
        return sums

    def eligible(self) -> tuple[Project, ...]:
        """Name the projects that may be bought: somebody wants them, and enough do."""
        points = self.points()
        return tuple(
            project
            for project in self.projects
            if points[project.id] and points[project.id] >= self.least_points
        )


def grouped(
    ballots: Iterable[PointBallot],
) -> tuple[tuple[tuple[PointBallot, int], ...], int]:
    """Gather identical ballots; tells the groups in a fixed order, and the number of blank ones."""
    counted = Counter(ballots)
    blank = counted.pop((), 0)
    return tuple(sorted(counted.items())), blank
