"""An outcome: who won, and everything needed to see why.

Nothing here is a sentence; council/wording makes tables and paragraphs from these values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from voting.ballots import CandidateId, Group
from voting.counts import Count
from voting.pairwise import Matrix
from voting.profile import Ballots, Candidate

Option: TypeAlias = str | int | bool | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCount:
    """The papers: ``total`` = ``valid`` + ``blank`` (names nobody) + ``spoiled`` (unusable)."""

    total: int
    valid: int
    blank: int = 0
    spoiled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One step of resolving a tie in round ``n`` (0 where a method has no rounds).

    ``rule`` put ``among`` into ``order``: tie groups, the one that fares best first. A group of
    several means the next rule had to go on from there. ``rule`` is ``None`` and ``order`` empty
    where every agreed rule was used up: the tie stands and the vote has no answer yet.
    """

    n: int
    among: Group
    rule: str | None
    order: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: tallies of those in the race, in ballots (fractions where shared).

    ``exhausted`` counts every ballot, blank ones too, that supports nobody any more.
    ``threshold`` is what elects (a majority, a quota), ``None`` where nothing is asked for.
    ``eliminated`` left at the end of this round; the surplus of ``transferred`` (elected in this
    round or before) was handed on at its end. ``lost`` is what truncating transfers has dropped so
    far: tallies, ``exhausted`` and ``lost`` add up to all papers.
    """

    n: int
    tallies: Mapping[CandidateId, Count]
    exhausted: Count
    threshold: Count | None = None
    elected: Group = ()
    eliminated: Group = ()
    transferred: Group = ()
    lost: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of counting one profile by one method, with its trace.

    ``options`` are the values that were used. ``winners`` is empty where a tie stands, or lists
    those elected before it, in the order of their election.
    ``ranking`` is a list of tie groups, best first. Rows and columns of ``pairwise`` (ballots that
    prefer row to column) and ``paths`` (strength of the strongest path from row to column)
    follow ``candidates``. ``dropped`` did not beat the default option. ``decimals`` is the number
    of places that tallies were truncated to, ``None`` where they are exact.
    """

    method: str
    seats: int = 1
    options: Mapping[str, Option]
    candidates: tuple[Candidate, ...]
    ballots: BallotCount
    winners: Group
    rounds: tuple[Round, ...] = ()
    ranking: tuple[Group, ...] = ()
    pairwise: Matrix = ()
    paths: Matrix = ()
    ties: tuple[Tie, ...] = ()
    dropped: Group = ()
    decimals: int | None = None

    @property
    def unresolved(self) -> Tie | None:
        """The tie that no agreed rule could break, if there is one."""
        return next((tie for tie in self.ties if tie.rule is None), None)

    @property
    def lead(self) -> Count | None:
        """How far the winner is ahead of the next in the last round; ``None`` without a rival."""
        if not self.rounds or not self.winners:
            return None
        tallies = self.rounds[-1].tallies
        rivals = [count for candidate, count in tallies.items() if candidate not in self.winners]
        return tallies[self.winners[0]] - max(rivals) if rivals else None


def ballot_count(ballots: Ballots, *, spoiled: int = 0) -> BallotCount:
    """Count the papers; ``spoiled`` of the ranked ones could not be used by the method."""
    return BallotCount(
        total=ballots.total,
        valid=ballots.ranked - spoiled,
        blank=ballots.blank,
        spoiled=ballots.spoiled + spoiled,
    )
