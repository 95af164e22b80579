"""How ballots are read (docs/rules.md#reading-ballots), and E1 to E14 of its boundary examples."""

from pathlib import Path

import pytest

from voting.ballots import Choice
from voting.formats.roll_csv import read_roll
from voting.measures import Measure
from voting.ratification import (
    BallotProblem,
    IgnoredBallot,
    IgnoredReason,
    OwnerBallot,
    Passed,
    Stance,
    count_ratification,
    problem_with,
    undecided_order,
)
from voting.ratification_json import ratification_json
from voting.roll import DEVELOPER, Kind, Unit
from voting.thresholds import ORDINARY, SPECIAL

GOLDEN = Path(__file__).parents[1] / "golden"
FIRST_UNIT = {
    "甲": "1-101",
    "乙": "1-102",
    "丙": "1-201",
    "丁": "1-202",
    "戊": "1-301",
    "己": "1-302",
    "庚": "2-101",
    "辛": "2-202",
    "壬": "2-202",
    "DEV": "2-302",
}
LETTERS = {
    "y": Choice.AGREE,
    "n": Choice.OPPOSE,
    "a": Choice.ABSTAIN,
    "x": Choice.INVALID,
}


@pytest.fixture(scope="module")
def f12():
    return read_roll((GOLDEN / "f12-roll.csv").read_bytes(), file="f12-roll.csv").units


def said(**choices):
    """Make a ballot for each owner: ``said(甲="y", 乙="n")``."""
    return [
        OwnerBallot(
            unit=FIRST_UNIT[owner],
            owner=DEVELOPER if owner == "DEV" else owner,
            choice=LETTERS[letter],
            at=number,
            line=number,
        )
        for number, (owner, letter) in enumerate(choices.items(), start=1)
    ]


def unit(code, *owners, area=10_000, **more):
    return Unit(code=code, owners=owners, area_x100=area, **more)


def ballot(code, owner, letter, at=0, line=0):
    return OwnerBallot(unit=code, owner=owner, choice=LETTERS[letter], at=at, line=line)


def stances(units, ballots):
    counted = count_ratification(units, ballots, rule=ORDINARY)
    return [each.stance for each in counted.heads]


def test_e1_two_thirds_of_the_heads_do_not_make_up_for_area(f12):
    ballots = said(甲="y", 乙="y", 丙="y", 丁="y", 戊="y", 庚="y")

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    assert counted.reading.heads.total == 9
    assert counted.reading.area_x100.total == 139_984
    assert counted.reading.area_x100.participating == 85_508
    assert counted.reading.area_x100.percent_participating == "61.08"
    assert (counted.needs_heads.quorum_needed, counted.needs_area.quorum_needed) == (6, 93_323)
    assert (counted.needs_heads.quorum, counted.needs_area.quorum) == (True, False)
    assert counted.passed is Passed.NO


def test_e2_and_e3_exactly_half_of_the_heads_is_not_more_than_half(f12):
    ballots = said(庚="y", DEV="y", 丙="y", 甲="n", 乙="n", 丁="n")

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    assert counted.reading.has_quorum(ORDINARY)
    assert counted.reading.area_x100.participating == 99_716
    assert counted.reading.area_x100.percent_participating == "71.23"
    assert counted.reading.area_x100.agree == 69_992
    assert counted.reading.area_x100.percent_agree == "70.19"
    assert (counted.needs_heads.majority, counted.needs_heads.agree_missing) == (False, 1)
    assert counted.passed is Passed.NO


def test_e4_a_majority_of_heads_does_not_make_up_for_area(f12):
    ballots = said(甲="y", 乙="y", 丙="y", 丁="y", 庚="n", DEV="n")

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    assert counted.reading.area_x100.agree == 41_576
    assert counted.reading.area_x100.percent_agree == "41.69"
    assert (counted.needs_heads.majority, counted.needs_area.majority) == (True, False)
    assert counted.passed is Passed.NO


