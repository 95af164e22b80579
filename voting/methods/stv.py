"""STV (single transferable vote, 可转移单票制): several seats, each for a quota of votes.

Definition: whoever reaches the quota is elected; what it has above the quota is handed on, all its
ballots at the same smaller value (weighted inclusive Gregory). When there is no surplus the
candidate with the fewest votes is excluded and its ballots go on at their value. Candidates as many
as the seats left are elected as they are. Truncation loses crumbs of votes; they are shown.

``scottish_wigm``  one surplus a stage, the largest first; values truncated once
``sequential``     all who reach the quota in a round are elected, then all their surpluses go on;
                   RCTab's "allow multiple winners per round", factor and value truncated
``one_per_round``  the same, but only the highest of them is elected in a round
``multi_pass``     the instant runoff is run once a seat, each time without those elected before
                   (no quota and no proportion: the same majority may win every seat)

Source: the Scottish Local Government Elections Order 2007, rules 45–52; RCTab 2 (Bright Spots).
``cannot_win`` leave in a first round that elects nobody. A place that names several follows
``overvote`` (voting.standing); it cannot be split.
Ties: for exclusion the agreed rules choose who fares worst, for the first surplus or the one seat
of a round who fares best (voting.ties). The Scottish rule names ``previous_rounds``, then lot. Who has
no vote at all leaves without a tie where enough others stand for all seats left: one after the other,
in whatever order. Nobody is elected without a valid ballot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId, Group
from voting.methods.irv import IrvRules, runoff
from voting.outcome import Option, Outcome, Round, Tie, ballot_count
from voting.profile import Ballots
from voting.standing import Overvote
from voting.ties import REFUSE, Breaker, Side, TieRules
from voting.transfers import Hands, Quota, Threshold, quota_units

Variant: TypeAlias = Literal["scottish_wigm", "sequential", "one_per_round", "multi_pass"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
#: Decimal places where none are named: the Scottish Order's, and RCTab's default.
PLACES: dict[Variant, int] = {"scottish_wigm": 5, "sequential": 4, "one_per_round": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class StvRules:
    """What was agreed before the vote. ``decimals`` None = as the variant has it."""

    seats: int
    variant: Variant = "scottish_wigm"
    quota: Quota = "droop"
    threshold: Threshold = "whole"
    decimals: int | None = None
    overvote: Overvote = "exhaust"
    cannot_win: Group = ()
    ties: TieRules = REFUSE

    @property
    def places(self) -> int:
        """Decimal places of a vote."""
        return PLACES[self.variant] if self.decimals is None else self.decimals

    def options(self) -> dict[str, Option]:
        """Write the values used, as every outcome repeats them."""
        used: dict[str, Option] = {"variant": self.variant, "overvote": self.overvote}
        if self.variant != "multi_pass":
            used |= {
                "quota": self.quota,
                "threshold": self.threshold,
                "decimals": self.places,
            }
        if self.cannot_win:
            used["cannot_win"] = self.cannot_win
        return {**used, **self.ties.options()}


def count_stv(profile: Ballots, *, rules: StvRules) -> Outcome:
    """Count by single transferable vote; raises ``ValueError`` where ``overvote`` is ``split``."""
    if rules.overvote == "split":
        raise ValueError("a transferable vote cannot be split")
    if rules.variant == "multi_pass":
        return _multi_pass(profile, rules=rules)
    return _Count(profile, rules).outcome()


def _multi_pass(profile: Ballots, *, rules: StvRules) -> Outcome:
    irv = IrvRules(overvote=rules.overvote, cannot_win=rules.cannot_win, ties=rules.ties)
    winners: list[CandidateId] = []
    rounds: list[Round] = []
    ties: list[Tie] = []
    spoiled = 0
    for seat in range(rules.seats):
        among = tuple(each for each in profile.ids if each not in winners)
        run = runoff(profile, among=among, rules=irv, n=len(rounds))
        rounds += run.rounds
        ties += run.ties
        spoiled = spoiled if seat else run.spoiled
        if not run.winners:
            break
        winners += run.winners
    return Outcome(
        method="stv",
        seats=rules.seats,
        options=rules.options(),
        candidates=profile.candidates,
        ballots=ballot_count(profile, spoiled=spoiled),
        winners=tuple(winners),
        rounds=tuple(rounds),
        ties=tuple(ties),
    )


class _Count:
    """One count, stage by stage."""

    def __init__(self, profile: Ballots, rules: StvRules) -> None:
        self.profile = profile
        self.rules = rules
        self.unit = 10**rules.places
        self.hands = Hands(unit=self.unit, overvote=rules.overvote)
        self.breaker = Breaker(profile, agreed=rules.ties, overvote=rules.overvote)
        self.continuing = set(profile.ids)
        self.elected: list[CandidateId] = []
        self.waiting: list[CandidateId] = []
        self.rounds: list[Round] = []
        self.ties: list[Tie] = []
        for each in profile.ids:
            self.hands.votes[each] = 0
            self.hands.held[each] = {}
        self.hands.deal(profile.parcel(), value=self.unit, continuing=self.continuing)
        self.spoiled = self.hands.exhausted // self.unit
        self.valid = profile.ranked - self.spoiled
        self.quota = quota_units(
            self.valid,
            seats=rules.seats,
            quota=rules.quota,
            threshold=rules.threshold,
            unit=self.unit,
        )

    def outcome(self) -> Outcome:
        """Run all stages."""
        while self.continuing and self._stage():
            pass
        return Outcome(
            method="stv",
            seats=self.rules.seats,
            options=self.rules.options(),
            candidates=self.profile.candidates,
            ballots=ballot_count(self.profile, spoiled=self.spoiled),
            winners=tuple(self.elected),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties),
            decimals=self.rules.places,
        )

    def _stage(self) -> bool:
        """Record a round and act on it; says whether the count goes on."""
        hands = self.hands
        held = tuple(each for each in self.profile.ids if each in hands.votes)
        tallies = hands.tallies(held)
        papers = self.profile.blank + self.profile.spoiled
        exhausted, lost = (
            hands.count(hands.exhausted + papers * self.unit),
            hands.count(hands.lost),
        )
        barred = () if self.rounds else self._barred()
        fresh = () if barred or not self.valid else self._elect()
        gone: Group = barred
        passed: Group = ()
        going_on = (
            self.valid > 0 and len(self.elected) < self.rules.seats and bool(self.continuing)
        )
        if going_on and not barred:
            passed = self._surpluses(fresh)
            if not (passed or self._pauses(fresh) or self._stuck):
                gone = self._worst()
            going_on = not self._stuck
        self.rounds.append(
            Round(
                n=len(self.rounds) + 1,
                tallies=tallies,
                exhausted=exhausted,
                threshold=hands.count(self.quota),
                elected=fresh,
                eliminated=gone,
                transferred=passed,
                lost=lost,
            )
        )
        if gone:
            self.continuing.difference_update(gone)
            hands.strike(gone, continuing=self.continuing)
        twice = self.rules.variant != "scottish_wigm"
        for each in passed:
            hands.pass_surplus(each, quota=self.quota, continuing=self.continuing, twice=twice)
        return going_on

    @property
    def _stuck(self) -> bool:
        """Say whether a tie stands that the agreed rules do not break."""
        return bool(self.ties) and self.ties[-1].rule is None

    def _barred(self) -> Group:
        return tuple(each for each in self.profile.ids if each in self.rules.cannot_win)

    def _elect(self) -> Group:
        """Elect whoever may be elected now, more votes first."""
        votes = self.hands.votes
        seats_left = self.rules.seats - len(self.elected)
        in_order = sorted(self.continuing, key=lambda each: (-votes[each], each))
        reached = [each for each in in_order if votes[each] >= self.quota]
        if len(in_order) <= seats_left:
            reached = in_order
        elif self.rules.variant == "one_per_round" and len(reached) > 1:
            reached = self._one(reached, side="best")
        self.elected += reached
        self.waiting += [each for each in reached if votes[each] > self.quota]
        self.continuing.difference_update(reached)
        return tuple(reached)

    def _surpluses(self, fresh: Group) -> Group:
        """Name those whose surplus goes on now."""
        if self.rules.variant != "scottish_wigm":
            return tuple(each for each in fresh if self.hands.votes[each] > self.quota)
        first = self._one(self.waiting, side="best") if self.waiting else []
        self.waiting = [each for each in self.waiting if each not in first]
        return tuple(first)

    def _pauses(self, fresh: Group) -> bool:
        """Say whether a round that elected somebody ends there, without an exclusion."""
        return bool(fresh) and self.rules.variant != "scottish_wigm"

    def _worst(self) -> Group:
        return tuple(self._one(tuple(self.continuing), side="worst"))

    def _one(self, among: Sequence[CandidateId], *, side: Side) -> list[CandidateId]:
        """Name the one with the most or the fewest votes; nobody where a tie stands."""
        votes = self.hands.votes
        edge = (max if side == "best" else min)(votes[each] for each in among)
        tied = tuple(sorted(each for each in among if votes[each] == edge))
        if len(tied) == 1:
            return list(tied)
        chosen, steps = self.breaker.narrow(
            tied, side=side, n=len(self.rounds) + 1, rounds=self.rounds
        )
        if len(chosen) > 1 and side == "worst" and not edge and self._enough_without(tied):
            chosen, steps = chosen[-1:], steps[:-1]
        self.ties += steps
        return list(chosen) if len(chosen) == 1 else []

    def _enough_without(self, gone: Sequence[CandidateId]) -> bool:
        """Say whether the seats left can all be filled by others."""
        seats_left = self.rules.seats - len(self.elected)
        return len(self.continuing) - len(gone) >= seats_left
