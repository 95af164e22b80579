"""Where the ballots of those went who were eliminated, read off the tallies of two rounds.

An instant runoff keeps what everybody has in each round, not the way of each ballot. That is enough
where one leaves at a time: only the ballots of whoever left move, so what another has more came
from there. Where several leave together only what they gave together is known, unless all but one
of them had nothing. Tallies that do not fit together say nothing, and then nothing is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from voting.ballots import CandidateId
from voting.counts import Count, whole
from voting.outcome import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """What moved at the end of round ``n``, in ballots (fractions where shared).

    ``givers`` are those eliminated with what they had, ``gains`` those who got any of it, and
    ``exhausted`` is what supports nobody any more: gains and exhausted add up to what was given.
    """

    n: int
    givers: Mapping[CandidateId, Count]
    gains: Mapping[CandidateId, Count]
    exhausted: Count

    @property
    def together(self) -> bool:
        """Whether several gave, so that nobody knows what each of them gave to whom."""
        return sum(1 for votes in self.givers.values() if votes) > 1


def handed_on(before: Round, after: Round) -> HandedOn | None:
    """Tell what moved between two rounds of an instant runoff; None where the tallies do not say."""
    if set(after.tallies) != set(before.tallies).difference(before.eliminated):
        return None
    givers = {each: before.tallies[each] for each in before.eliminated}
    gains = {
        each: whole(Fraction(votes - before.tallies[each]))
        for each, votes in after.tallies.items()
    }
    exhausted = after.exhausted - before.exhausted
    given: Count = sum(givers.values(), start=0)
    got: Count = sum(gains.values(), start=exhausted)
    if exhausted < 0 or got != given or any(gain < 0 for gain in gains.values()):
        return None
    return HandedOn(
        n=before.n,
        givers=givers,
        gains={each: gain for each, gain in gains.items() if gain},
        exhausted=exhausted,
    )
