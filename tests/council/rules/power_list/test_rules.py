"""What differs between two lists; who decides by which class."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.power_list.matter import Matter
from council.rules.power_list.rules import (
    FieldChange,
    ListDiff,
    MatterChange,
    bare,
    by_decider,
    check_adopting,
    decider_of,
    differences,
    fits,
    usable,
)
from council.rules.power_list.shipped import shipped_list
from council.rules.rulebook import rulebook

PARKING = Matter(name="停车", words=("车位",), decides="owners", legal_class="O-8")
NOISE = Matter(name="噪音", decides="deliberation", legal_class="R-XS", hours=24)
PETS = Matter(name="宠物", decides="deliberation", legal_class="R-XS")


def test_new_changed_and_gone_are_told_by_cell():
    after = (replace(PARKING, words=("车位", "车库"), answers="manager", hours=48), PETS)

    assert differences((PARKING, NOISE), after) == ListDiff(
        added=("宠物",),
        changed=(
            MatterChange(
                name="停车",
                fields=(
                    FieldChange(field="words", before="车位", after="车位；车库"),
                    FieldChange(field="answers", before="", after="manager"),
                    FieldChange(field="hours", before="", after="48"),
                ),
            ),
        ),
        gone=("噪音",),
    )


def test_another_order_is_a_change_and_the_same_list_is_none():
    moved = differences((PARKING, NOISE), (NOISE, PARKING))
    same = differences((PARKING, NOISE), (PARKING, NOISE))

    assert (moved.moved, moved.unchanged, check_adopting(moved)) == (True, 2, None)
    assert same == ListDiff(unchanged=2)
    assert check_adopting(same) is not None


lists = st.lists(
    st.builds(
        Matter,
        name=st.sampled_from(["停车", "噪音", "宠物", "消防", "绿化"]),
        decides=st.just("owners"),
        legal_class=st.sampled_from(["O-8", "O-9"]),
    ),
    unique_by=lambda each: each.name,
)


@given(lists, lists)
def test_every_matter_is_new_gone_changed_or_unchanged(before: list[Matter], after: list[Matter]):
    diff = differences(before, after)

    both = len(diff.changed) + diff.unchanged
    assert len(after) == len(diff.added) + both
    assert len(before) == len(diff.gone) + both
    assert diff.nothing == (before == after)


@pytest.mark.parametrize("profile", sorted(rulebook()))
def test_each_profile_ships_a_list_that_fits_its_rules(profile: str):
    rules, found = rulebook()[profile], shipped_list(profile)

    assert found
    assert usable(found, rules) == found
    assert all(fits(each.decides, rules.rows[each.legal_class]) for each in found)
    assert all(each.name_en and each.remark and each.remark_en and each.citation for each in found)


@pytest.mark.parametrize("profile", sorted(rulebook()))
def test_every_class_that_a_motion_may_be_of_is_reached_by_the_list(profile: str):
    rules = rulebook()[profile]

    assert {each.legal_class for each in shipped_list(profile)} >= set(rules.for_motions)


def test_who_decides_follows_from_the_class():
    rows = rulebook()["national"].rows

    assert {name: decider_of(row) for name, row in rows.items() if row.for_motions} == {
        **{f"O-{n}": "owners" for n in range(1, 10)},
        "R-XS": "deliberation",
        "R-MO": "council",
        "R-JM26": "residents",
    }
    assert decider_of(rows["O-WC"]) == "owners_committee"
    assert (fits("manager", rows["R-MO"]), fits("manager", rows["O-9"])) == (True, False)


def test_what_the_rules_do_not_know_is_not_used():
    village = rulebook()["village"]

    assert usable((PARKING, NOISE), village) == (NOISE,)
    assert by_decider(bare(("R-XS", "R-CM"), village)).keys() == {"deliberation", "residents"}
