"""Codes by the clock, seats by the order of answers, parties that are there."""

from hypothesis import given
from hypothesis import strategies as st

from council.kernel.refusals import Refusal
from council.meetings.arrivals.rules import (
    Presence,
    code_at,
    digits_alone,
    is_code,
    missing,
    moved_up,
    payload,
    read_capacity,
    read_code,
    read_payload,
    screen_key,
    seated,
)

SECRET, OTHER = "a" * 64, "b" * 64


@given(st.integers(30, 5_000_000_000))
def test_a_code_is_taken_while_it_is_shown_and_half_a_minute_longer(now: int):
    code, step = code_at(SECRET, now), now - now % 30

    assert (len(code), code.isdigit()) == (6, True)
    assert {code_at(SECRET, at) for at in range(step, step + 30)} == {code}
    assert is_code(SECRET, code, now)
    assert is_code(SECRET, code, now + 30)


def test_an_old_code_and_one_of_another_meeting_are_not_taken():
    now = 1_800_000_000
    code = code_at(SECRET, now)

    assert not is_code(SECRET, code, now + 90)
    assert not is_code(OTHER, code, now)
    assert not is_code(SECRET, "", now)
    assert screen_key(SECRET) != screen_key(OTHER)


def test_codes_do_not_repeat_soon():
    assert len({code_at(SECRET, now) for now in range(0, 30 * 240, 30)}) > 230


def test_a_code_is_read_as_people_type_it_and_a_link_carries_it():
    assert read_code(" １２３ 456 ") == "123456"
    assert read_payload(payload(12, "000123")) == (12, "000123")
    assert read_payload("ABCDE12345") is None


def test_six_digits_alone_are_a_code_and_nothing_else_is():
    assert digits_alone(" １２３ 456 ") == "123456"
    assert [digits_alone(text) for text in ("12345", "1234567", "码 123456", "3 1 2", "")] == [
        ""
    ] * 5


@given(st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=12), st.integers(0, 12))
def test_seats_go_by_the_order_of_the_answers(answers: list[str], capacity: int):
    have, wait = seated(answers, capacity)

    assert [*have, *wait] == answers
    assert not wait or len(have) == capacity


def test_who_waited_longest_moves_up():
    _, waiting = seated(["a", "b", "c", "d"], 2)
    have, _ = seated(["b", "c", "d"], 2)

    assert moved_up(waiting, have) == ("c",)


def test_a_party_of_which_nobody_is_there_is_missing():
    there = Presence(party="manager", invited=2, present=1)
    gone = Presence(party="street", invited=1, present=0)

    assert missing((there, gone)) == ("street",)


def test_seats_are_read_as_they_are_typed():
    assert [read_capacity(text) for text in ("40", "４０人", "0")] == [40, 40, 0]
    assert read_capacity("many") == Refusal("arrival.bad_capacity", {"most": 10_000})