def test_e5_and_e12_enough_for_half_is_not_enough_for_three_quarters(f12):
    ballots = said(庚="y", DEV="y", 甲="y", 丙="y", 乙="n", 丁="n")

    half = count_ratification(f12, ballots, rule=ORDINARY)
    three_quarters = count_ratification(f12, ballots, rule=SPECIAL)

    assert half.reading.heads.percent_agree == "66.66"
    assert half.reading.area_x100.percent_agree == "79.15"
    assert (half.passed, three_quarters.passed) == (Passed.YES, Passed.NO)
    assert three_quarters.what_ifs.developer_against.heads.agree == 3
    assert three_quarters.what_ifs.developer_against.area_x100.agree == 78_928 - 28_416


def test_e6_five_of_six_pass_three_quarters(f12):
    ballots = said(庚="y", DEV="y", 甲="y", 丙="y", 乙="y", 丁="n")

    counted = count_ratification(f12, ballots, rule=SPECIAL)

    assert counted.reading.area_x100.agree == 87_864
    assert counted.reading.area_x100.percent_agree == "88.11"
    assert counted.passed is Passed.YES
    assert count_ratification(f12, ballots[1:], rule=SPECIAL).what_ifs.developer_against


def test_e10_an_owner_of_three_units_is_one_head_and_the_latest_ballot_stands(f12):
    ballots = [
        ballot("2-101", "庚", "n", at=10),
        ballot("2-201", "庚", "y", at=30),
        ballot("2-102", "庚", "a", at=20),
    ]

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    (spoke,) = [each for each in counted.heads if each.stance is not Stance.SILENT]
    assert (spoke.stance, spoke.ballots) == (Stance.AGREE, (ballots[1],))
    assert counted.reading.heads.agree == 1
    assert counted.reading.area_x100.agree == 29_724


def test_of_equal_times_the_later_line_stands():
    units = [unit("1", "甲")]
    ballots = [ballot("1", "甲", "n", line=2), ballot("1", "甲", "y", line=3)]

    assert stances(units, ballots) == [Stance.AGREE]
    assert stances(units, ballots[::-1]) == [Stance.OPPOSE]


def test_e11_co_owners_who_disagree_are_unclear_and_need_a_review(f12):
    ballots = said(庚="y", DEV="y", 甲="y", 丙="n", 乙="n", 辛="y", 壬="n")

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    assert counted.unclear_units == ("2-202",)
    assert counted.reading.heads == Measure(
        total=9, participating=6, agree=3, oppose=2, abstain=0, unclear=1
    )
    assert counted.without_unclear.heads == Measure(
        total=9, participating=5, agree=3, oppose=2, abstain=0
    )
    # Neither reading passes, one for want of a majority, one for want of a quorum: a person looks.
    assert not counted.reading.has_majority(ORDINARY)
    assert not counted.without_unclear.has_quorum(ORDINARY)
    assert counted.passed is Passed.NEEDS_REVIEW


def test_an_unclear_head_that_carries_the_quorum_needs_a_review(f12):
    ballots = said(庚="y", DEV="y", 甲="y", 丙="y", 乙="y", 辛="y", 壬="n")

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    assert counted.reading.passes(ORDINARY)
    assert not counted.without_unclear.has_quorum(ORDINARY)
    assert counted.passed is Passed.NEEDS_REVIEW


def test_an_unclear_head_that_changes_nothing_is_no_obstacle(f12):
    ballots = said(庚="y", DEV="y", 甲="y", 丙="y", 乙="y", 丁="y", 辛="x")

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    assert counted.passed is Passed.YES
    assert counted.unclear_units == ("2-202",)


def test_an_unclear_head_that_alone_denies_the_majority_needs_a_review(f12):
    ballots = said(庚="y", DEV="y", 戊="y", 己="y", 甲="n", 乙="n", 丙="n", 辛="x")

    counted = count_ratification(f12, ballots, rule=ORDINARY)

    assert not counted.reading.has_majority(ORDINARY)
    assert counted.without_unclear.passes(ORDINARY)
    assert counted.passed is Passed.NEEDS_REVIEW


