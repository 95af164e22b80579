"""What comes first on an agenda, how long it takes."""

from hypothesis import given
from hypothesis import strategies as st

from council.kernel.refusals import Refusal
from council.meetings.items.rules import (
    Standing,
    begins,
    check_consent,
    over_by,
    placed,
    read_item_minutes,
    usual_kind,
    usual_minutes,
)
from council.rules.profile import MeetingTimes
from council.rules.rulebook import NATIONAL, rulebook

ROWS = rulebook()[NATIONAL].rows
STANDINGS = st.builds(lambda late, carried: (late, carried), st.booleans(), st.booleans())


def standing(name: str, late: bool = False, carried_over: bool = False) -> Standing:
    return Standing(id=name, late=late, carried_over=carried_over)


def test_what_is_late_comes_first_then_what_was_carried_over():
    there = [standing("new"), standing("newer")]

    with_carried = placed(standing("carried", carried_over=True), there)
    with_late = placed(
        standing("late", late=True), [standing("carried", carried_over=True), *there]
    )

    assert with_carried == ("carried", "new", "newer")
    assert with_late == ("late", "carried", "new", "newer")


@given(st.lists(STANDINGS, max_size=12))
def test_an_agenda_filled_one_by_one_is_ordered_by_rank_and_by_when_it_came(several):
    made = [standing(str(n), late, carried) for n, (late, carried) in enumerate(several)]
    order: list[Standing] = []

    for each in made:
        names = placed(each, order)
        by_name = {one.id: one for one in (*order, each)}
        order = [by_name[name] for name in names]

    assert order == sorted(made, key=lambda each: each.rank)


@given(st.lists(STANDINGS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_an_order_that_people_gave_stays(several, chance):
    there = [standing(str(n), late, carried) for n, (late, carried) in enumerate(several)]
    chance.shuffle(there)

    for new in (standing("new"), standing("new", late=True), standing("new", carried_over=True)):
        rest = [name for name in placed(new, there) if name != "new"]
        assert rest == [each.id for each in there]


def test_items_begin_one_after_the_other_and_may_be_too_many():
    assert begins(1_000, (10, 5, 20)) == (1_000, 1_600, 1_900)
    assert over_by((60, 61), lasts=120) == 1
    assert over_by((60, 60), lasts=120) == 0


def test_a_kind_and_its_minutes_follow_from_the_rules():
    times = MeetingTimes()

    assert [usual_kind(ROWS[name]) for name in ("R-MO", "R-XS")] == ["decide", "discuss"]
    assert [usual_minutes(kind, times) for kind in ("inform", "discuss", "decide")] == [5, 15, 20]


def test_only_what_is_decided_by_counted_hands_is_voted_on_together():
    assert check_consent("decide", ROWS["R-MO"]) is None
    assert check_consent("discuss", ROWS["R-MO"]) == Refusal("item.no_consent")
    assert check_consent("decide", ROWS["O-8"]) == Refusal("item.no_consent")


def test_minutes_are_read_as_they_are_typed():
    assert [read_item_minutes(text) for text in ("15", "20 分钟", "10min")] == [15, 20, 10]
    assert read_item_minutes("0") == Refusal("item.bad_minutes", {"least": 1, "most": 120})
