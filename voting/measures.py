"""The two measures of an owners' vote, heads and area, and how one reading of it is judged."""

from dataclasses import dataclass, replace
from typing import Self

from voting.thresholds import DoubleThreshold, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure of a vote, in heads or in hundredths of m².

    ``participating`` = ``agree`` + ``oppose`` + ``abstain`` + ``unclear``; ``total`` is everybody.
    """

    total: int
    participating: int
    agree: int
    oppose: int
    abstain: int
    unclear: int = 0

    @property
    def percent_participating(self) -> str | None:
        """Participating of all, truncated to two decimals."""
        return percent(self.participating, of=self.total)

    @property
    def percent_agree(self) -> str | None:
        """Agreeing of the participating, truncated to two decimals."""
        return percent(self.agree, of=self.participating)

    @property
    def percent_agree_of_all(self) -> str | None:
        """Agreeing of all, truncated to two decimals: not what the law asks, shown beside it."""
        return percent(self.agree, of=self.total)

    def without_unclear(self) -> Self:
        """Take the unclear as not participating."""
        return replace(self, participating=self.participating - self.unclear, unclear=0)

    def without_abstentions(self) -> Self:
        """Take the abstaining as not participating: unlawful, a what-if only."""
        return replace(self, participating=self.participating - self.abstain, abstain=0)

    def joined_by(self, amount: int, *, side: str) -> Self:
        """Let ``amount`` of those who were silent take part, on one side: agree, oppose, abstain."""
        return replace(
            self,
            participating=self.participating + amount,
            **{side: getattr(self, side) + amount},
        )

    def turned_against(self, amount: int) -> Self:
        """Move ``amount`` from agreeing to opposing."""
        return replace(self, agree=self.agree - amount, oppose=self.oppose + amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """One measure against the thresholds: reached or not, the least that would do, what lacks.

    ``agree_missing``: how much of those taking part would have to change to agreeing.
    """

    quorum: bool
    quorum_needed: int
    quorum_missing: int
    majority: bool
    agree_needed: int
    agree_missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way of reading the ballots: both measures, area in hundredths of m²."""

    heads: Measure
    area_x100: Measure

    def without_unclear(self) -> Self:
        """Take the unclear heads as not participating."""
        return replace(
            self, heads=self.heads.without_unclear(), area_x100=self.area_x100.without_unclear()
        )

    def without_abstentions(self) -> Self:
        """Take the abstaining heads as not participating: unlawful, a what-if only."""
        return replace(
            self,
            heads=self.heads.without_abstentions(),
            area_x100=self.area_x100.without_abstentions(),
        )

    def has_quorum(self, rule: DoubleThreshold) -> bool:
        """Say whether enough take part, by heads and by area."""
        return all(
            rule.quorum.met(measure.participating, of=measure.total)
            for measure in (self.heads, self.area_x100)
        )

    def has_majority(self, rule: DoubleThreshold) -> bool:
        """Say whether enough of those taking part agree, by heads and by area."""
        return all(
            rule.majority.met(measure.agree, of=measure.participating)
            for measure in (self.heads, self.area_x100)
        )

    def passes(self, rule: DoubleThreshold) -> bool:
        """Say whether the decision is made in this reading."""
        return self.has_quorum(rule) and self.has_majority(rule)


def needs(measure: Measure, *, rule: DoubleThreshold) -> Needs:
    """Hold one measure against both thresholds."""
    took_part, everybody = measure.participating, measure.total
    return Needs(
        quorum=rule.quorum.met(took_part, of=everybody),
        quorum_needed=rule.quorum.needed(of=everybody),
        quorum_missing=rule.quorum.missing(took_part, of=everybody),
        majority=rule.majority.met(measure.agree, of=took_part),
        agree_needed=rule.majority.needed(of=took_part),
        agree_missing=rule.majority.missing(measure.agree, of=took_part),
    )