def test_e13_abstaining_is_taking_part():
    units = [unit(str(n), f"o{n}") for n in range(10)]
    letters = "yyyyynnnaa"
    ballots = [ballot(str(n), f"o{n}", letter) for n, letter in enumerate(letters)]

    counted = count_ratification(units, ballots, rule=ORDINARY)

    assert counted.reading.heads == Measure(
        total=10, participating=10, agree=5, oppose=3, abstain=2
    )
    assert counted.passed is Passed.NO
    assert counted.what_ifs.abstentions_dropped.passes(ORDINARY)


def test_e14_a_parking_space_that_counts_adds_area_but_no_head(f12):
    parking = unit("P-1", "甲", kind=Kind.PARKING, area=1_250)

    counted = count_ratification([*f12, parking], said(甲="y"), rule=ORDINARY)

    assert counted.reading.heads.total == 9
    assert counted.reading.area_x100.total == 139_984 + 1_250
    assert counted.reading.area_x100.agree == 8_936 + 1_250


@pytest.mark.parametrize(
    ("letters", "stance"),
    [
        ("y", Stance.AGREE),
        ("n", Stance.OPPOSE),
        ("a", Stance.ABSTAIN),
        ("x", Stance.UNCLEAR),
        ("xx", Stance.UNCLEAR),
        ("yy", Stance.AGREE),
        ("yx", Stance.AGREE),
        ("nx", Stance.OPPOSE),
        ("ax", Stance.ABSTAIN),
        ("an", Stance.ABSTAIN),
        ("anx", Stance.ABSTAIN),
        ("yn", Stance.UNCLEAR),
        ("ya", Stance.UNCLEAR),
        ("yan", Stance.UNCLEAR),
    ],
)
def test_co_owners_are_read_as_one_head(letters, stance):
    owners = ("甲", "乙", "丙")
    ballots = [ballot("1", *each) for each in zip(owners, letters, strict=False)]

    assert stances([unit("1", *owners)], ballots) == [stance]


def test_only_the_nominee_speaks_for_the_owners():
    units = [unit("1", "甲", "乙", nominee="乙")]
    ballots = [ballot("1", "甲", "n", line=2), ballot("1", "乙", "y", line=3)]

    counted = count_ratification(units, ballots, rule=ORDINARY)

    assert counted.heads[0].stance is Stance.AGREE
    assert counted.ignored == (
        IgnoredBallot(ballot=ballots[0], reason=IgnoredReason.NOT_THE_NOMINEE),
    )


def test_what_is_ignored_and_unclear_is_published_with_its_place():
    units = [unit("1", "甲", "乙", nominee="乙"), unit("2", "丙"), unit("3", "丙")]
    ballots = [ballot("1", "甲", "n", line=2), ballot("2", "丙", "x", line=3)]
    counted = count_ratification(units, ballots, rule=SPECIAL)

    published = ratification_json(counted, row="O-7", profile="national", law_version="2021")

    assert published["ignored"] == [
        {"line": 2, "unit": "1", "owner": "甲", "reason": "not_the_nominee"}
    ]
    assert published["unclear_units"] == ["2", "3"]
    assert published["multi_unit"] == {"丙": ["2", "3"]}
    assert published["heads"] == {
        "total": 2,
        "participating": 1,
        "agree": 0,
        "oppose": 0,
        "abstain": 0,
        "unclear": 1,
    }
    assert published["percent"] == {
        "participating_heads": "50.00",
        "participating_area": "66.66",
        "agree_heads": "0.00",
        "agree_area": "0.00",
    }
    assert (published["quorum"], published["passed"]) == (False, "no")


def test_a_silent_nominee_leaves_the_head_silent():
    units = [unit("1", "甲", "乙", nominee="乙")]

    assert stances(units, [ballot("1", "甲", "y")]) == [Stance.SILENT]


