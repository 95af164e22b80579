"""What a budget vote comes to: the kept result, the file that anybody counts again, what is told."""

from dataclasses import replace
from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.polls import public
from council.polls.ballots.public import ballots_of
from council.polls.budgets.counting import (
    Funded,
    Greedy,
    Paid,
    Unfunded,
    count_budget,
    outcome_of,
    told,
    vote_of,
)
from council.polls.budgets.rules import BALLOTS
from council.polls.rules import PollOption
from tests.council.conftest import Town
from tests.council.polls.budgets.crowd import hundreds
from tests.voting.methods.test_equal_shares import by_definition
from voting.budget_tally import count as tally
from voting.budget_tally import options_from
from voting.formats.pabulib import read_pabulib, write_pabulib
from voting.methods.equal_shares import EqualSharesRules, count_equal_shares
from voting.ties import lot_order

STREET = (
    PollOption(letter="A", title="路灯", cost_fen=30_000),
    PollOption(letter="B", title="长椅", cost_fen=20_000),
    PollOption(letter="C", title="种树", cost_fen=12_000),
    PollOption(letter="D", title="水池", cost_fen=30_000),
)
SAID = {(("A",), ("B",)): 4, (("C",),): 2, (("A",), ("C",), ("D",)): 2}


def street(said=SAID, *, ballot="approval", seed="seed", options=STREET, pot_fen=80_000):
    return vote_of(said, options=options, pot_fen=pot_fen, ballot=ballot, lot_seed=seed)


def counted(said=SAID, **more):
    return count_budget(street(said, **more), roll=12, lot_seed=more.get("seed", "seed"))


def test_the_street_is_counted_in_fen():
    result = counted()

    assert result.funded == (
        Funded(
            letter="A",
            cost_fen=30_000,
            points=6,
            supporters=6,
            payments=(Paid(each_fen=5_000, supporters=6),),
            left_fen=50_000,
        ),
        Funded(
            letter="C",
            cost_fen=12_000,
            points=4,
            supporters=4,
            payments=(Paid(each_fen=3_000, supporters=4),),
            left_fen=38_000,
        ),
        Funded(
            letter="B",
            cost_fen=20_000,
            points=4,
            supporters=4,
            payments=(Paid(each_fen=5_000, supporters=4),),
            left_fen=18_000,
        ),
    )
    assert result.greedy == Greedy(funded=("A", "C", "B"), spent_fen=62_000)
    assert (result.pot_fen, result.spent_fen, result.left_fen) == (80_000, 62_000, 18_000)
    assert result.lot == tuple("ABCD"[each - 1] for each in lot_order((1, 2, 3, 4), seed="seed"))


def test_parts_of_a_fen_are_kept_exactly():
    options = (
        PollOption(letter="A", title="甲", cost_fen=10_000),
        PollOption(letter="B", title="乙", cost_fen=90_000),
    )

    result = counted({(("A",),): 3, (("B",),): 4}, options=options, pot_fen=95_000)

    assert result.funded[0].payments == (Paid(each_fen="10000/3", supporters=3),)
    assert result.share_fen == "157300/7"


def test_the_last_tie_is_the_lots():
    options = tuple(PollOption(letter=each, title=each, cost_fen=10_000) for each in "ABC")
    said = {((each,),): 2 for each in "ABC"}

    results = [
        counted(said, options=options, pot_fen=10_000, seed=f"种子{place}") for place in range(12)
    ]

    assert [result.greedy.funded for result in results] == [(it.lot[0],) for it in results]
    assert {it.lot[0] for it in results} == set("ABC")


def test_nobody_voted_and_nothing_is_funded():
    result = counted({})

    assert (result.ballots, result.funded, result.spent_fen, result.share_fen) == (0, (), 0, 0)
    assert [each.why for each in result.unfunded] == ["nobody"] * 4


def test_places_are_worth_points():
    result = counted({(("C",), ("A",)): 3, (("B",),): 2}, ballot="ranking")

    assert {each.letter: each.points for each in result.funded} == {"A": 9, "C": 12, "B": 8}


@pytest.mark.parametrize("order", [(("Z",),), (("A",), ("A",))])
def test_a_ballot_that_nobody_could_have_cast_is_no_count(order):
    with pytest.raises((KeyError, ValueError)):
        counted({order: 1})


ORDERS = st.lists(st.sampled_from("ABCD"), min_size=1, unique=True).map(
    lambda letters: tuple((each,) for each in letters)
)


