"""Counting a ranking, and reading what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from council.polls.ranking import (
    CountRound,
    RankingResult,
    Tally,
    count_ranking,
    instant_runoff,
    order_of,
    ranking_content,
    shuffled,
    typed_order,
)
from council.polls.rules import PollOption, options_from
from voting.methods.irv import council_irv, count_irv
from voting.profile import Candidate, Profile

OPTIONS = options_from(("立体停车场", "错峰共享", "道闸+重新划线"))
assert isinstance(OPTIONS, tuple)

#: The ranking of 27 February 2026 (docs/rules.md#the-story).
PILES = {
    "ABCD": 64,
    "BACD": 46,
    "ACBD": 28,
    "BCAD": 20,
    "CABD": 52,
    "DCAB": 22,
    "CDAB": 30,
    "DBAC": 8,
    "CBAD": 20,
    "D": 10,
}


def strict(letters: str) -> tuple[tuple[str, ...], ...]:
    return tuple((letter,) for letter in letters)


def counted(piles: dict[str, int]) -> RankingResult:
    orders = {strict(letters): weight for letters, weight in piles.items()}
    return count_ranking(orders, options=OPTIONS, roll=980, lot_seed="seed")


def tallies(**votes: int) -> tuple[Tally, ...]:
    return tuple(Tally(letter=letter, votes=number) for letter, number in votes.items())


def test_the_ranking_of_the_story_goes_to_a_by_two_ballots():
    result = counted(PILES)

    assert result == RankingResult(
        ballots=300,
        roll=980,
        winner="A",
        rounds=(
            CountRound(
                n=1,
                tallies=tallies(A=92, B=66, C=102, D=40),
                exhausted=0,
                threshold=151,
                elected=(),
                eliminated=("D",),
            ),
            CountRound(
                n=2,
                tallies=tallies(A=92, B=74, C=124),
                exhausted=10,
                threshold=146,
                elected=(),
                eliminated=("B",),
            ),
            CountRound(
                n=3,
                tallies=tallies(A=146, C=144),
                exhausted=10,
                threshold=146,
                elected=("A",),
                eliminated=(),
            ),
        ),
        plurality="C",
        schulze=(("A",), ("C",), ("B",), ("D",)),
        letters=("A", "B", "C", "D"),
        pairwise=((0, 196, 146, 230), (94, 0, 138, 230), (144, 152, 0, 260), (70, 70, 40, 0)),
        ties=(),
        margin=2,
        narrow=True,
        lot_seed="seed",
    )


def test_a_clear_majority_is_not_narrow():
    result = counted({"A": 60, "B": 40})

    assert (result.winner, result.margin, result.narrow) == ("A", 20, False)


def test_without_ballots_nobody_wins_and_no_lot_is_drawn():
    result = counted({})

    assert (result.winner, result.rounds, result.ties, result.narrow) == ("", (), (), False)


def test_two_ways_to_write_one_order_add_up():
    orders = {(("A", "B"), ("C",)): 2, (("B", "A"), ("C",)): 1, (("C",),): 2}

    result = count_ranking(orders, options=OPTIONS, roll=5, lot_seed="s")

    assert (result.ballots, result.winner) == (5, "A")


def test_a_result_is_read_back_as_it_was_written():
    kept = TypeAdapter(RankingResult)
    orders = {(("A", "B"),): 1, (("C",),): 1}
    result = count_ranking(orders, options=OPTIONS, roll=2, lot_seed="s")

    assert kept.validate_json(kept.dump_json(result)) == result
    assert result.rounds[0].tallies[0] == Tally(letter="A", votes="1/2")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("3 1 2", (("C",), ("A",), ("B",))),
        ("C A B", (("C",), ("A",), ("B",))),
        ("cab", (("C",), ("A",), ("B",))),
        ("312", (("C",), ("A",), ("B",))),
        ("3>1=2", (("C",), ("A", "B"))),
        ("３＞１＝２", (("C",), ("A", "B"))),
        ("3，1、2。", (("C",), ("A",), ("B",))),
        (" 4 ", (("D",),)),
        ("C > A > B = D", (("C",), ("A",), ("B", "D"))),
        ("1.C 2.D", (("C",), ("D",))),
        ("2、D\n1、C", (("C",), ("D",))),
        ("1.C 2.A 2.B", (("C",), ("A", "B"))),
        ("1:B;2:A", (("B",), ("A",))),
    ],
)
def test_a_typed_order_is_read(text: str, order: object):
    assert typed_order(text, "ABCD") == order


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "unreadable"),
        ("同意", "unreadable"),
        ("=1", "unreadable"),
        ("1=", "unreadable"),
        ("1=>2", "unreadable"),
        ("٣ ١", "unreadable"),
        ("-3", "typed"),
        ("0", "unreadable"),
        ("5", "unknown"),
        ("E", "unknown"),
        ("1 1", "twice"),
        ("A 1", "unreadable"),
        ("1 C 2 D", "unreadable"),
        ("1.C 2.C", "twice"),
        ("1.E 2.C", "unknown"),
    ],
)
def test_what_cannot_be_an_order_is_named(text: str, problem: str):
    found = typed_order(text, "ABCD")

    # A leading hyphen only separates: "-3" is an order of one.
    assert found == ((("C",),) if problem == "typed" else problem)


@given(st.text(max_size=60))
def test_any_text_is_an_order_of_known_letters_or_a_problem(text: str):
    found = typed_order(text, "ABCD")

    if isinstance(found, str):
        assert found in {"unreadable", "unknown", "twice"}
    else:
        named = [letter for group in found for letter in group]
        assert sorted(named) == sorted(set(named))
        assert set(named) <= set("ABCD")
        assert order_of(ranking_content(found)) == found


def test_a_ballot_has_one_canonical_form():
    assert ranking_content((("C",), ("B", "A"))) == '{"ranking":[["C"],["A","B"]]}'


def test_a_voters_order_of_options_depends_on_poll_and_slot_only():
    first = shuffled(OPTIONS, poll_id="P", slot="R1")

    assert shuffled(OPTIONS, poll_id="P", slot="R1") == first
    assert sorted(first, key=lambda option: option.letter) == list(OPTIONS)
    assert len({shuffled(OPTIONS, poll_id="P", slot=f"R{n}") for n in range(30)}) > 5


def test_the_status_quo_is_recognised_where_it_stands():
    assert options_from(("维持现状", "改")) == (
        PollOption(letter="A", title="维持现状", status_quo=True),
        PollOption(letter="B", title="改"),
    )


def test_the_rounds_of_a_kept_result_are_read_back_as_they_were_counted():
    names = {"A": "甲", "B": "乙", "C": "丙"}
    options = tuple(PollOption(letter=letter, title=title) for letter, title in names.items())
    orders = {(("A", "B"),): 1, (("C",),): 1, (): 2}
    candidates = [Candidate(id=n, name=title) for n, title in enumerate(names.values(), start=1)]
    ballots = Profile.of({((1, 2),): 1, ((3,),): 1, (): 2}, candidates=candidates)

    result = count_ranking(orders, options=options, roll=4, lot_seed="s")

    counted_at_once = count_irv(ballots, rules=council_irv(lot_seed="s"))
    assert instant_runoff(result, names=names) == counted_at_once
