"""Grouping looks at each gift once, and tells group by group what the slow model tells."""

from hypothesis import given, settings
from hypothesis import strategies as st

from council.campaigns.ledger.grouping import Closing, Course, Gift, Wait, told
from tests.council.campaigns.ledger.slow_grouping import told_slowly

MOMENTS = st.integers(0, 25)
HOMES = st.integers(1, 7).map("h{}".format)
#: Kind, whether it counts, is late, stood among the unclaimed.
SORTS = st.sampled_from(
    [
        ("receipt", True, False, False),
        ("receipt", False, True, False),
        ("refund", True, False, False),
        ("refund", False, False, False),
        ("refund", False, False, True),
        ("refund", False, True, False),
    ]
)
WAITS = st.builds(Wait, household=HOMES, since=MOMENTS, until=st.none() | MOMENTS)
#: All of a second, or its gifts up to one.
CLOSINGS = st.builds(Closing, at=MOMENTS) | st.builds(Closing, at=MOMENTS, upto=st.integers(0, 40))


def _in_order(closings: list[Closing]) -> tuple[Closing, ...]:
    return tuple(sorted(closings, key=lambda each: (each.at, each.upto)))


@settings(max_examples=500, deadline=None)
@given(
    drawn=st.lists(st.tuples(MOMENTS, HOMES, SORTS), max_size=40),
    in_order=st.booleans(),
    course=st.builds(
        Course,
        over_at=st.none() | MOMENTS,
        closings=st.lists(CLOSINGS, max_size=3, unique=True).map(_in_order),
        waits=st.lists(WAITS, max_size=12).map(tuple),
    ),
)
def test_every_group_is_that_of_the_slow_model(
    drawn: list[tuple[int, str, tuple[str, bool, bool, bool]]], in_order: bool, course: Course
):
    """Also where a clock went back between two gifts."""
    gifts = [
        Gift(
            number=number,
            at=at,
            kind=kind,
            counted=counted,
            late=late,
            listed=listed,
            household=home,
            amount_fen=2**number,
        )
        for number, (at, home, (kind, counted, late, listed)) in enumerate(
            sorted(drawn, key=lambda each: each[0]) if in_order else drawn, 1
        )
    ]

    assert told(gifts, course) == told_slowly(gifts, course)


class Home(str):
    """A household that counts how often it is looked at, by whoever puts it into a set."""

    __slots__ = ()
    looks = 0

    def __hash__(self) -> int:
        Home.looks += 1
        return super().__hash__()


def test_ten_times_as_many_gifts_are_ten_times_as_many_looks():
    few, many = _looks(500), _looks(5_000)

    assert few < 10 * 500 * 4 / 3
    assert many < 11 * few


def _looks(many: int) -> int:
    """How many looks it takes to group so many gifts, a third of which is given back in turn."""
    back = many // 3
    gifts = [
        *(_gift(n, "receipt") for n in range(many)),
        *(_gift(n, "refund") for n in range(many, many + back)),
    ]
    waits = tuple(
        Wait(household=Home(f"h{n}"), since=many, until=many + back if n % 2 else None)
        for n in range(many, many + back)
    )
    before = Home.looks
    told(gifts, Course(over_at=many, waits=waits))
    return Home.looks - before


def _gift(number: int, kind: str) -> Gift:
    return Gift(
        number=number,
        at=number,
        kind=kind,
        counted=kind == "receipt",
        household=Home(f"h{number}"),
        amount_fen=1,
    )
