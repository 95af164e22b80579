"""The documented rates are never exceeded, not over a restart either."""

from bot.wecom.pace import HOUR, MINUTE, PER_HOUR, PER_MINUTE, Pace


class Steady:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_member_gets_so_many_a_minute_and_then_waits():
    clock = Steady()
    pace = Pace(per_day=10_000, monotonic=clock)

    assert [pace.wait("a") for _ in range(PER_MINUTE)] == [0.0] * PER_MINUTE
    assert pace.wait("a") == MINUTE
    assert pace.wait("b") == 0.0
    clock.at += MINUTE
    assert pace.wait("a") == 0.0


def test_two_at_once_leave_together_or_not_at_all():
    pace = Pace(per_minute=3, per_day=10_000, monotonic=Steady())

    assert pace.wait("a", 2) == 0.0
    assert pace.wait("a", 2) == MINUTE
    assert pace.wait("a", 1) == 0.0


def test_an_hour_and_a_day_have_their_own():
    clock = Steady()
    pace = Pace(per_day=PER_HOUR + 1, monotonic=clock)
    sent = 0
    while sent < PER_HOUR:
        clock.at += MINUTE / PER_MINUTE
        assert pace.wait("a") == 0.0
        sent += 1

    clock.at += MINUTE
    assert MINUTE < pace.wait("a") <= HOUR
    assert pace.wait("b") == 0.0
    assert pace.wait("c") > HOUR


def test_two_processes_one_after_the_other_stay_within_what_is_documented():
    clock = Steady()
    sent = 0
    for _ in range(2):
        pace = Pace(per_day=10_000, monotonic=clock)
        while pace.wait("a") == 0.0:
            sent += 1

    assert sent == 30


def test_what_former_processes_sent_is_counted_as_far_as_it_is_on_record():
    clock = Steady()
    pace = Pace(per_day=20, monotonic=clock)
    for age in (2 * HOUR, 90.0, *range(20, 6, -1)):
        pace.remember("a", age)

    first, second, other = pace.wait("a"), pace.wait("a"), pace.wait("b", 3)

    assert (first, second) == (0.0, MINUTE - 20)  # 14 in the last minute, and one more
    assert other == 0.0  # 16 + 1 + 3 in the last day
    assert pace.wait("b") > HOUR
