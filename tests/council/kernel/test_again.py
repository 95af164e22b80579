"""A trouble that lasts is said at once, then ever more seldom, and a new one at once again."""

from council.kernel.again import LONGEST, Again


class Seconds:
    """A steady clock set by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def told(again: Again, clock: Seconds, seconds: int) -> list[float]:
    """When it is said if it comes every second."""
    said = []
    for _ in range(seconds):
        if again.due():
            said.append(clock.at)
        clock.at += 1
    return said


def test_the_same_trouble_is_said_at_growing_intervals_and_once_a_minute_at_last():
    clock = Seconds()

    assert told(Again(clock), clock, 250) == [0, 2, 6, 14, 30, 62, 122, 182, 242]


def test_where_nobody_can_tell_when_it_is_over_it_is_said_once_a_minute():
    clock = Seconds()

    assert told(Again(clock, first=LONGEST), clock, 250) == [0, 60, 120, 180, 240]


def test_a_trouble_that_was_over_is_said_at_once():
    clock = Seconds()
    again = Again(clock)

    before = told(again, clock, 100)
    again.over()
    after = told(again, clock, 3)

    assert (before[-1], after) == (62, [100, 102])
