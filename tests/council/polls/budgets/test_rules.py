"""What a ballot on a budget may say, and how projects are read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.refusals import Refusal, refuse
from council.polls.budgets.rules import (
    BALLOTS,
    KNAPSACK,
    LETTERS,
    Project,
    Source,
    Terms,
    read_pot,
    read_projects,
    typed_line,
    typed_projects,
)
from council.polls.ranking import order_of

POT = 10_000_000


@st.composite
def terms(draw: st.DrawFn, ballot: str = "") -> Terms:
    """Some projects, a pot, a kind of ballot."""
    many = draw(st.integers(2, len(LETTERS)))
    costs = draw(st.lists(st.integers(1, 50), min_size=many, max_size=many))
    return Terms(
        ballot=ballot or draw(st.sampled_from(BALLOTS)),
        pot_fen=draw(st.integers(1, 200)) * 100,
        costs={letter: cost * 100 for letter, cost in zip(LETTERS, costs, strict=False)},
    )


def after(it: Terms, taps: list[str]) -> tuple[tuple[str, ...], ...]:
    """Tap one project after the other; what the pot does not hold changes nothing."""
    order: tuple[tuple[str, ...], ...] = ()
    for letter in taps:
        made = it.tapped(order, letter)
        order = order if isinstance(made, str) else made
    return order


def taps_on(it: Terms) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(it.costs)), max_size=40)


@given(st.data())
def test_in_a_knapsack_the_running_sum_is_never_above_the_pot(data: st.DataObject):
    it = data.draw(terms(KNAPSACK))
    order: tuple[tuple[str, ...], ...] = ()

    for letter in data.draw(taps_on(it)):
        made = it.tapped(order, letter)
        if made == "over_pot":
            ticked = {each for group in order for each in group} | {letter}
            assert sum(it.costs[each] for each in ticked) > it.pot_fen
        else:
            assert not isinstance(made, str)
            order = made
        assert it.sum_of(order) <= it.pot_fen
        assert it.fits(order)


@given(st.data())
def test_a_project_that_is_tapped_twice_is_not_ticked(data: st.DataObject):
    it = data.draw(terms())
    before = after(it, data.draw(taps_on(it)))
    letter = data.draw(st.sampled_from(sorted(it.costs)))

    twice = after(it, [each for (each,) in before] + [letter, letter])

    assert sorted(twice) == sorted(before)


@given(st.data())
def test_the_order_of_the_ticks_changes_nothing(data: st.DataObject):
    it = data.draw(terms("approval"))
    letters = data.draw(st.lists(st.sampled_from(sorted(it.costs)), min_size=1, unique=True))
    other = data.draw(st.permutations(letters))

    one, two = after(it, letters), after(it, other)

    assert it.written(one) == it.written(two)
    assert it.sum_of(one) == it.sum_of(two) == sum(it.costs[each] for each in letters)


@given(st.data())
def test_a_ballot_is_read_as_it_was_written(data: st.DataObject):
    it = data.draw(terms())
    order = after(it, data.draw(taps_on(it)))

    read = order_of(it.written(order))

    assert read == (order if it.ordered else tuple(sorted(order)))


def test_ticks_and_places_are_written_apart():
    costs = dict.fromkeys("ABC", 100)
    order = (("C",), ("A",))

    written = [Terms(ballot=each, pot_fen=100, costs=costs).written(order) for each in BALLOTS]

    assert [json.loads(each) for each in written] == [
        {"approval": ["A", "C"]},
        {"approval": ["A", "C"]},
        {"ranking": [["C"], ["A"]]},
    ]


@pytest.mark.parametrize(
    ("text", "many", "read"),
    [
        ("1 3 4", 4, "ACD"),
        ("134", 4, "ACD"),
        ("ａｃｄ", 4, "ACD"),
        ("A、C、D", 4, "ACD"),
        ("4>1", 4, "DA"),
        ("1 12 3", 12, "ALC"),
        ("１，１２", 12, "AL"),
        ("20", 20, "T"),
        ("12", 9, "AB"),
        ("12", 10, "unknown"),
        ("110", 9, "unknown"),
        ("0", 4, "unknown"),
        ("00001", 12, "unknown"),
        ("5", 4, "unknown"),
        ("E", 4, "unknown"),
        ("1 1", 4, "twice"),
        ("AA", 4, "twice"),
        ("1A", 4, "unreadable"),
        ("1=2", 4, "unreadable"),
        ("", 4, "unreadable"),
        (" , ", 4, "unreadable"),
        ("同意", 4, "unreadable"),
        ("٣", 4, "unreadable"),
    ],
)
def test_typed_projects_are_read(text: str, many: int, read: str):
    letters = LETTERS[:many] if many != 10 else LETTERS[:11]
    found = typed_projects(text, letters)

    assert (found if isinstance(found, str) else "".join(each for (each,) in found)) == read


@given(st.text(alphabet="01239ACT ,>=x", max_size=12), st.integers(2, 20))
def test_any_text_is_known_projects_once_each_or_a_problem(text: str, many: int):
    found = typed_projects(text, LETTERS[:many])

    if isinstance(found, str):
        assert found in ("unreadable", "unknown", "twice")
    else:
        named = [each for (each,) in found]
        assert named
        assert len(set(named)) == len(named)
        assert set(named) <= set(LETTERS[:many])


KNOWN = {"p12": Source(title="种两棵桂花树"), "m3": Source(title="修单车棚", cost_fen=3_500_000)}


def read(text: str, pot: int = POT) -> object:
    return read_projects(text, pot_fen=pot, known=KNOWN.get)


def test_projects_are_read_line_by_line():
    typed = (
        "1. 三号楼长椅 5000\n\n1.5 米花架 600\nB、路灯　1.5万元 | 北门到车棚\n提案12 800\n议案 3\n"
        "补栽绿篱 ¥1,200 提案12\n健身角：2000 元\n单车棚顶 议案3"
    )

    assert read(typed) == (
        Project(title="三号楼长椅", cost_fen=500_000),
        Project(title="1.5 米花架", cost_fen=60_000),
        Project(title="路灯", cost_fen=1_500_000, body="北门到车棚"),
        Project(title="种两棵桂花树", cost_fen=80_000, source="p12"),
        Project(title="修单车棚", cost_fen=3_500_000, source="m3"),
        Project(title="补栽绿篱", cost_fen=120_000, source="p12"),
        Project(title="健身角", cost_fen=200_000),
        Project(title="单车棚顶", cost_fen=3_500_000, source="m3"),
    )


def test_a_project_that_is_offered_is_read_as_it_was():
    projects = (
        Project(title="修单车棚", cost_fen=3_500_000, source="m3"),
        Project(title="桂花树 2 棵", cost_fen=80_000, source="p12"),
    )

    assert read("\n".join(map(typed_line, projects))) == projects


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("长椅 5000", refuse("budget.projects_few")),
        ("长椅\n路灯 3000", refuse("budget.no_cost", line="长椅")),
        ("5000\n路灯 3000", refuse("budget.no_title", line="5000")),
        ("提案12\n路灯 3000", refuse("budget.no_cost", line="提案12")),
        ("提案9 500\n路灯 3000", refuse("budget.source_unknown", given="提案9")),
        ("长椅 50.50\n路灯 3000", refuse("budget.whole_yuan", amount_fen=5050)),
        (
            "长椅 20万\n路灯 3000",
            refuse("budget.over_pot", project="长椅", cost_fen=20_000_000, pot_fen=POT),
        ),
        ("长椅 5\n长 椅 6", refuse("poll.option_twice", option="长 椅")),
        ("\n".join(f"项目甲{n} 5" for n in range(21)), refuse("budget.projects_many", most=20)),
        (f"{'长' * 61} 5\n路灯 5", refuse("poll.option_long", option="长" * 20, most=60)),
        (
            f"长椅 5 | {'说' * 201}\n路灯 5",
            refuse("budget.body_long", project="长椅", most=200),
        ),
    ],
)
def test_what_cannot_be_a_list_of_projects_is_refused(text: str, refusal: Refusal):
    assert read(text) == refusal


def test_a_pot_is_whole_yuan():
    assert [read_pot(text) for text in ("10 万", "12.5")] == [
        10_000_000,
        refuse("budget.whole_yuan", amount_fen=1250),
    ]
