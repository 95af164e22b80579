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
from council.rules.source import BadRulesError
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
        name: re.sub(r"(?ms)^(#[^\n]*\n)?\[(floor|answers|assisted)\].*?\n\n", "", text)
        for name, text in files_of(NATIONAL).items()
    }

    kept = kept_profile(NATIONAL, old)

    assert "[floor]" not in "".join(old.values())
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'law_version = "2026"',
            "law_version = 2026",
            "home.toml, line 1: law_version: of the wrong kind; write text in quotes",
        ),
        (
            "clear_days = 15\n",
            "clear_days = fifteen\n",
            "home.toml, line 3: not TOML (Invalid value (at line 3, column 14)); mend this line",
        ),
        (
            "clear_days = 15\n",
            "clear_days = 91\n",
            "home.toml, line 3: notice.clear_days: 91 is out of range; write 0 to 90",
        ),
        (
            "clear_days = 15\n",
            "clear_dayz = 15\n",
            (
                "home.toml, line 3: notice.clear_dayz: unknown; use one of: clear_days, "
                "extraordinary_clear_days, citation"
            ),
        ),
        (
            "usual_days = 30",
            "usual_days = 90",
            (
                "home.toml, line 9: window.usual_days: shortest, usual and longest are out of order; "
                "let shortest_days <= usual_days <= longest_days"
            ),
        ),
        (
            "cap = 3\n",
            "",
            "home.toml, line 22: proxies.cap: missing; add a line cap = …",
        ),
        (
            'policy = "not_participating"',
            'policy = "deemed_participating_with_majority"',
            (
                "home.toml, line 19: silence.policy: silence counts only by a clause; add "
                'clause_reference = "…", the clause of the covenant or the rules of procedure'
            ),
        ),
        (
            'participation = ">= 2/3"',
            'participation = ">= 1/2"',
            (
                "home.toml, line 36: rows.O-8.participation: not Civil Code 278; write "
                'electorate = "owners" and participation = ">= 2/3"'
            ),
        ),
        (
            'approval = ">= 3/4"',
            'approval = "75 %"',
            (
                'home.toml, line 37: rows.O-8.approval: “75 %” is no share; write ">= 2/3" '
                '(at least) or "> 1/2" (more than)'
            ),
        ),
        (
            "[rows.O-8]\n",
            'extends = "nowhere"\n[rows.O-8]\n',
            "home.toml, line 33: channels.extends: unknown; use one of: platform_evote, official_only, citation",
        ),
        (
            'law_version = "2026"\n',
            'law_version = "2026"\nextends = "nowhere"\n',
            "home.toml, line 2: extends: no nowhere; take this line out",
        ),
        (
            'law_version = "2026"\n',
            'law_version = "2026"\nextends = "home"\n',
            "home.toml, line 2: extends: home extends itself; take this line out",
        ),
        (
            'approval = ">= 3/4"',
            'approval = ">= 3/4"\nnotice_days = 91',
            "home.toml, line 38: rows.O-8.notice_days: 91 is out of range; write 0 to 90",
        ),
        (
            'citation = "民法典 278"\n',
            "",
            "home.toml, line 33: rows.O-8: citation is missing; add a line citation = …",
        ),
    ],
    ids=str,
)
def test_a_wrong_file_is_refused_with_its_line_and_the_remedy(old: str, new: str, said: str):
    assert old in SMALL

    with pytest.raises(BadRulesError) as caught:
        read_profiles({"home": SMALL.replace(old, new, 1)})

    assert str(caught.value) == said


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


def _own(text: str) -> RuleProfile:
    return own_profile("own", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[rows.O-8]\napproval = "> 1/2"',
            'line 3: rows.O-8.approval: not Civil Code 278; write approval = ">= 3/4"',
        ),
        (
            '[rows.O-8]\ncounting = "attending"\nparticipation = "> 1/10"',
            'line 3: rows.O-8.counting: not Civil Code 278; write counting = "heads_and_area"',
        ),
        (
            '[rows.O-3]\nparticipation = "> 1/50"',
            (
                "line 3: rows.O-3.participation: not Civil Code 278; "
                'write electorate = "owners" and participation = ">= 2/3"'
            ),
        ),
        (
            '[rows.O-PET]\nparticipation = "> 1/5"',
            'line 3: rows.O-PET.participation: more than one fifth; write participation = ">= 1/5"',
        ),
        (
            '[rows.R-MO]\ncounting = "heads_and_area"\napproval = "> 1/2"',
            (
                "line 3: rows.R-MO.counting: only for the nine matters of Civil Code 278; "
                "use rows O-1 to O-9"
            ),
        ),
        (
            '[rows.O-10]\nelectorate = "owners"\ncounting = "unanimous"\ncitation = "x"\nlaw_version = "x"',
            f"line 2: rows.O-10: no such row; use one of: {', '.join(ROWS)}",
        ),
        (
            '[rows.R-MO]\nelectorate = "cats"',
            (
                "line 3: rows.R-MO.electorate: cats is unknown; "
                f"use one of: {', '.join(AT_MEETINGS)}"
            ),
        ),
        (
            '[rows.R-JM26]\napproval = ">= 3/5"',
            (
                "line 3: rows.R-JM26.approval: “>= 3/5” has no words here; "
                f"use one of: {', '.join(SHARES)}"
            ),
        ),
        (
            "[rows.O-279]\nfor_motions = true",
            "line 3: rows.O-279.for_motions: no motion can be of this class; take this line out",
        ),
        (
            "[notice]\nclear_days = 3",
            (
                "line 3: notice.clear_days: shorter than what it extends; "
                'write 15, or add citation = "…", the law that allows less'
            ),
        ),
        (
            "[floor]\nseconds = 0",
            "line 3: floor.seconds: 0 is out of range; write 1 to 1000",
        ),
        (
            "[rankings]\nlongest_days = 5",
            (
                "line 3: rankings.longest_days: usual and longest are out of order; "
                "let usual_days <= longest_days"
            ),
        ),
        (
            "[answers]\nanswer_hours = 12",
            (
                "line 3: answers.answer_hours: acknowledging and answering are out of order; "
                "let acknowledge_hours <= answer_hours"
            ),
        ),
        (
            "[answers]\nacknowledge_hours = 72",
            (
                "line 3: answers.acknowledge_hours: acknowledging and answering are out of order; "
                "let acknowledge_hours <= answer_hours"
            ),
        ),
    ],
    ids=str,
)
def test_no_file_of_ones_own_asks_for_less_than_the_law(text: str, said: str):
    with pytest.raises(BadRulesError) as caught:
        _own(f'extends = "national"\n{text}')

    assert str(caught.value) == f"own.toml, {said}"


def test_what_the_law_of_a_place_wants_cannot_be_lifted():
    chat = "[channels]\nofficial_only = false\nplatform_evote = true\ncitation = 'rules 12'"

    with pytest.raises(BadRulesError) as caught:
        _own(f'extends = "beijing"\n{chat}')

    assert str(caught.value) == (
        "own.toml, line 3: channels.official_only: the law of this place wants the official "
        "voting system; take this line out"
    )


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 20_000, "x = " + "9" * 5_000],
    ids=["endless nesting", "endless number"],
)
def test_a_hostile_file_is_refused_like_any_other(text: str):
    with pytest.raises(BadRulesError, match=r"own\.toml, line 1: not TOML"):
        _own(text)


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
