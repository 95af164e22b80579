"""Whoever subtracts two publications must not learn what one household gave."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from council.campaigns.ledger.grouping import HOUSEHOLDS, Closing, Course, Gift, Group, Wait, told

OPEN = Course(over_at=None)


def gift(number: int, household: str = "", *, at: int = 0, fen: int = 100) -> Gift:
    return Gift(
        number=number,
        at=at or number,
        kind="receipt" if fen > 0 else "refund",
        counted=True,
        household=household or f"h{number}",
        amount_fen=fen,
    )


def test_three_households_are_told_when_three_others_have_come():
    gifts = [gift(n, fen=2**n) for n in range(1, 7)]

    told_at = [told(gifts[:n], OPEN) for n in range(7)]

    assert told_at[:6] == [()] * 6
    assert told_at[6] == (
        Group(number=3, many=3, at=6, kind="receipt", counted=True, amount_fen=2 + 4 + 8),
    )


def test_several_gifts_of_one_household_are_one_household():
    gifts = [gift(n, "h") for n in range(1, 20)]

    assert told(gifts, OPEN) == ()


def test_when_no_more_gifts_are_taken_all_is_told_and_what_went_back_is_taken_off():
    gifts = [*(gift(n) for n in range(1, 5)), gift(5, "h1", fen=-40)]

    assert told(gifts, Course(over_at=9)) == (
        Group(number=5, many=5, at=9, kind="receipt", counted=True, amount_fen=360),
    )


def test_what_is_given_back_to_many_at_once_is_told_at_once():
    gifts = [
        *(gift(n) for n in range(1, 5)),
        *(gift(n, f"h{n - 4}", at=20, fen=-10) for n in range(5, 9)),
    ]

    groups = told(gifts, Course(over_at=9))

    assert [(each.at, each.many, each.amount_fen) for each in groups] == [
        (9, 4, 400),
        (20, 4, -40),
    ]


def test_a_surplus_given_back_in_the_second_of_the_end_is_told_as_given_back():
    """A treasurer and a signer who are quick settle in the second in which the hall's clock ended it."""
    gifts = [
        *(gift(n) for n in range(1, 5)),
        *(replace(gift(n, f"h{n - 4}", at=9, fen=-10), counted=False) for n in range(5, 9)),
    ]

    groups = told(gifts, Course(over_at=9, closings=(Closing(at=9),)))

    assert [(each.kind, each.counted, each.amount_fen) for each in groups] == [
        ("receipt", True, 400),
        ("refund", False, -40),
    ]


def test_the_last_two_who_wait_for_their_money_are_not_left_over():
    gifts = [
        *(gift(n) for n in range(1, 6)),
        *(gift(n, f"h{n - 5}", at=20 + n, fen=-10) for n in range(6, 9)),
    ]
    waits = tuple(Wait(household=f"h{n}", since=10, until=None) for n in (4, 5))

    assert len(told(gifts, Course(over_at=9, waits=waits))) == 1


def test_who_cannot_be_paid_still_counts_among_those_who_come_after():
    """What was told when three others waited stays told, whatever becomes of those."""
    gifts = [
        *(gift(n) for n in range(1, 7)),
        *(gift(n, f"h{n - 6}", at=20, fen=-10) for n in range(7, 10)),
    ]
    waits = [Wait(household=f"h{n}", since=10, until=None) for n in (4, 5, 6)]
    before = told(gifts, Course(over_at=9, waits=tuple(waits)))

    declined = Wait(household="h4", since=10, until=30)
    after = told(gifts, Course(over_at=9, waits=(declined, *waits[1:])))

    assert [(each.at, each.amount_fen) for each in before] == [(6, 300), (9, 300), (20, -30)]
    assert after == before


def test_a_claim_after_the_books_are_closed_stands_by_itself_and_changes_no_line():
    """Its sum stood among the unclaimed. Late money that comes then waits for others, as always."""
    gifts = [
        *(gift(n) for n in range(1, 4)),
        *(gift(n, f"h{n - 3}", at=20, fen=-10) for n in (4, 5)),
    ]
    claimed = replace(gift(6, "h3", at=50, fen=-10), listed=True)
    late = replace(gift(7, "h9", at=60), counted=False, late=True)
    course = Course(over_at=9, closings=(Closing(at=40),))

    before, after = told(gifts, course), told([*gifts, claimed, late], course)

    assert [(each.at, each.many, each.amount_fen) for each in before] == [
        (9, 3, 300),
        (40, 2, -20),
    ]
    assert [(each.at, each.many, each.amount_fen) for each in after[2:]] == [(50, 1, -10)]
    assert after[:2] == before


