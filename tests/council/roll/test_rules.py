from hypothesis import given
from hypothesis import strategies as st

from council.kernel.refusals import refuse
from council.roll.rules import (
    Figures,
    RollDiff,
    Several,
    compare,
    figures,
    file_too_large,
    replaced,
    spellings,
    split,
    to_confirm,
    unit_of,
)
from voting.roll import DEVELOPER, Unit


def unit(code, *owners, **more):
    return Unit(code=code, owners=owners, area_x100=10_000, **more)


names = st.sampled_from(("甲", "乙", "丙", "王伟"))
rolls = st.lists(st.lists(names, unique=True, max_size=3), min_size=1, max_size=8).map(
    lambda owners: tuple(unit(str(n), *each) for n, each in enumerate(owners))
)


def test_a_roll_is_counted_by_units_heads_and_area():
    assert figures([unit("1", "甲"), unit("2", "甲"), unit("P", "乙", counts=False)]) == Figures(
        units=3, heads=1, area_x100=20_000
    )


@given(rolls)
def test_nothing_differs_from_itself_in_any_order(units):
    assert compare(units, reversed(units)) == RollDiff(added=(), removed=(), changes=())


@given(rolls)
def test_splitting_an_owner_never_changes_area_and_never_loses_a_head(units):
    before, after = figures(units), figures(split(units, "王伟"))

    assert after.area_x100 == before.area_x100
    assert after.heads >= before.heads


@given(rolls)
def test_once_split_an_owner_is_not_asked_about(units):
    asked = to_confirm(split(units, "王伟"), same_owner=(), standing=())

    assert "王伟" not in {each.owner for each in asked}


def test_an_owner_is_asked_about_until_all_lines_but_one_say_so():
    units = (unit("1", "甲"), unit("2", "甲"), unit("3", "甲"), unit("P", "甲", counts=False))
    asked = (Several(owner="甲", units=("1", "2", "3")),)

    assert [
        to_confirm(units, same_owner=said, standing=standing)
        for said, standing in (
            ((), ()),
            (("1",), ()),
            (("1", "3"), ()),
            ((), units[:2]),
            ((), units),
        )
    ] == [asked, asked, (), asked, ()]


def test_nobody_asks_about_the_developer_or_a_parking_space():
    units = (unit("1"), unit("2", DEVELOPER), unit("3", "甲"), unit("P", "甲", counts=False))

    assert to_confirm(units, same_owner=(), standing=()) == ()


def test_namesakes_get_numbers_that_are_free_and_stay_nominated():
    units = (unit("1", "王伟#1"), unit("2", "王伟", "乙", nominee="王伟"), unit("3", "王伟"))

    assert split(units, "王伟") == (
        unit("1", "王伟#1"),
        unit("2", "王伟#2", "乙", nominee="王伟#2"),
        unit("3", "王伟#3"),
    )


def test_names_that_differ_in_blanks_dots_or_capitals_are_told():
    units = (
        unit("1", "王 伟", "Li-Na"),
        unit("2", "王伟"),
        unit("3", "li na", "阿·迪力"),
        unit("4", "阿迪力", "王伟#1"),
        unit("5", "王伟#2", DEVELOPER),
    )

    assert spellings(units) == (("王 伟", "王伟"), ("Li-Na", "li na"), ("阿·迪力", "阿迪力"))


def test_a_unit_is_found_as_people_type_its_code_and_put_back():
    units = (unit("1-101", "甲"), unit("1-102", "乙"))
    new = unit("1-102", "丙")

    assert unit_of(units, " １-101 ") == units[0]
    assert unit_of(units, "9") is None
    assert replaced(units, new) == (units[0], new)


def test_a_file_too_large_is_told_in_whole_megabytes():
    assert file_too_large(2 * 1024 * 1024 + 1) == refuse("roll.file_large", size_mb=3, limit_mb=2)
