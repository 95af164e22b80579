"""The ratification of docs/rules.md#the-story, from 480 units and 325 ballots to the published figures."""

from pathlib import Path

import pytest

from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll
from voting.measures import Measure, Needs
from voting.ratification import Passed, count_ratification
from voting.ratification_json import ratification_json
from voting.thresholds import ORDINARY, SPECIAL

GOLDEN = Path(__file__).parents[1] / "golden"
# 20 April 2026, 00:00 in Shanghai: the end of the first voting window.
FIRST_CLOSE = 1_776_614_400


@pytest.fixture(scope="module")
def units():
    data = (GOLDEN / "heyue-roll.csv").read_bytes()
    return read_roll(data, file="heyue-roll.csv").units


@pytest.fixture(scope="module")
def m1(units):
    data = (GOLDEN / "heyue-m1-ballots.csv").read_bytes()
    return read_ballots(data, file="heyue-m1-ballots.csv", units=units)


@pytest.fixture(scope="module")
def m2(units):
    data = (GOLDEN / "heyue-m2-ballots.csv").read_bytes()
    return read_ballots(data, file="heyue-m2-ballots.csv", units=units)


def test_the_first_close_lacks_seven_heads_though_the_area_is_enough(units, m1):
    in_time = [ballot for ballot in m1 if ballot.at < FIRST_CLOSE]

    first = count_ratification(units, in_time, rule=SPECIAL)

    assert first.passed is Passed.NO
    assert first.reading.heads.percent_participating == "65.30"
    assert first.reading.area_x100.percent_participating == "67.27"
    assert first.reading.area_x100.participating == 3_441_768
    assert first.needs_heads == Needs(
        quorum=False,
        quorum_needed=310,
        quorum_missing=7,
        majority=True,
        agree_needed=228,
        agree_missing=0,
    )
    assert first.needs_area.quorum
    assert first.needs_area.quorum_needed == 3_410_838


def test_the_extension_passes_with_251_of_325_heads(units, m1):
    final = count_ratification(units, m1, rule=SPECIAL)

    assert final.passed is Passed.YES
    assert (final.needs_heads.agree_needed, final.needs_area.agree_needed) == (244, 2_728_770)
    published = ratification_json(final, row="O-8", profile="national", law_version="2021")
    multi = published.pop("multi_unit")
    assert published == {
        "class": "O-8",
        "profile": "national",
        "law_version": "2021",
        "heads": {
            "total": 464,
            "participating": 325,
            "agree": 251,
            "oppose": 54,
            "abstain": 20,
            "unclear": 0,
        },
        "area_x100": {
            "total": 5_116_256,
            "participating": 3_638_360,
            "agree": 2_833_304,
            "oppose": 587_752,
            "abstain": 217_304,
            "unclear": 0,
        },
        "percent": {
            "participating_heads": "70.04",
            "participating_area": "71.11",
            "agree_heads": "77.23",
            "agree_area": "77.87",
        },
        "quorum": True,
        "passed": "yes",
        "unclear_units": [],
        "ignored": [],
    }
    assert multi["陈志强"] == ["6-1-0101", "S-05", "S-06"]
    assert sorted(multi) == ["双户1", "双户2", "双户3", "双户4", "双户5", "陈志强"]


def test_the_what_ifs_show_why_there_are_two_measures(units, m1):
    final = count_ratification(units, m1, rule=SPECIAL)

    against = final.what_ifs.developer_against
    assert against.heads == Measure(total=464, participating=325, agree=250, oppose=55, abstain=20)
    assert against.area_x100.agree == 2_721_896
    assert (against.heads.percent_agree, against.area_x100.percent_agree) == ("76.92", "74.81")
    assert not against.passes(SPECIAL)
    assert against.passes(ORDINARY)
    assert not final.what_ifs.obsolete_two_thirds_of_all
    assert final.reading.heads.percent_agree_of_all == "54.09"
    assert final.reading.area_x100.percent_agree_of_all == "55.37"
    dropped = final.what_ifs.abstentions_dropped
    assert (dropped.heads.percent_agree, dropped.area_x100.percent_agree) == ("82.29", "82.81")


def test_the_money_passes_by_more_than_half_and_would_fail_three_quarters(units, m2):
    money = count_ratification(units, m2, rule=ORDINARY)
    as_special = count_ratification(units, m2, rule=SPECIAL)

    assert (money.reading.heads.agree, money.reading.heads.participating) == (185, 325)
    assert money.reading.area_x100.agree == 2_131_368
    assert money.reading.heads.percent_agree == "56.92"
    assert money.reading.area_x100.percent_agree == "58.58"
    assert (money.passed, as_special.passed) == (Passed.YES, Passed.NO)
