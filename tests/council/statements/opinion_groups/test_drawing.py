"""The picture is right on made cases with known groups, and the same however the rows are laid."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.statements.opinion_groups.drawing import draw
from council.statements.opinion_groups.matrix import AGREE, DISAGREE, UNSURE, matrix_of
from council.statements.opinion_groups.picture import Answers, Picture, from_json, to_json
from tests.council.statements.opinion_groups.made import (
    TWELVE,
    lots,
    matrix,
    people,
    three_camps,
    two_camps,
)


def drawn(answers: Sequence[Mapping[int, int]], *, least: int = 5, shown: int = 10) -> Picture:
    return draw(matrix(answers), smallest_group=least, shown_from=shown)


def numbers(several: Sequence[object]) -> list[int]:
    return [each.number for each in several]  # type: ignore[attr-defined]


def test_two_camps_of_forty_and_thirty_are_found_with_what_they_share_and_what_parts_them():
    picture = drawn(two_camps())

    assert [group.size for group in picture.groups] == [40, 30]
    assert sorted(numbers(picture.shared)) == [1, 2, 3]
    assert {each.side for each in picture.shared} == {"agree"}
    assert set(numbers(picture.divides)) < {4, 5, 6, 7, 8, 9}
    assert len(picture.divides) == 5
    assert all(
        number in range(4, 10) for group in picture.groups for number, _ in group.stands_for
    )
    for each in picture.divides:
        assert (each.groups[0] > 700, each.groups[1] > 700) == (each.number < 7, each.number >= 7)


def test_what_all_share_is_ordered_by_the_product_of_the_groups_and_told_in_thousandths():
    picture = drawn(two_camps())

    products = [each.per_mille for each in picture.shared]
    assert products == sorted(products, reverse=True)
    for each in picture.shared:
        of_all = picture.statements[each.number - 1]
        one, other = of_all.groups
        assert one is not None
        assert other is not None
        first, second = ((1000 * (part.agree + 1)) // (part.seen + 2) for part in (one, other))
        assert each.groups == (first, second)
        whole = 1000 * (one.agree + 1) * (other.agree + 1)
        assert each.per_mille == whole // ((one.seen + 2) * (other.seen + 2))


def test_three_camps_are_found():
    picture = drawn(three_camps())

    assert [group.size for group in picture.groups] == [40, 30, 20]
    assert sorted(numbers(picture.shared)) == [1, 2, 3]


def test_answers_without_structure_have_no_groups_and_the_nearly_even_are_told():
    picture = drawn(people(60, (50,) * 12, seed="none"))

    assert picture.groups == ()
    assert picture.shown
    assert len(picture.divides) == 5
    assert all(300 <= each.groups[0] <= 600 for each in picture.divides)


def test_where_everybody_says_the_same_all_is_shared_and_nothing_divides():
    picture = drawn([dict.fromkeys(TWELVE, DISAGREE)] * 30)

    assert picture.groups == ()
    assert [(each.number, each.side, each.per_mille) for each in picture.shared] == [
        (number, "disagree", 31_000 // 32) for number in (1, 2, 3, 4, 5)
    ]
    assert picture.divides == ()


@pytest.mark.parametrize(
    ("answers", "took_part"),
    [([], 0), ([{}], 0), ([{1: AGREE}], 1), ([{1: AGREE}] * 9, 9)],
    ids=["nobody", "nobody answered", "one person", "one fewer than are shown"],
)
def test_with_too_few_participants_nothing_is_told_but_how_many(
    answers: Sequence[Mapping[int, int]], took_part: int
):
    picture = drawn(answers)

    assert picture == Picture(participants=took_part, in_groups=0, shown=False)


def test_a_statement_that_nobody_has_seen_is_told_without_figures_and_changes_nothing():
    answers = two_camps()

    without, beside = (
        drawn(answers),
        draw(matrix_of((*TWELVE, 99), answers), smallest_group=5, shown_from=10),
    )

    unseen = beside.statements[-1]
    assert (unseen.number, unseen.answers, unseen.groups) == (99, None, (None, None))
    assert replace(beside, statements=beside.statements[:-1]) == without


def test_who_answered_fewer_than_seven_is_in_no_group_but_among_all():
    few = [{1: AGREE, 2: DISAGREE, 4: UNSURE}] * 4
    answers = [*two_camps(), *few]

    picture = drawn(answers)

    assert (picture.participants, picture.in_groups) == (74, 70)
    assert sum(group.size for group in picture.groups) == 70
    seen = sum(4 in each for each in answers)
    fourth = picture.statements[3].answers
    assert fourth is not None
    assert (fourth.unsure, fourth.seen) == (4, seen)


def test_a_grouping_with_a_group_that_is_too_small_is_none():
    lonely = people(4, (3, 3, 3, 5, 5, 5, 95, 95, 95, 5, 95, 5), seed="lonely", answered=100)
    answers = [*people(40, (97, 97, 97, 95, 95, 95, 5, 5, 5, 95, 5, 95), seed="many"), *lonely]

    assert drawn(answers).groups == ()
    assert [group.size for group in drawn(answers, least=4).groups] == [40, 4]


def test_figures_of_fewer_answers_than_the_smallest_group_are_not_told():
    answers = [
        {**each, 12: AGREE} if place < 4 else {**each} for place, each in enumerate(_without(12))
    ]

    picture = drawn(answers)

    assert picture.statements[11].answers is None
    assert picture.statements[0].answers is not None


def _without(number: int) -> list[dict[int, int]]:
    return [{key: each for key, each in row.items() if key != number} for row in two_camps()]


def test_a_picture_is_kept_and_read_back_as_it_was():
    for answers in ([], two_camps(), three_camps()):
        picture = drawn(answers)

        assert from_json(to_json(picture)) == picture
        assert "." not in to_json(picture)


def test_whoever_draws_it_again_gets_the_same_bytes_whatever_the_order():
    answers = three_camps()
    shuffled = [
        each
        for _, each in sorted(zip(lots("order"), answers, strict=False), key=lambda pair: pair[0])
    ]

    assert to_json(drawn(shuffled)) == to_json(drawn(answers))
    assert to_json(drawn(answers[::-1])) == to_json(drawn(answers))


_ANSWERS = st.lists(
    st.dictionaries(st.sampled_from(TWELVE), st.sampled_from((AGREE, UNSURE, DISAGREE))),
    max_size=30,
)


@given(answers=_ANSWERS, data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_order_of_rows_changes_a_byte(answers: list[dict[int, int]], data: st.DataObject):
    laid_otherwise = data.draw(st.permutations(answers))

    first, second = (drawn(each, least=2, shown=1) for each in (answers, laid_otherwise))

    assert to_json(first) == to_json(second)


@given(answers=_ANSWERS)
@settings(max_examples=60, deadline=None)
def test_statements_that_are_put_the_other_way_round_give_the_picture_turned_round(
    answers: list[dict[int, int]],
):
    turned = [{number: -each for number, each in row.items()} for row in answers]

    first, second = (drawn(each, least=2, shown=1) for each in (answers, turned))

    assert sorted(group.size for group in first.groups) == sorted(g.size for g in second.groups)
    assert {(each.number, each.per_mille) for each in _all_shared(first)} == {
        (each.number, each.per_mille) for each in _all_shared(second)
    }
    for one, other in zip(first.statements, second.statements, strict=True):
        assert one.answers == _turned(other.answers)


def _all_shared(picture: Picture) -> Sequence[object]:
    return picture.shared if len(picture.shared) < 5 else ()


def _turned(answers: Answers | None) -> Answers | None:
    if answers is None:
        return None
    return Answers(agree=answers.disagree, disagree=answers.agree, unsure=answers.unsure)


@given(answers=_ANSWERS, least=st.integers(1, 6), shown=st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_shares_and_groups_stay_within_their_bounds(
    answers: list[dict[int, int]], least: int, shown: int
):
    picture = drawn(answers, least=least, shown=shown)

    assert picture.participants == sum(bool(each) for each in answers)
    assert picture.shown == (picture.participants >= shown)
    assert len(picture.groups) != 1
    assert all(group.size >= least for group in picture.groups)
    assert sum(group.size for group in picture.groups) in {0, picture.in_groups}
    shares = [share for each in (*picture.shared, *picture.divides) for share in each.groups]
    assert all(0 < share < 1000 for share in shares)
    assert all(0 < each.per_mille <= min(each.groups) for each in picture.shared)
    assert not set(numbers(picture.shared)) & set(numbers(picture.divides))
    figures = [f for each in picture.statements for f in (each.answers, *each.groups) if f]
    assert all(figure.seen >= least for figure in figures)
