"""Counting a ratification (业主共同决定): heads and area, yes / no / abstain.

The reading rules are those of docs/rules.md#reading-ballots. A ballot is one owner's word for one unit; it
speaks for the head that owns the unit, with all that head's counted area. Where co-owners
contradict each other, or a paper is invalid, the head is *unclear*: the vote is computed with
every unclear head participating but not agreeing and with every unclear head not participating.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from voting.ballots import Choice
from voting.measures import Measure, Needs, Reading, needs
from voting.roll import (
    Head,
    HeadKey,
    OwnerKey,
    Unit,
    UnitCode,
    faults_of,
    heads_of,
    owners_of_several,
)
from voting.thresholds import TWO_THIRDS, DoubleThreshold


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerBallot:
    """One owner's ballot for one unit; ``at`` in UTC seconds (a fraction where a file has one).

    ``line`` is where it stands in its file, or any number that finds it again.
    """

    unit: UnitCode
    owner: OwnerKey
    choice: Choice
    at: int | Fraction
    line: int = 0


class BallotProblem(StrEnum):
    """Why a ballot cannot be let in."""

    UNKNOWN_UNIT = "unknown_unit"
    NOT_AN_OWNER = "not_an_owner"
    NOT_DELIVERED = "not_delivered"


class Stance(StrEnum):
    """What a head says."""

    AGREE = "agree"
    OPPOSE = "oppose"
    ABSTAIN = "abstain"
    UNCLEAR = "unclear"
    SILENT = "silent"


class IgnoredReason(StrEnum):
    """Why a ballot that was let in speaks for nobody."""

    NO_HEAD = "no_head"
    NOT_THE_NOMINEE = "not_the_nominee"


class Passed(StrEnum):
    """The answer; ``needs_review`` where it hangs on unclear heads."""

    YES = "yes"
    NO = "no"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredBallot:
    """A ballot that speaks for nobody, and why."""

    ballot: OwnerBallot
    reason: IgnoredReason


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadBallot:
    """What one head says, and the standing ballot of each of its owners that it follows from."""

    head: Head
    stance: Stance
    ballots: tuple[OwnerBallot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfs:
    """Other readings that a result page shows beside the lawful one.

    ``developer_against``: the developer's agreement turned into opposition; ``None`` where the
    developer did not agree. ``abstentions_dropped``: the wrong count that leaves them out.
    ``obsolete_two_thirds_of_all``: the test of 物业管理条例 Art. 12 before the Civil Code, which
    wanted two thirds of all owners to agree.
    """

    developer_against: Reading | None
    abstentions_dropped: Reading
    obsolete_two_thirds_of_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratification:
    """The counted ratification: ``reading`` is the one that is published.

    ``reading``: every unclear head participates and does not agree; ``without_unclear``: none
    participates.
    """

    rule: DoubleThreshold
    passed: Passed
    reading: Reading
    without_unclear: Reading
    heads: tuple[HeadBallot, ...]
    ignored: tuple[IgnoredBallot, ...]
    multi_unit: Mapping[OwnerKey, tuple[UnitCode, ...]]
    what_ifs: WhatIfs

    @property
    def needs_heads(self) -> Needs:
        """The headcount of the published reading against both thresholds."""
        return needs(self.reading.heads, rule=self.rule)

    @property
    def needs_area(self) -> Needs:
        """The area of the published reading against both thresholds, hundredths of m²."""
        return needs(self.reading.area_x100, rule=self.rule)

    @property
    def unclear_units(self) -> tuple[UnitCode, ...]:
        """The counted units of every unclear head."""
        unclear = (each.head.units for each in self.heads if each.stance is Stance.UNCLEAR)
        return tuple(unit for units in unclear for unit in units)


def problem_with(ballot: OwnerBallot, *, units: Mapping[UnitCode, Unit]) -> BallotProblem | None:
    """Say why a ballot cannot be let in, or ``None`` where it may be counted."""
    unit = units.get(ballot.unit)
    if unit is None:
        return BallotProblem.UNKNOWN_UNIT
    if ballot.owner in unit.voters:
        return None
    return BallotProblem.NOT_AN_OWNER if unit.delivered else BallotProblem.NOT_DELIVERED


def undecided_order(
    units: Sequence[Unit], ballots: Iterable[OwnerBallot]
) -> tuple[tuple[OwnerBallot, OwnerBallot], ...]:
    """Name two ballots of one owner that say otherwise at the same time: the order decided.

    Only where they are the owner's last for a head, the one that stands second.
    """
    voters = {unit.code: unit.voters for unit in units}
    last: dict[tuple[HeadKey, OwnerKey], OwnerBallot] = {}
    found: dict[tuple[HeadKey, OwnerKey], tuple[OwnerBallot, OwnerBallot]] = {}
    for ballot in ballots:
        whose = voters[ballot.unit], ballot.owner
        earlier = last.get(whose)
        if earlier is not None and ballot.at < earlier.at:
            continue
        last[whose] = ballot
        found.pop(whose, None)
        if earlier is not None and earlier.at == ballot.at and earlier.choice != ballot.choice:
            found[whose] = earlier, ballot
    return tuple(found.values())


def count_ratification(
    units: Sequence[Unit], ballots: Iterable[OwnerBallot], *, rule: DoubleThreshold
) -> Ratification:
    """Count ballots on a roll. Of equal times the ballot later in ``ballots`` is the later one.

    Raises ``ValueError`` where the roll has faults (``faults_of``) or a ballot a problem
    (``problem_with``): whoever lets them in checks first and says so to a person.
    """
    faults = faults_of(units)
    if faults:
        raise ValueError(f"not a roll: {faults[0]}")
    heads = heads_of(units)
    per_head, ignored = _sort(units, heads, ballots)
    said = tuple(_head_ballot(head, per_head[head.owners]) for head in heads)
    reading = Reading(
        heads=_measure(said, weight=lambda _: 1),
        area_x100=_measure(said, weight=lambda head: head.area_x100),
    )
    without_unclear = reading.without_unclear()
    return Ratification(
        rule=rule,
        passed=judged(reading, rule=rule),
        reading=reading,
        without_unclear=without_unclear,
        heads=said,
        ignored=ignored,
        multi_unit=owners_of_several(units),
        what_ifs=WhatIfs(
            developer_against=_developer_against(said, reading),
            abstentions_dropped=reading.without_abstentions(),
            obsolete_two_thirds_of_all=all(
                TWO_THIRDS.met(measure.agree, of=measure.total)
                for measure in (reading.heads, reading.area_x100)
            ),
        ),
    )


def _sort(
    units: Sequence[Unit], heads: Sequence[Head], ballots: Iterable[OwnerBallot]
) -> tuple[Mapping[HeadKey, list[OwnerBallot]], tuple[IgnoredBallot, ...]]:
    """Give every ballot to the head it speaks for, or list it as ignored."""
    by_code = {unit.code: unit for unit in units}
    by_owners = {head.owners: head for head in heads}
    per_head: defaultdict[HeadKey, list[OwnerBallot]] = defaultdict(list)
    ignored: list[IgnoredBallot] = []
    for ballot in ballots:
        problem = problem_with(ballot, units=by_code)
        if problem is not None:
            raise ValueError(f"{problem}: {ballot}")
        head = by_owners.get(by_code[ballot.unit].voters)
        if head is None:
            ignored.append(IgnoredBallot(ballot=ballot, reason=IgnoredReason.NO_HEAD))
        elif head.nominee not in (None, ballot.owner):
            ignored.append(IgnoredBallot(ballot=ballot, reason=IgnoredReason.NOT_THE_NOMINEE))
        else:
            per_head[head.owners].append(ballot)
    return per_head, tuple(ignored)


def _head_ballot(head: Head, ballots: Iterable[OwnerBallot]) -> HeadBallot:
    standing: dict[OwnerKey, OwnerBallot] = {}
    for ballot in ballots:
        earlier = standing.get(ballot.owner)
        if earlier is None or ballot.at >= earlier.at:
            standing[ballot.owner] = ballot
    stance = stance_of({ballot.choice for ballot in standing.values()})
    return HeadBallot(head=head, stance=stance, ballots=tuple(standing.values()))


def stance_of(choices: set[Choice]) -> Stance:
    """Read the standing choices of one head's owners as one (docs/rules.md#reading-ballots)."""
    if not choices:
        return Stance.SILENT
    readable = choices - {Choice.INVALID}
    if len(readable) == 1:
        return Stance(readable.pop().value)
    if readable == {Choice.ABSTAIN, Choice.OPPOSE}:
        return Stance.ABSTAIN
    return Stance.UNCLEAR


