"""The rule profiles that ship: their numbers are those of the law (docs/rules.md#thresholds)."""

import re
from dataclasses import replace

import pytest

from council.kernel.screens.translator import Translator
from council.rules.files import read_profiles
from council.rules.limits import AT_MEETINGS, NO_MOTIONS, ROWS, SHARES
from council.rules.profile import (
    AnswerHours,
    Floor,
    Limb,
    RuleProfile,
    Silence,
    Timing,
    differences,
)
from council.rules.rulebook import NATIONAL, files_of, kept_profile, own_profile, rulebook
from voting.roll import Kind
from voting.thresholds import MORE_THAN_HALF, THREE_QUARTERS, TWO_THIRDS, Threshold

NATIONAL_TIMING = Timing(
    notice=15,
    extraordinary_notice=15,
    shortest_window=5,
    longest_window=60,
    usual_window=30,
    longest_extension=30,
    publish_within=3,
    posted=15,
    challenge_years=1,
    retention_years=5,
)
SMALL = """law_version = "2026"
[notice]
clear_days = 15
extraordinary_clear_days = 7
citation = "x"
[window]
shortest_days = 5
longest_days = 60
usual_days = 30
longest_extension_days = 30
citation = "x"
[publication]
within_days = 3
posted_days = 15
challenge_years = 1
retention_years = 5
citation = "x"
[silence]
policy = "not_participating"
posting_delivers = false
citation = "x"
[proxies]
cap = 3
instruction = true
citation = "x"
[roll]
parking_counts = false
citation = "x"
[channels]
platform_evote = false
official_only = false
citation = "x"
[rows.O-8]
electorate = "owners"
counting = "heads_and_area"
participation = ">= 2/3"
approval = ">= 3/4"
citation = "民法典 278"
"""


def table(rules: RuleProfile) -> dict[str, tuple[object, ...]]:
    return {
        row.id: (row.counting, tuple(limb.share for limb in row.participation), row.approval)
        for row in rules.rows.values()
    }


def test_the_national_owners_table_is_the_one_of_the_law():
    half = ("heads_and_area", (TWO_THIRDS,), MORE_THAN_HALF)
    three_quarters = ("heads_and_area", (TWO_THIRDS,), THREE_QUARTERS)

    owners = {
        row: cells for row, cells in table(rulebook()[NATIONAL]).items() if row.startswith("O-")
    }

    assert owners == {
        "O-1": half,
        "O-2": half,
        "O-3": ("per_candidate", (TWO_THIRDS,), MORE_THAN_HALF),
        "O-4": half,
        "O-5": half,
        "O-6": three_quarters,
        "O-7": three_quarters,
        "O-8": three_quarters,
        "O-9": half,
        "O-279": ("unanimous", (), None),
        "O-WC": ("members", (MORE_THAN_HALF,), MORE_THAN_HALF),
        "O-PET": ("petition", (Threshold(numerator=1, denominator=5),), None),
    }


def test_the_residents_and_village_tables_are_those_of_the_law():
    half, thirds = (MORE_THAN_HALF,), (TWO_THIRDS,)

    assert table(rulebook()["village"]) == {
        "R-XS": ("consensus", (), None),
        "R-MO": ("more_yes_than_no", half, None),
        "R-JM18": ("attending", half * 3, MORE_THAN_HALF),
        "R-JM26": ("attending", half * 3, MORE_THAN_HALF),
        "R-CM": ("attending", (MORE_THAN_HALF, TWO_THIRDS), MORE_THAN_HALF),
        "R-CMD": ("attending", thirds, MORE_THAN_HALF),
        "R-XZ": ("attending", (TWO_THIRDS, TWO_THIRDS), MORE_THAN_HALF),
    }
    assert rulebook()["village"].rows["R-CM"].participation == (
        Limb(electorate="villagers", share=MORE_THAN_HALF),
        Limb(electorate="household_reps", share=TWO_THIRDS),
    )
    assert rulebook()["village"].timing.notice == 10


def test_every_row_names_its_source_and_the_version_of_the_law():
    named = {
        (row.citation != "", row.law_version != "")
        for rules in rulebook().values()
        for row in rules.rows.values()
    }

    assert named == {(True, True)}
    assert rulebook()[NATIONAL].rows["O-8"].law_version == "民法典 2021-01-01"
    assert rulebook()[NATIONAL].rows["R-JM18"].law_version == "居民委员会组织法 2018"
    assert [row.id for row in rulebook()[NATIONAL].rows.values() if row.provisional] == ["R-JM26"]


