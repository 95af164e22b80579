"""The margin: the fewest ballots that, saying something else, could have changed the winner.

"Could": another candidate comes level with the winner or ahead, so that at best a tie rule still
decides. 0 means that a tie rule did decide. What is told is ``exact``, or a proved ``lower`` bound:
fewer changed ballots than that change nothing.

Points (plurality, approval, score, Borda): exact. Of every rival the lead over it is taken apart
ballot by ballot, those first whose change moves it most; the rival that needs the fewest is the
margin.
Seats by transfers (STV): nothing better is proved than that one ballot must change, for a surplus
changes what every ballot of its pile is worth.
Instant runoff: see ``voting.runoff_margin``. Pairs: see ``voting.duel_margin``.

A margin must never hold up a count: where looking at the ballots would take longer than
``EFFORT``, bounds that follow from the outcome alone are told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, cast

from voting.ballots import CandidateId, Ranking
from voting.counts import Count
from voting.duel_margin import duel_margin
from voting.grades import Graded
from voting.outcome import Outcome
from voting.profile import Ballots, Profile
from voting.runoff_margin import runoff_bounds
from voting.standing import Overvote

Bound: TypeAlias = Literal["exact", "lower", "upper"]

#: So many visits to a group of ballots are allowed, and so many where they are packed: a fraction
#: of a second. A visit to packed ballots costs as much as if there were ``PACKED_LEAST`` groups at
#: least; many candidates make a visit dear too.
EFFORT = 100_000
PACKED_EFFORT = 2_000_000
PACKED_LEAST = 4_000
PAIRWISE = frozenset({"schulze", "ranked_pairs", "minimax", "copeland"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How many ballots, and how sure that number is."""

    ballots_changed: int
    bound: Bound


def margin_of(outcome: Outcome, profile: Profile | None, *, counted: Ballots) -> Margin | None:
    """Tell the margin of an outcome of these ballots, as they were ``counted``.

    ``profile`` are the same ballots where they are few enough to be looked at one by one.
    ``None``: nobody won, or nobody else could.
    """
    if outcome.method == "stv" and outcome.unresolved is None and outcome.winners:
        return Margin(ballots_changed=0 if outcome.ties else 1, bound="lower")
    if not _contested(outcome):
        return None
    winner = outcome.winners[0]
    groups = max(1, counted.distinct)
    few = profile if groups * len(counted.candidates) <= EFFORT else None
    if outcome.method == "plurality":
        return _exact(_plurality(outcome, counted, winner))
    if outcome.method == "borda":
        return _borda(outcome, few, winner)
    if outcome.method == "irv":
        dear = max(groups, len(counted.candidates) ** 2 // 10)
        visits = EFFORT // dear if counted is profile else PACKED_EFFORT // max(dear, PACKED_LEAST)
        lower, upper = runoff_bounds(outcome, counted, visits=visits, to_change=few)
        return Margin(ballots_changed=lower, bound="exact" if lower == upper else "lower")
    if outcome.method in PAIRWISE:
        changed, proved = duel_margin(outcome, few)
        return Margin(ballots_changed=changed, bound="exact" if proved else "lower")
    return None


def grades_margin(outcome: Outcome, grades: Graded, *, scale: Sequence[int]) -> Margin | None:
    """Tell the margin of an outcome of grades between 0 and those of ``scale``.

    A ballot changed in the best way gives the rival the most and the winner the least.
    """
    if not _contested(outcome):
        return None
    span = max(0, *scale) - min(0, *scale)
    place = {candidate.id: at for at, candidate in enumerate(grades.candidates)}
    winner = place.pop(outcome.winners[0])
    sums = list(grades.sums().values())
    return _exact(
        min(
            fewest(
                sums[winner] - sums[rival],
                ((lead + span, weight) for lead, weight in grades.leads(winner, rival)),
            )
            for rival in place.values()
        )
    )


def _contested(outcome: Outcome) -> bool:
    barred = cast("tuple[int, ...]", outcome.options.get("cannot_win", ()))
    rivals = {each.id for each in outcome.candidates}.difference(barred, outcome.winners)
    return len(outcome.winners) == 1 and outcome.seats == 1 and bool(rivals)


def fewest(lead: Count, gains: Iterable[tuple[Count, int]]) -> int:
    """How many ballots undo a lead: each of so many (second) lowers it by its gain (first).

    Raises ``ValueError`` where all of them together do not.
    """
    changed = 0
    for gain, number in sorted(gains, reverse=True):
        if lead <= 0 or gain <= 0:
            break
        needed = min(number, -(-lead // gain))
        changed += int(needed)
        lead -= gain * needed
    if lead > 0:
        raise ValueError("the ballots cannot undo the lead")
    return changed


def _exact(changed: int) -> Margin:
    return Margin(ballots_changed=changed, bound="exact")


def _plurality(outcome: Outcome, ballots: Ballots, winner: CandidateId) -> int:
    """A ballot changed in the best way names the rival alone: it had its share, now it has one."""
    overvote = cast("Overvote", outcome.options["overvote"])
    ids = ballots.ids
    handed = ballots.parcel().hand_out(continuing=frozenset(ids), overvote=overvote)
    piles = [(holders, parcel.weight) for holders, parcel in handed.items()]
    piles.append(((), ballots.blank + ballots.spoiled))
    tallies = outcome.rounds[0].tallies

    def gain(holders: tuple[CandidateId, ...], rival: CandidateId) -> Fraction:
        held = (winner in holders) - (rival in holders)
        return 1 + Fraction(held, max(1, len(holders)))

    return min(
        fewest(
            tallies[winner] - tallies[rival],
            [(gain(holders, rival), weight) for holders, weight in piles],
        )
        for rival in ids
        if rival != winner
    )


def _borda(outcome: Outcome, ballots: Profile | None, winner: CandidateId) -> Margin:
    """A ballot changed in the best way puts the rival first and the winner last."""
    most = len(outcome.candidates) - 1
    points = outcome.rounds[0].tallies
    rivals = [each for each in points if each != winner]
    if ballots is None:
        lead = min(points[winner] - points[rival] for rival in rivals)
        return Margin(ballots_changed=int(-(-lead // (2 * most))), bound="lower")
    unsaid = ballots.blank + ballots.spoiled
    return _exact(
        min(
            fewest(
                points[winner] - points[rival],
                [
                    *(
                        (_apart(ranking, winner, rival, most) + most, weight)
                        for ranking, weight in ballots.groups
                    ),
                    (most, unsaid),
                ],
            )
            for rival in rivals
        )
    )


def _apart(ranking: Ranking, winner: CandidateId, rival: CandidateId, most: int) -> Fraction:
    """How many Borda points a ballot gives the winner more than the rival."""
    points = {winner: Fraction(0), rival: Fraction(0)}
    below = most + 1
    named = 0
    for group in ranking:
        named += len(group)
        below -= len(group)
        for each in points:
            if each in group:
                points[each] = below + Fraction(len(group) - 1, 2)
    last = Fraction(most - named, 2)
    ranked = {each for group in ranking for each in group}
    worth = {each: points[each] if each in ranked else last for each in points}
    return worth[winner] - worth[rival]
