"""Papers: what stands on a ranked ballot as it was filled in, and how it becomes a ranking.

A paper is a tuple of places, best first. A place is ``()`` where the rank was left blank, ``(3,)``,
or ``(1, 2)`` where it names several; ``None`` where it was overvoted and the source kept no marks.
A paper may name somebody twice. Which of this ends a ballot is the law of the vote (``PaperRules``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from voting.ballots import BLANK, CandidateId, Group, Ranking
from voting.outcome import Option
from voting.profile import Candidate, Profile
from voting.standing import Overvote

Place: TypeAlias = Group | None
Paper: TypeAlias = tuple[Place, ...]
Duplicates: TypeAlias = Literal["skip", "exhaust"]
DUPLICATES: tuple[Duplicates, ...] = get_args(Duplicates)

UNLIMITED = "unlimited"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRules:
    """How papers are read. ``None`` = without limit.

    ``max_skipped``: more blank ranks in a row end the ballot (RCTab's "max skipped ranks").
    ``max_ranks``: later ranks are not looked at. ``duplicates``: the second naming of a candidate
    is passed over (``skip``) or ends the ballot (``exhaust``), wherever the first one stood: an
    overvote that is skipped names its candidates too. ``overvote``: see voting.standing; a place
    without marks ends the ballot unless such places are skipped.
    """

    overvote: Overvote = "split"
    max_skipped: int | None = None
    max_ranks: int | None = None
    duplicates: Duplicates = "skip"

    def options(self) -> dict[str, Option]:
        """Write the values used beside ``overvote``, which the methods write themselves."""
        return {
            "max_skipped": UNLIMITED if self.max_skipped is None else self.max_skipped,
            "max_ranks": UNLIMITED if self.max_ranks is None else self.max_ranks,
            "duplicates": self.duplicates,
        }


def ranking_of(paper: Paper, *, rules: PaperRules) -> Ranking:
    """Read a paper: the ranking that the rules leave of it."""
    groups: list[Group] = []
    named: set[CandidateId] = set()
    ranked: set[CandidateId] = set()
    skipped = 0
    for place in paper[: rules.max_ranks]:
        if place == ():
            skipped += 1
            if rules.max_skipped is not None and skipped > rules.max_skipped:
                break
            continue
        skipped = 0
        if place is not None and rules.duplicates == "exhaust":
            if not named.isdisjoint(place):
                break
            named.update(place)
        if place is None or len(place) > 1:
            if rules.overvote == "skip":
                continue
            if place is None or rules.overvote == "exhaust":
                break
        fresh = tuple(sorted(frozenset(place) - ranked))
        ranked.update(fresh)
        if fresh:
            groups.append(fresh)
    return tuple(groups)


def without(papers: Mapping[Paper, int], gone: Iterable[CandidateId]) -> dict[Paper, int]:
    """Strike candidates from papers: as if nobody could ever have named them.

    A rank that named nobody else is not there; one shared with others is theirs alone.
    """
    out = frozenset(gone)
    kept: dict[Paper, int] = {}
    for paper, weight in papers.items():
        left = tuple(
            place if place is None else tuple(each for each in place if each not in out)
            for place in paper
            if not place or not out.issuperset(place)
        )
        kept[left] = kept.get(left, 0) + weight
    return kept


def profile_of(
    papers: Mapping[Paper, int], *, candidates: Iterable[Candidate], rules: PaperRules
) -> Profile:
    """Read papers with their weights; one that names somebody but keeps nobody is spoiled."""
    read: dict[Ranking, int] = {}
    spoiled = 0
    for paper, weight in papers.items():
        ranking = ranking_of(paper, rules=rules)
        if ranking == BLANK and any(place != () for place in paper):
            spoiled += weight
        else:
            read[ranking] = read.get(ranking, 0) + weight
    return Profile.of(read, candidates=candidates, spoiled=spoiled)