@given(
    said=st.dictionaries(ORDERS, st.integers(1, 4), max_size=6),
    ballot=st.sampled_from(BALLOTS),
    seed=st.text(max_size=3),
)
def test_the_file_gives_the_result_again(said, ballot, seed):
    vote = street(said, ballot=ballot, seed=seed)

    again = read_pabulib(write_pabulib(vote, meta={}), file="poll-1.pb").vote

    result = count_budget(vote, roll=9, lot_seed=seed)
    assert count_budget(again, roll=9, lot_seed=seed) == result
    assert result.spent_fen <= result.pot_fen
    for each in result.funded:
        paid = sum(Fraction(paid.each_fen) * paid.supporters for paid in each.payments)
        assert paid == each.cost_fen


@given(said=st.dictionaries(ORDERS, st.integers(1, 4), max_size=6))
def test_a_kept_result_is_read_back_as_the_outcome(said):
    vote = street(said)
    outcome = count_equal_shares(vote, rules=EqualSharesRules(completion="add1"))

    read = outcome_of(count_budget(vote, roll=9, lot_seed="seed"), STREET)

    assert read.selected == outcome.selected
    assert (read.endowment, read.raised, read.budget) == (
        outcome.endowment,
        outcome.raised,
        outcome.budget,
    )
    assert [each.payments for each in read.purchases] == [
        each.payments for each in outcome.purchases
    ]
    assert read.not_bought == outcome.not_bought


RARE = {(("A",), ("B",)): 4, (("C",),): 2, (("A",), ("C",), ("D",)): 2}


def test_before_the_certificate_neither_greedy_nor_who_paid_less_is_told():
    said = {(("A",), ("B",)): 5, (("A",), ("C",)): 3, (("B",),): 3}
    result = counted(said)

    before = told(result, certified=False, orders=said)
    after = told(result, certified=True, orders=said)

    assert after == result
    assert before.greedy is None
    assert all(len(each.payments) == 1 for each in before.funded)
    assert [each.payments[0].supporters for each in before.funded] == [
        each.supporters for each in result.funded
    ]


def test_where_ballots_are_withheld_single_supporters_are_not_told_by_their_money():
    result = counted(RARE)

    shown = told(result, certified=True, orders=RARE)

    assert shown.greedy == result.greedy
    assert result.unfunded == (
        Unfunded(letter="D", points=2, why="supporters_short", lacking_fen=200),
    )
    assert shown.unfunded == (replace(result.unfunded[0], lacking_fen=0),)
    assert all(len(each.payments) <= 1 for each in shown.funded)


# -- two hundred people


def test_two_hundred_people_and_twelve_projects_are_counted_as_the_definition_says(town: Town):
    number = hundreds(town)

    poll = town.read("召", lambda tx, who: public.one(tx, who.community_id, number=number))
    found = town.read("召", lambda tx, who: ballots_of(tx, who.community_id, number=number))
    read = read_pabulib(found.pabulib, file="poll-1.pb")
    rules = {"completion": "add1"}
    ours = tally(
        found.pabulib,
        file="poll-1.pb",
        options=options_from(rules, method="equal_shares"),
    )
    greedy = tally(found.pabulib, file="poll-1.pb", options=options_from({}, method="greedy"))

    result = poll.budget
    assert (poll.ballots, result.ballots, read.vote.voters) == ("public", 200, 200)
    assert [each.letter for each in result.funded] == [each.project for each in ours.purchases]
    assert result.greedy.funded == tuple(each.project for each in greedy.purchases)
    assert set(result.greedy.funded) != {each.letter for each in result.funded}
    # The definition, held against the file: who pays what, exactly; and one yuan more overspends.
    defined = by_definition(read.vote, utility="cost", endowment=Fraction(ours.endowment))
    assert [
        (
            each.letter,
            sorted(
                chain.from_iterable(
                    [Fraction(paid.each_fen) / 100] * paid.supporters for paid in each.payments
                )
            ),
        )
        for each in result.funded
    ] == [(project, paid) for project, _, paid in defined]
    more = by_definition(read.vote, utility="cost", endowment=Fraction(ours.endowment) + 1)
    costs = {project.id: project.cost for project in read.vote.projects}
    assert sum(costs[project] for project, _, _ in more) > read.vote.budget
    assert [project.id for project in read.vote.projects] == list(result.lot)
