"""The picture of an instant runoff: what flows in flows out, and nothing is invented."""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from council.polls.ranking import RankingResult, count_ranking
from council.polls.rules import PollOption
from tests.web.heyue_votes import BALLOTS, OPTIONS
from web.charts.flow import EXHAUSTED, KNOT, Flow, flow
from web.charts.units import WIDE

LETTERS = "ABCDEFGHIJKLMNOPQRST"
QUICK = settings(deadline=None, max_examples=60)


def counted(ballots: dict[str, int], *, options: int = 4) -> RankingResult:
    """Count rankings written as ``AB=C``."""
    offered = (
        OPTIONS
        if options == 4
        else tuple(
            PollOption(letter=letter, title=letter, status_quo=False)
            for letter in LETTERS[:options]
        )
    )
    orders = {
        tuple(tuple(part.split("=")) for part in order.split(">") if part): n
        for order, n in ballots.items()
    }
    return count_ranking(orders, options=offered, roll=980, lot_seed="s")


@st.composite
def rankings(draw):
    """A counted ranking of 2 to 20 options: shared places, short ballots, blank ones."""
    size = draw(st.integers(2, 20))
    letters = LETTERS[:size]

    def order(places: list[str]) -> str:
        joined = "".join(f"{letter}{draw(st.sampled_from('>>='))}" for letter in places)
        return joined[:-1]

    some = draw(
        st.lists(
            st.lists(st.sampled_from(letters), unique=True, max_size=size), min_size=1, max_size=9
        )
    )
    return counted({order(each): draw(st.integers(1, 500)) for each in some}, options=size)


def seen(picture: Flow) -> list[list[tuple[str, str, str]]]:
    return [
        [(each.giver, each.taker, str(each.votes)) for each in row.link.ribbons]
        for row in picture.rows
        if row.link
    ]


def test_the_storys_ballots_flow_from_d_and_then_from_b():
    picture = flow(counted({">".join(order): n for order, n in BALLOTS.items()}))

    assert seen(picture) == [
        [
            ("A", "A", "92"),
            ("B", "B", "66"),
            ("C", "C", "102"),
            ("D", "B", "8"),
            ("D", "C", "22"),
            ("D", EXHAUSTED, "10"),
        ],
        [
            ("A", "A", "92"),
            ("C", "C", "124"),
            (EXHAUSTED, EXHAUSTED, "10"),
            ("B", "A", "54"),
            ("B", "C", "20"),
        ],
    ]
    assert [[each.letter for each in row.bars if each.out] for row in picture.rows] == [
        ["D"],
        ["B"],
        [],
    ]
    assert [each.letter for each in picture.rows[-1].bars if each.won] == ["A"]


@QUICK
@given(rankings())
def test_every_bar_hands_on_all_it_has_and_gets_all_it_has(result: RankingResult):
    picture = flow(result)

    for above, below in pairwise(picture.rows):
        assert above.link is not None
        assert above.link.known
        left: dict[str, Fraction] = defaultdict(Fraction)
        came: dict[str, Fraction] = defaultdict(Fraction)
        for each in above.link.ribbons:
            left[each.giver] += each.votes
            came[each.taker] += each.votes
        assert left.pop(KNOT, 0) == came.pop(KNOT, 0)
        assert left == {bar.letter: Fraction(bar.votes) for bar in above.bars if bar.wide}
        assert came == {bar.letter: Fraction(bar.votes) for bar in below.bars if bar.wide}


@QUICK
@given(rankings())
def test_ribbons_are_as_wide_as_their_ballots_and_fill_their_bars_side_by_side(
    result: RankingResult,
):
    picture = flow(result)

    for above, below in pairwise(picture.rows):
        assert above.link is not None
        for row, ends in (
            (
                above,
                [(each.giver, each.x, each.wide) for each in above.link.ribbons if not each.top],
            ),
            (
                below,
                [
                    (each.taker, each.to, each.wide)
                    for each in above.link.ribbons
                    if each.foot == 1
                ],
            ),
        ):
            for bar in row.bars:
                spans = sorted(
                    (at, at + wide) for letter, at, wide in ends if letter == bar.letter
                )
                edges = [bar.x, *(end for _, end in spans)]
                assert [start for start, _ in spans] == edges[:-1]
                assert not bar.wide or edges[-1] == bar.x + bar.wide


@QUICK
@given(rankings())
def test_the_picture_is_drawn_to_one_scale_and_no_bar_touches_another(result: RankingResult):
    picture = flow(result)
    bars = [bar for row in picture.rows for bar in row.bars]

    scales = {bar.wide / Fraction(bar.votes) for bar in bars if bar.wide}

    assert len(scales) <= 1
    for row in picture.rows:
        assert row.bars[0].x >= 0
        assert row.bars[-1].x + row.bars[-1].wide <= WIDE
        assert all(one.x + one.wide < other.x for one, other in pairwise(row.bars))


def test_who_left_together_meet_in_a_knot_and_nobody_says_who_gave_what():
    result = counted({"A": 5, "B>A": 1, "C>A": 1, "D": 3})
    first = replace(result.rounds[0], eliminated=("B", "C"))
    last = replace(result.rounds[-1], n=2, exhausted=0)
    tallies = tuple(
        replace(each, votes=7 if each.letter == "A" else 3)
        for each in first.tallies
        if each.letter in "AD"
    )
    together = replace(result, rounds=(first, replace(last, tallies=tallies)))

    picture = flow(together)

    assert picture.rows[0].link is not None
    assert picture.rows[0].link.together
    assert seen(picture) == [
        [("A", "A", "5"), ("D", "D", "3"), ("B", KNOT, "1"), ("C", KNOT, "1"), (KNOT, "A", "2")]
    ]


def test_a_record_that_does_not_fit_together_draws_bars_and_no_ribbon():
    result = counted({">".join(order): n for order, n in BALLOTS.items()})
    odd = replace(result.rounds[1], exhausted=300)

    picture = flow(replace(result, rounds=(result.rounds[0], odd, *result.rounds[2:])))

    assert [row.link.known for row in picture.rows if row.link] == [False, False]
    assert seen(picture) == [[], []]


def test_nobody_voted_and_nothing_is_drawn():
    assert flow(counted({})) == Flow(rows=(), tight=False)


def test_a_tie_that_stands_is_one_row_without_a_way_on():
    tied = replace(counted({"A": 2, "B": 2}), winner="")
    first = replace(tied.rounds[0], elected=(), eliminated=())

    picture = flow(replace(tied, rounds=(first,)))

    assert [(len(row.bars), row.link) for row in picture.rows] == [(4, None)]
