"""Silence that follows the majority, and every threshold a unit either side, by both measures.

E15 is of docs/rules.md#boundary-examples.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ballots import Choice
from voting.measures import Measure, Reading
from voting.ratification import OwnerBallot, Passed, count_ratification, deemed_reading, judged
from voting.roll import Unit
from voting.thresholds import ORDINARY, SPECIAL, DoubleThreshold

RULES = st.sampled_from([ORDINARY, SPECIAL])
TOTALS = st.integers(min_value=1, max_value=10**7)


def units(many: int) -> list[Unit]:
    return [Unit(code=f"{n}", owners=(f"o{n}",), area_x100=10_000) for n in range(many)]


def said(letters: dict[Choice, int]) -> list[OwnerBallot]:
    choices = [choice for choice, many in letters.items() for _ in range(many)]
    return [
        OwnerBallot(unit=f"{n}", owner=f"o{n}", choice=choice, at=n)
        for n, choice in enumerate(choices)
    ]


MINHANG = {Choice.AGREE: 417, Choice.OPPOSE: 278, Choice.ABSTAIN: 8}


def test_e15_without_the_clause_703_of_1291_are_no_quorum_with_it_it_passes():
    counted = count_ratification(units(1291), said(MINHANG), rule=ORDINARY)

    deemed = deemed_reading(counted, delivered={f"{n}" for n in range(1291)})

    assert counted.reading.heads.percent_participating == "54.45"
    assert not counted.reading.has_quorum(ORDINARY)
    assert counted.passed is Passed.NO
    assert deemed.heads == Measure(
        total=1291, participating=1291, agree=417 + 588, oppose=278, abstain=8
    )
    assert deemed.heads.percent_agree == "77.84"
    assert judged(deemed, rule=ORDINARY) is Passed.YES
    assert deemed == deemed_reading(counted, delivered=None)


def test_an_owner_whose_ballot_was_not_delivered_is_never_deemed():
    counted = count_ratification(units(1291), said(MINHANG), rule=ORDINARY)

    deemed = deemed_reading(counted, delivered={"1290"})

    assert deemed.heads.participating == 704
    assert deemed_reading(counted, delivered=()) == counted.reading


def test_an_owner_of_two_units_is_deemed_only_when_both_ballots_are_delivered():
    roll = [*units(3), Unit(code="3", owners=("o2",), area_x100=5_000)]
    counted = count_ratification(roll, said({Choice.AGREE: 2}), rule=ORDINARY)

    halves = [deemed_reading(counted, delivered=codes) for codes in ({"2"}, {"2", "3"})]

    assert [reading.heads.participating for reading in halves] == [2, 3]
    assert [reading.area_x100.agree for reading in halves] == [20_000, 35_000]


@pytest.mark.parametrize(
    ("choices", "agree", "oppose", "abstain"),
    [
        ({Choice.AGREE: 3, Choice.OPPOSE: 1}, 9, 1, 0),
        ({Choice.AGREE: 1, Choice.OPPOSE: 3}, 1, 9, 0),
        ({Choice.AGREE: 2, Choice.OPPOSE: 2}, 2, 2, 6),
        ({}, 0, 0, 10),
    ],
)
def test_the_silent_join_the_larger_side_and_without_one_they_do_not_agree(
    choices: dict[Choice, int], agree: int, oppose: int, abstain: int
):
    counted = count_ratification(units(10), said(choices), rule=ORDINARY)

    deemed = deemed_reading(counted, delivered=None)

    assert deemed.heads == Measure(
        total=10, participating=10, agree=agree, oppose=oppose, abstain=abstain
    )


def test_where_heads_and_area_lean_to_different_sides_there_is_no_majority_to_join():
    roll = units(4)
    roll[0] = replace(roll[0], area_x100=90_000)
    ballots = said({Choice.OPPOSE: 1, Choice.AGREE: 2})

    deemed = deemed_reading(count_ratification(roll, ballots, rule=ORDINARY), delivered=None)

    assert (deemed.heads.agree, deemed.heads.oppose, deemed.heads.abstain) == (2, 1, 1)


@st.composite
def at_the_line(draw: st.DrawFn) -> tuple[DoubleThreshold, Measure]:
    """A measure that reaches both thresholds with not a unit to spare."""
    rule, total = draw(RULES), draw(TOTALS)
    participating = rule.quorum.needed(of=total)
    agree = rule.majority.needed(of=participating)
    return rule, Measure(
        total=total,
        participating=participating,
        agree=agree,
        oppose=participating - agree,
        abstain=0,
    )


def less_agreeing(measure: Measure) -> Measure:
    return measure.turned_against(1)


def less_participating(measure: Measure) -> Measure:
    return replace(measure, participating=measure.participating - 1, agree=measure.agree - 1)


@given(heads=at_the_line(), other=at_the_line())
def test_exactly_at_every_threshold_passes_and_one_unit_less_of_any_fails(heads, other):
    rule, first = heads
    second = other[1]
    if other[0] != rule:
        agree = rule.majority.needed(of=second.participating)
        second = replace(second, agree=agree, oppose=second.participating - agree)
    reading = Reading(heads=first, area_x100=second)

    assert judged(reading, rule=rule) is Passed.YES
    for less in (less_agreeing, less_participating):
        assert judged(replace(reading, heads=less(first)), rule=rule) is Passed.NO
        assert judged(replace(reading, area_x100=less(second)), rule=rule) is Passed.NO


@given(heads=at_the_line())
def test_one_unit_more_than_every_threshold_still_passes(heads):
    rule, measure = heads
    if measure.oppose:
        measure = measure.turned_against(-1)
    if measure.participating < measure.total:
        measure = measure.joined_by(1, side="agree")

    assert judged(Reading(heads=measure, area_x100=measure), rule=rule) is Passed.YES


@given(
    areas=st.lists(st.integers(min_value=1, max_value=50_000), min_size=1, max_size=8),
    owners=st.data(),
)
def test_more_owners_of_a_unit_change_no_area(areas, owners):
    alone = [Unit(code=f"{n}", owners=(f"o{n}",), area_x100=area) for n, area in enumerate(areas)]
    shared = [
        replace(each, owners=tuple(f"{each.owners[0]}-{part}" for part in range(parts)))
        for each in alone
        for parts in [owners.draw(st.integers(min_value=1, max_value=4))]
    ]

    before, after = (
        count_ratification(roll, (), rule=ORDINARY).reading for roll in (alone, shared)
    )

    assert before == after