def test_the_time_limits_of_the_profiles():
    timing = {name: rules.timing for name, rules in rulebook().items()}

    assert timing["national"] == timing["beijing"] == timing["shanghai"] == NATIONAL_TIMING
    assert (timing["hangzhou"].notice, timing["hangzhou"].extraordinary_notice) == (15, 7)
    assert (timing["hangzhou"].shortest_window, timing["hangzhou"].longest_window) == (5, 60)
    assert (NATIONAL_TIMING.publish_within, NATIONAL_TIMING.retention_years) == (3, 5)


def test_what_the_hall_takes_for_its_own_procedure_where_a_community_says_nothing():
    assert {
        (rules.floor, rules.answer_hours, rules.acts_of_one_helper)
        for rules in rulebook().values()
    } == {
        (Floor(seconds=10, agenda_motions=15), AnswerHours(acknowledge=24, answer=48), 30),
    }
    assert {
        rules.citations[section]
        for rules in rulebook().values()
        for section in ("floor", "answers", "assisted")
    } == {"D"}


def test_a_communitys_own_file_says_them_otherwise_with_its_clause():
    text = """extends = "shanghai"
[floor]
seconds = 5
citation = "议事规则 8"
[answers]
answer_hours = 72
"""

    rules = own_profile("own", text)

    assert rules.floor == Floor(seconds=5, agenda_motions=15)
    assert rules.answer_hours == AnswerHours(acknowledge=24, answer=72)
    assert (rules.citations["floor"], rules.citations["answers"]) == ("议事规则 8", "D")
    assert differences(rulebook()["shanghai"], rules) == (
        ("floor.seconds", "10", "5"),
        ("answers.answer_hours", "48", "72"),
    )


def test_rules_that_were_kept_before_these_numbers_were_in_them_are_read_as_they_were():
    old = {
        name: re.sub(r"(?ms)^(#[^\n]*\n)?\[(floor|answers|assisted|statements)\].*?\n\n", "", text)
        for name, text in files_of(NATIONAL).items()
    }

    kept = kept_profile(NATIONAL, old)

    assert "[floor]" not in "".join(old.values())
    assert "[statements]" not in "".join(old.values())
    assert kept == rulebook()[NATIONAL]


def test_each_value_names_the_file_that_says_it_and_a_citation_alone_covers_its_section():
    hangzhou, beijing = rulebook()["hangzhou"].sources, rulebook()["beijing"].sources

    assert hangzhou["window.longest_days"] == "杭州市物业管理条例（2021）"
    assert hangzhou["window.longest_extension_days"] == "D"
    assert hangzhou["window.answer_extension_working_days"] == "D"
    assert beijing["publication.within_days"] == "北京市物业管理条例"
    assert beijing["publication.challenge_years"].startswith("业主大会和业主委员会指导规则 30")
    assert beijing["proxies.cap"] == "民法典 165"


def test_what_no_profile_allows_by_itself():
    assert {
        (rules.silence, rules.proxy_cap, rules.parking_counts, rules.platform_evote)
        for rules in rulebook().values()
    } == {(Silence(policy="not_participating"), 3, False, False)}


def test_a_clause_lets_silence_follow_the_majority():
    clause = 'policy = "deemed_participating_with_majority"\nclause_reference = "管理规约 12"'
    text = SMALL.replace('policy = "not_participating"', clause)

    rules = read_profiles({"home": text})["home"]

    assert rules.silence == Silence(
        policy="deemed_participating_with_majority", clause_reference="管理规约 12"
    )


def test_parking_and_storage_count_by_themselves_only_where_the_profile_says_so():
    plain = rulebook()[NATIONAL]
    counting = replace(plain, parking_counts=True)

    assert plain.counted_kinds == {Kind.FLAT, Kind.SHOP}
    assert counting.counted_kinds == set(Kind)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_row_and_every_electorate_of_a_meeting_has_its_name(language: str):
    say = Translator(language)
    keys = [
        *(f"legal_class.{each}" for each in ROWS),
        *(f"web.class.{each}" for each in ROWS if each not in NO_MOTIONS),
        *(f"electorate.{each}" for each in AT_MEETINGS),
        *(f"share.{each}" for each in SHARES),
    ]

    assert [key for key in keys if not say(key).unescape()] == []
