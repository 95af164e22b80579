"""Plurality: most first preferences wins.

Definition: every ballot counts for the candidate it puts first; the highest tally wins, whether or
not it is a majority. A first place shared by several follows ``overvote`` (voting.standing).
Source: the rule of old; also called first-past-the-post (简单多数).
Ties: for first place only; the agreed rules choose the best of the tied (voting.ties).
"""

from dataclasses import dataclass

from voting.outcome import Outcome, Round, Tie, ballot_count
from voting.profile import Profile
from voting.standing import Overvote, standing, tallies
from voting.ties import REFUSE, TieRules, narrow


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralityRules:
    """What was agreed before the vote."""

    overvote: Overvote = "split"
    ties: TieRules = REFUSE


def count_plurality(profile: Profile, *, rules: PluralityRules) -> Outcome:
    """Count by plurality."""
    ids = profile.ids
    everyone = frozenset(ids)
    piles = [
        (standing(ranking, continuing=everyone, overvote=rules.overvote), weight)
        for ranking, weight in profile.groups
    ]
    spoiled = sum(weight for holders, weight in piles if not holders)
    counts = tallies(piles, candidates=ids)
    highest = max(counts.values(), default=0)
    leaders = tuple(candidate for candidate in ids if counts[candidate] == highest)
    winners = leaders
    ties: tuple[Tie, ...] = ()
    if len(leaders) > 1:
        best, ties = narrow(
            leaders, side="best", n=1, profile=profile, agreed=rules.ties, overvote=rules.overvote
        )
        winners = () if best is None else (best,)
    only = Round(n=1, tallies=counts, exhausted=spoiled + profile.blank, elected=winners)
    return Outcome(
        method="plurality",
        options={
            "overvote": rules.overvote,
            **rules.ties.options(),
        },
        candidates=profile.candidates,
        ballots=ballot_count(profile, spoiled=spoiled),
        winners=winners,
        rounds=(only,),
        ranking=tuple(
            tuple(c for c in ids if counts[c] == level)
            for level in sorted(set(counts.values()), reverse=True)
        ),
        ties=ties,
    )
