"""What the pairwise methods share: the rules agreed, who stands, and how an order becomes a result.

A default option ("none of the above", 维持现状) guards the others: an option that does not beat it
by the agreed ratio is dropped before the method begins, as in the Debian constitution A.5.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from voting.ballots import CandidateId, Group
from voting.beatpaths import Strength
from voting.counts import Count, whole
from voting.outcome import Option, Outcome, ballot_count
from voting.pairwise import Matrix, without
from voting.profile import Ballots
from voting.ties import REFUSE, TieRules, best_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PairwiseRules:
    """What was agreed before the vote; ``default_majority`` is a ratio, 1 = more than half.

    ``majorities`` are the ratios of options that need another than the rest.
    """

    strength: Strength = "margins"
    default_option: CandidateId | None = None
    default_majority: Count = 1
    majorities: tuple[tuple[CandidateId, Count], ...] = ()
    ties: TieRules = REFUSE

    def options(self, *, uses_strength: bool = True) -> dict[str, Option]:
        """Write the values used, as every outcome repeats them."""
        used = self.ties.options()
        if uses_strength:
            used["strength"] = self.strength
        if self.default_option is not None:
            used["default_option"] = self.default_option
            used["default_majority"] = str(whole(Fraction(self.default_majority)))
        if self.majorities:
            used["default_majorities"] = tuple(
                f"{option}={whole(Fraction(ratio))}" for option, ratio in self.majorities
            )
        return used

    def ratio_of(self, option: CandidateId) -> Fraction:
        """How many times as many ballots an option needs over the default as against it."""
        return Fraction(dict(self.majorities).get(option, self.default_majority))


def rules_of(options: Mapping[str, Option]) -> PairwiseRules:
    """Read the rules, but for those of ties, back from the values that an outcome repeats."""
    pairs = cast("tuple[str, ...]", options.get("default_majorities", ()))
    majorities = (each.split("=") for each in pairs)
    return PairwiseRules(
        strength=cast("Strength", options.get("strength", "margins")),
        default_option=cast("int | None", options.get("default_option")),
        default_majority=Fraction(str(options.get("default_majority", 1))),
        majorities=tuple((int(option), Fraction(ratio)) for option, ratio in majorities),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Duels:
    """Who meets whom: the whole ``matrix``, and the same with the dropped taken out of it."""

    matrix: Matrix
    standing: Matrix
    candidates: Group
    dropped: Group

    @property
    def places(self) -> dict[CandidateId, int]:
        """The row of every candidate who was not dropped."""
        out = frozenset(self.dropped)
        return {each: at for at, each in enumerate(self.candidates) if each not in out}

    def margin(self, i: int, j: int) -> int:
        """How many more ballots prefer row i to row j than the other way round."""
        return self.standing[i][j] - self.standing[j][i]


def duels_of(profile: Ballots, *, rules: PairwiseRules) -> Duels:
    """Compare all candidates in pairs and drop those whom the default option holds back.

    Option A stays where more than its ratio times as many ballots prefer A to the default as the
    default to A; the default itself always stays.
    """
    matrix = profile.pairwise()
    ids = profile.ids
    out: list[int] = []
    if rules.default_option is not None:
        default = ids.index(rules.default_option)
        out = [
            at
            for at, each in enumerate(ids)
            if at != default
            and not matrix[at][default] > rules.ratio_of(each) * matrix[default][at]
        ]
    return Duels(
        matrix=matrix,
        standing=without(matrix, out),
        candidates=ids,
        dropped=tuple(ids[at] for at in out),
    )


def ordered(
    method: str,
    *,
    profile: Ballots,
    rules: PairwiseRules,
    duels: Duels,
    ranking: tuple[Group, ...],
    paths: Matrix = (),
    uses_strength: bool = True,
) -> Outcome:
    """Make the outcome of a method that ranks: the first of the ranking wins, ties as agreed."""
    winners, ties = best_of(ranking, profile=profile, agreed=rules.ties)
    return Outcome(
        method=method,
        options=rules.options(uses_strength=uses_strength),
        candidates=profile.candidates,
        ballots=ballot_count(profile),
        winners=winners,
        ranking=ranking,
        pairwise=duels.matrix,
        paths=paths,
        ties=ties,
        dropped=duels.dropped,
    )
