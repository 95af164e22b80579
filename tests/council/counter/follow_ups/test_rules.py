"""Who is called after the count: five percent, one at the least, drawn so that anybody can repeat it."""

from hypothesis import given
from hypothesis import strategies as st

from council.counter.follow_ups.rules import CallFacts, check_calling, draw
from council.kernel.refusals import Refusal

ACTS = st.frozensets(st.integers(1, 10_000), max_size=120)
SEEDS = st.text(min_size=1, max_size=30)


@given(acts=ACTS, seed=SEEDS)
def test_one_in_twenty_is_drawn_and_one_at_the_least(acts: frozenset[int], seed: str):
    drawn = draw(acts, seed=seed)

    assert len(drawn) == -(-len(acts) // 20)
    assert bool(drawn) == bool(acts)
    assert set(drawn) <= acts
    assert list(drawn) == sorted(set(drawn))


@given(acts=ACTS, seed=SEEDS, order=st.randoms(use_true_random=False))
def test_the_draw_does_not_hang_on_the_order_of_the_record(acts, seed, order):
    shuffled = list(acts)
    order.shuffle(shuffled)

    assert draw(shuffled, seed=seed) == draw(acts, seed=seed)


def test_every_act_may_be_drawn_and_the_seed_decides():
    acts = range(1, 21)

    assert {draw(acts, seed=f"{n}")[0] for n in range(500)} == set(acts)


def test_a_known_draw_stays_as_it_is():
    assert draw(range(1, 41), seed="2026-02-27 议事厅") == draw(
        range(40, 0, -1), seed="2026-02-27 议事厅"
    )
    assert draw((7,), seed="x") == (7,)
    assert draw((), seed="x") == ()


def test_who_had_a_part_in_it_does_not_call():
    helper = CallFacts(number=1, state="drawn", involved=True)
    other = CallFacts(number=1, state="drawn", involved=False)

    refused = check_calling(helper, outcome="confirm")

    assert refused == Refusal("follow_up.third_person")
    assert check_calling(other, outcome="confirm") is None