def _measure(said: Iterable[HeadBallot], *, weight: Callable[[Head], int]) -> Measure:
    sums = dict.fromkeys(Stance, 0)
    for each in said:
        sums[each.stance] += weight(each.head)
    total = sum(sums.values())
    return Measure(
        total=total,
        participating=total - sums[Stance.SILENT],
        agree=sums[Stance.AGREE],
        oppose=sums[Stance.OPPOSE],
        abstain=sums[Stance.ABSTAIN],
        unclear=sums[Stance.UNCLEAR],
    )


def deemed_reading(counted: Ratification, *, delivered: Collection[UnitCode] | None) -> Reading:
    """Let the silent join the majority of those who chose (从多数), where a clause says so.

    Only heads that have every ballot ``delivered`` are deemed (None: all that are silent). Where
    heads and area lean to different sides there is no majority to join: the silent then take part
    and do not agree.
    """
    silent = [
        each.head
        for each in counted.heads
        if each.stance is Stance.SILENT
        and (delivered is None or all(unit in delivered for unit in each.head.units))
    ]
    heads, area = counted.reading.heads, counted.reading.area_x100
    side = Stance.ABSTAIN
    if heads.agree > heads.oppose and area.agree > area.oppose:
        side = Stance.AGREE
    elif heads.agree < heads.oppose and area.agree < area.oppose:
        side = Stance.OPPOSE
    return Reading(
        heads=heads.joined_by(len(silent), side=side.value),
        area_x100=area.joined_by(sum(head.area_x100 for head in silent), side=side.value),
    )


def judged(reading: Reading, *, rule: DoubleThreshold) -> Passed:
    """Judge a reading in which every unclear head takes part, beside the one where none does."""
    without_unclear = reading.without_unclear()
    if reading.passes(rule) and without_unclear.passes(rule):
        return Passed.YES
    if not reading.has_quorum(rule):
        return Passed.NO
    # Where all who took part are unclear, no majority is lacking yet: nobody was counted.
    if without_unclear.heads.participating and not without_unclear.has_majority(rule):
        return Passed.NO
    return Passed.NEEDS_REVIEW


def _developer_against(said: Iterable[HeadBallot], reading: Reading) -> Reading | None:
    for each in said:
        if each.head.is_developer and each.stance is Stance.AGREE:
            return replace(
                reading,
                heads=reading.heads.turned_against(1),
                area_x100=reading.area_x100.turned_against(each.head.area_x100),
            )
    return None
