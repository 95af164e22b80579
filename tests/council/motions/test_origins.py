"""A petition is judged on heads and on area, both by the roll."""

import pytest

from council.kernel.refusals import Refusal
from council.motions.origins import Petition, judge_petition, read_signed
from voting.thresholds import Threshold

FIFTH = Threshold(numerator=1, denominator=5)


def petition(heads: int, area_x100: int) -> Petition:
    return Petition(heads=heads, area_x100=area_x100, of_heads=464, of_area_x100=5_116_256)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("98 10500.25", (98, 1_050_025)),
        ("98人,10,500.2平方米", (98, 1_050_020)),
        ("９８　１０５００㎡", (98, 1_050_000)),
        ("98 heads, 10500.25 m2", (98, 1_050_025)),
        ("98\n10500", (98, 1_050_000)),
    ],
)
def test_heads_and_area_are_read_as_people_type_them(typed: str, read: tuple[int, int]):
    assert read_signed(typed) == read


@pytest.mark.parametrize(
    "typed", ["98", "五分之一", "98 10500.255", "-98 1", "1,098 10500.25", ""]
)
def test_what_is_not_two_amounts_is_asked_again(typed: str):
    assert read_signed(typed) == Refusal("motion.signed_unreadable", {"given": typed})


def test_exactly_one_fifth_is_enough():
    exact = Petition(heads=93, area_x100=1_000_000, of_heads=465, of_area_x100=5_000_000)

    assert judge_petition(exact, FIFTH) is None
    assert judge_petition(petition(93, 1_023_252), FIFTH) is None


def test_a_petition_that_is_short_of_one_of_the_two_says_what_is_missing():
    short = judge_petition(petition(92, 1_023_251), FIFTH)
    heads_only = judge_petition(petition(200, 1_000_000), FIFTH)

    assert short == Refusal(
        "motion.petition_short",
        {
            "heads": 92,
            "area_x100": 1_023_251,
            "needed": 93,
            "needed_x100": 1_023_252,
            "n": 1,
            "missing_x100": 1,
        },
    )
    assert heads_only is not None
    assert (heads_only.params["n"], heads_only.params["missing_x100"]) == (0, 23_252)


def test_nobody_signs_for_more_than_the_roll_holds():
    nobody = Petition(heads=1, area_x100=1, of_heads=0, of_area_x100=0)

    assert judge_petition(petition(465, 1_100_000), FIFTH) == Refusal(
        "motion.petition_above_roll", {"of_heads": 464, "of_area_x100": 5_116_256}
    )
    assert judge_petition(nobody, FIFTH) == Refusal("motion.petition_no_roll")