def test_a_ballot_on_a_parking_space_speaks_for_its_owners_head_if_they_have_one():
    units = [
        unit("1", "甲"),
        unit("P1", "甲", kind=Kind.PARKING, counts=False),
        unit("P2", "乙", kind=Kind.PARKING, counts=False),
    ]
    ballots = [ballot("P1", "甲", "y", line=2), ballot("P2", "乙", "n", line=3)]

    counted = count_ratification(units, ballots, rule=ORDINARY)

    assert [each.stance for each in counted.heads] == [Stance.AGREE]
    assert counted.ignored == (IgnoredBallot(ballot=ballots[1], reason=IgnoredReason.NO_HEAD),)


def test_somebody_in_two_heads_votes_for_each():
    units = [unit("1", "甲"), unit("2", "甲", "乙")]
    ballots = [ballot("1", "甲", "y"), ballot("2", "甲", "n")]

    assert stances(units, ballots) == [Stance.AGREE, Stance.OPPOSE]


def test_nobody_voting_is_a_no():
    counted = count_ratification([unit("1", "甲")], [], rule=SPECIAL)

    assert counted.passed is Passed.NO
    assert counted.reading.heads.percent_participating == "0.00"
    assert counted.reading.heads.percent_agree is None
    assert counted.what_ifs.developer_against is None


def test_ballots_are_checked_before_they_are_let_in():
    units = {
        "1": unit("1", "甲"),
        "2": unit("2", "乙", delivered=False),
    }

    assert problem_with(ballot("1", "甲", "y"), units=units) is None
    assert problem_with(ballot("2", DEVELOPER, "y"), units=units) is None
    assert problem_with(ballot("3", "甲", "y"), units=units) is BallotProblem.UNKNOWN_UNIT
    assert problem_with(ballot("1", "乙", "y"), units=units) is BallotProblem.NOT_AN_OWNER
    assert problem_with(ballot("2", "乙", "y"), units=units) is BallotProblem.NOT_DELIVERED


def test_a_ballot_that_was_not_checked_is_a_bug():
    with pytest.raises(ValueError, match="unknown_unit"):
        count_ratification([unit("1", "甲")], [ballot("9", "甲", "y")], rule=ORDINARY)


def test_a_roll_that_was_not_checked_is_a_bug():
    with pytest.raises(ValueError, match="no_heads"):
        count_ratification([], [], rule=ORDINARY)


@pytest.mark.parametrize("rule", [ORDINARY, SPECIAL])
@pytest.mark.parametrize(
    "units",
    [(unit("1", "甲", "乙"),), (unit("1", "甲", "乙"), unit("2", "甲"), unit("3", "丙", "甲"))],
)
def test_where_all_who_took_part_are_unclear_every_class_needs_a_review(rule, units):
    ballots = [
        ballot(each.code, owner, letter)
        for each in units
        if len(each.owners) > 1
        for owner, letter in zip(each.owners, "yn", strict=True)
    ]

    counted = count_ratification(units, ballots, rule=rule)

    assert counted.passed is Passed.NEEDS_REVIEW


@pytest.mark.parametrize("rule", [ORDINARY, SPECIAL])
def test_unclear_heads_without_a_quorum_are_a_no(rule):
    units = (unit("1", "甲", "乙"), unit("2", "丙"), unit("3", "丁"))

    counted = count_ratification(
        units, [ballot("1", "甲", "y"), ballot("1", "乙", "n")], rule=rule
    )

    assert counted.passed is Passed.NO


def test_ballots_of_one_time_whose_order_decided_are_named():
    units = (unit("1", "甲"), unit("2", "甲"), unit("3", "乙"))
    same = ballot("1", "甲", "y", at=5, line=2), ballot("2", "甲", "n", at=5, line=3)
    clear = ballot("3", "乙", "y", at=5, line=4), ballot("3", "乙", "n", at=6, line=5)

    assert undecided_order(units, (*same, *clear)) == (same,)
    assert undecided_order(units, (*same, ballot("1", "甲", "y", at=6))) == ()