def test_one_gift_back_after_the_end_is_told_only_when_the_books_are_closed():
    gifts = [*(gift(n) for n in range(1, 5)), gift(5, "h1", at=30, fen=-10)]

    open_books = told(gifts, Course(over_at=9))
    closed_books = told(gifts, Course(over_at=9, closings=(Closing(at=40),)))

    assert [each.amount_fen for each in open_books] == [400]
    assert [each.amount_fen for each in closed_books] == [400, -10]


@given(
    homes=st.lists(st.integers(1, 12), max_size=40),
    moments=st.lists(st.integers(0, 1), min_size=40, max_size=40),
    back=st.lists(st.booleans(), min_size=40, max_size=40),
)
def test_no_two_publications_differ_by_fewer_than_three_households(
    homes: list[int], moments: list[int], back: list[bool]
):
    """Every household's gifts are a power of three of their own: a sum tells whose gifts are in it."""
    gifts, at = [], 1
    for number, home in enumerate(homes, 1):
        at += moments[number - 1]
        fen = 3**number * (-1 if back[number - 1] else 1)
        gifts.append(gift(number, f"h{home}", at=at, fen=fen))
    # What was posted in one moment was committed together.
    whole = [
        n for n in range(len(gifts) + 1) if n in (0, len(gifts)) or gifts[n].at != gifts[n - 1].at
    ]
    shown = [told(gifts[:n], OPEN) for n in whole]
    if len({each.household for each in gifts if each.amount_fen > 0}) >= HOUSEHOLDS:
        shown.append(told(gifts, Course(over_at=at)))

    for before, after in pairwise(shown):
        assert set(before) <= set(after)
        for group in set(after) - set(before):
            assert len(_inside(group, gifts)) >= HOUSEHOLDS
    if len(shown) > len(whole):
        assert sum(each.amount_fen for each in shown[-1]) == sum(each.amount_fen for each in gifts)


MOMENTS = st.integers(1, 30)


@given(
    homes=st.lists(st.tuples(st.integers(1, 9), MOMENTS, st.booleans()), max_size=30),
    waits=st.lists(st.tuples(st.integers(1, 9), MOMENTS, st.integers(0, 9)), max_size=9),
    closings=st.lists(MOMENTS, max_size=2, unique=True),
    over=MOMENTS,
    now=MOMENTS,
)
def test_told_is_told(
    homes: list[tuple[int, int, bool]],
    waits: list[tuple[int, int, int]],
    closings: list[int],
    over: int,
    now: int,
):
    """Whatever happens later, what had been told before a moment is what is told of that time."""
    gifts = [
        gift(number, f"h{home}", at=at, fen=-1 if back else 1)
        for number, (home, at, back) in enumerate(sorted(homes, key=lambda it: it[1]), 1)
    ]
    known = [
        Wait(household=f"h{home}", since=at, until=at + long if long else None)
        for home, at, long in waits
    ]
    closed = tuple(Closing(at=each) for each in sorted(closings) if each >= over)
    whole = told(gifts, Course(over_at=over, closings=closed, waits=tuple(known)))

    then = told(
        [each for each in gifts if each.at < now],
        Course(
            over_at=over if over < now else None,
            closings=tuple(each for each in closed if each.at < now),
            waits=tuple(
                replace(each, until=None if (each.until or now) >= now else each.until)
                for each in known
                if each.since < now
            ),
        ),
    )

    assert then == tuple(each for each in whole if each.at < now)


def _inside(group: Group, gifts: list[Gift]) -> set[str]:
    """Read from a sum whose gifts are in it: its digits in balanced ternary."""
    found, rest = set(), group.amount_fen // 3
    for each in gifts:
        digit = rest % 3
        if digit:
            found.add(each.household)
        rest = (rest - (-1 if digit == 2 else digit)) // 3
    return found
