"""Rules of polls: windows, options, extensions, the second person, reminders, forms."""

from dataclasses import fields
from typing import Any

import pytest

from council.kernel.refusals import Refusal
from council.polls.ballots.rules import check_open, receipt_code
from council.polls.form_fields import read_answer, read_options, read_when
from council.polls.poll import Poll
from council.polls.rules import (
    DAY,
    POLL,
    check_extension,
    check_second_person,
    check_window,
    options_from,
    reminder_at,
)
from council.rules.poll_kinds import RANKING
from council.rules.rulebook import NATIONAL, rulebook

NOW = 1769745600
CN = "Asia/Shanghai"


def kept(state: str, **times: int) -> Poll:
    """A ranking, with nothing in it but its state and times."""
    empty: dict[str, Any] = dict.fromkeys((each.name for each in fields(Poll)), None)
    return Poll(**empty | {"state": state, "kind": RANKING, "number": 1, "title": ""} | times)


def window(kind: str, opens_at: int, closes_at: int) -> Refusal | None:
    return check_window(
        kind, opens_at=opens_at, closes_at=closes_at, now=NOW, timing=rulebook()[NATIONAL].timing
    )


def test_a_poll_moves_forwards_only():
    assert POLL.states == (
        "draft",
        "announced",
        "open",
        "closed",
        "counted",
        "certified",
        "annulled",
    )
    assert [POLL.verbs(state) for state in POLL.states] == [
        ("announce", "annul"),
        ("open", "annul"),
        ("extend", "close", "annul"),
        ("count", "annul"),
        ("certify", "annul"),
        (),
        (),
    ]


@pytest.mark.parametrize(
    ("kind", "opens", "closes", "key"),
    [
        ("ranking", 0, 300, None),
        ("ranking", 0, 299, "poll.ranking_too_short"),
        ("ranking", -3600, 299, "poll.ranking_too_short"),
        ("ranking", 0, 0, "poll.window_order"),
        ("ranking", -7200, -3600, "poll.window_over"),
        ("ranking", 0, 60 * DAY, None),
        ("ranking", 0, 60 * DAY + 1, "poll.window_too_long"),
        ("ratification", 0, 5 * DAY, None),
        ("ratification", 0, 5 * DAY - 1, "poll.ratification_too_short"),
        ("ratification", DAY, 61 * DAY, None),
        ("ratification", DAY, 61 * DAY + 1, "poll.window_too_long"),
    ],
)
def test_a_window_is_long_enough_and_not_too_long(
    kind: str, opens: int, closes: int, key: str | None
):
    refusal = window(kind, NOW + opens, NOW + closes)

    assert (refusal and refusal.key) == key


@pytest.mark.parametrize(
    ("titles", "refusal"),
    [
        ((), Refusal("poll.options_few", {})),
        (("A", "a"), Refusal("poll.option_twice", {"option": "a"})),
        (tuple("ABCDEFGHIJ"), Refusal("poll.options_many", {"most": 10})),
        (("长" * 61,), Refusal("poll.option_long", {"option": "长" * 20, "most": 60})),
    ],
)
def test_options_that_cannot_stand_are_refused(titles: tuple[str, ...], refusal: Refusal):
    assert options_from(titles) == refusal


def test_an_extension_needs_an_open_poll():
    refusal = check_extension(
        kept("closed", first_closes_at=NOW),
        closes_at=NOW + DAY,
        now=NOW - 1,
        longest_days=30,
    )

    assert refusal == Refusal("poll.not_now", {"verb": "extend", "state": "closed"})


def test_an_extension_of_exactly_thirty_days_stands():
    assert (
        check_extension(
            kept("open", first_closes_at=NOW),
            closes_at=NOW + 30 * DAY,
            now=NOW - 1,
            longest_days=30,
        )
        is None
    )


def test_nobody_certifies_what_they_drafted_or_counted():
    assert check_second_person("a", involved=("a", "clock")) == Refusal("poll.same_person", {})
    assert check_second_person("b", involved=("a", None)) is None


@pytest.mark.parametrize(
    ("length", "before_close"), [(30 * DAY, DAY), (2 * DAY, DAY), (7200, 3600)]
)
def test_the_reminder_comes_a_day_before_the_close_or_half_way(length: int, before_close: int):
    closes_at = NOW + length

    assert reminder_at(opens_at=NOW, closes_at=closes_at) == closes_at - before_close


@pytest.mark.parametrize(
    ("state", "at", "key"),
    [
        ("draft", 5, "poll.unknown"),
        ("announced", 5, "ballot.not_open_yet"),
        ("open", -1, "ballot.not_open_yet"),
        ("open", 0, None),
        ("open", 9, None),
        ("open", 10, "ballot.closed"),
        ("announced", 10, "ballot.closed"),
        ("closed", 5, "ballot.closed"),
        ("counted", 5, "ballot.closed"),
        ("certified", 5, "ballot.closed"),
        ("annulled", 5, "ballot.annulled"),
    ],
)
def test_ballots_are_taken_while_open_and_inside_the_window(state: str, at: int, key: str | None):
    refusal = check_open(kept(state, opens_at=NOW, closes_at=NOW + 10), now=NOW + at)

    assert (refusal and refusal.key) == key


def test_a_receipt_code_names_one_row():
    code = receipt_code(poll_id="P", slot="R1", revision=1, content="{}", cast_at=NOW)

    assert code == "VG45-WINK"
    assert receipt_code(poll_id="P", slot="R1", revision=2, content="{}", cast_at=NOW) != code


def test_leading_letters_and_numbers_of_options_are_dropped():
    assert read_options("A 立体停车场\n2. 错峰共享\n③道闸") == [
        "立体停车场",
        "错峰共享",
        "③道闸",
        "维持现状",
    ]


@pytest.mark.parametrize(
    ("text", "ends", "at"),
    [
        ("现在", False, NOW),
        ("2026-02-27 19:30", False, 1772191800),
        ("2月27日", False, 1772121600),
        ("2月27日", True, 1772207940),
    ],
)
def test_times_are_read_in_the_communitys_zone(text: str, ends: bool, at: int):
    assert read_when(text, now=NOW, timezone=CN, ends=ends) == at


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("opens", "很快", "date."),
        ("closes", "2026-02-30", "date.no_such_day"),
        ("closes", "x" * 10_000, "date."),
        ("legal_class", "O-3", "poll.class_unknown"),
        ("title", "   ", "poll.title_missing"),
        ("title", "长" * 101, "poll.title_long"),
        ("reason", "", "poll.reason_missing"),
        ("reason", "长" * 501, "poll.reason_long"),
    ],
)
def test_answers_that_do_not_fit_are_refused(name: str, text: str, key: str):
    answer = read_answer(name, text, now=NOW, timezone=CN, rules=rulebook()[NATIONAL])

    assert isinstance(answer, Refusal)
    assert answer.key.startswith(key)


def test_a_time_that_the_clocks_skip_is_refused():
    answer = read_when("2026-03-29 02:30", now=NOW, timezone="Europe/Berlin", ends=False)

    assert answer == Refusal("poll.no_such_time", {"given": "2026-03-29 02:30"})


@pytest.mark.parametrize("title", ["维持 现状", "维持　现状", "维持现状。", "“维持现状”"])
def test_the_status_quo_stands_once_however_it_is_typed(title: str):
    options = options_from(("立体停车场", title))

    assert not isinstance(options, Refusal)
    assert [(option.title, option.status_quo) for option in options] == [
        ("立体停车场", False),
        ("维持现状", True),
    ]


def test_one_title_in_two_spellings_is_the_same_option_twice():
    twice = [
        options_from(titles)
        for titles in (
            ("立体停车场", "立体 停车场"),
            ("维持现状", "保持现状", "道闸"),
            ("Gate A", "gate  a."),
        )
    ]

    assert [refusal.key for refusal in twice] == ["poll.option_twice"] * 3
    assert not isinstance(options_from(("高1.5米", "高15米")), Refusal)


@pytest.mark.parametrize(
    "line",
    ["甲、乙、丙", "甲，乙", "甲;乙", "甲/乙", "方案甲 方案乙 方案丙", "1.甲 2.乙", "A.甲 B.乙"],
)
def test_a_line_that_may_hold_several_options_is_asked_about(line: str):
    answer = read_options(line)

    assert isinstance(answer, Refusal)
    assert answer.key == "poll.options_one_line"


def test_a_number_inside_an_option_stays():
    assert read_options("每平方米 3.5 元\n1.5 米宽的步道\n3. 每户 2.5 元") == [
        "每平方米 3.5 元",
        "1.5 米宽的步道",
        "每户 2.5 元",
        "维持现状",
    ]


def test_a_number_before_the_line_says_that_it_is_one_option():
    assert read_options("1. 增设充电桩、监控") == ["增设充电桩、监控", "维持现状"]
    assert read_options("增设充电桩、监控\n错峰共享") == [
        "增设充电桩、监控",
        "错峰共享",
        "维持现状",
    ]
    assert read_options("Build a car park") == ["Build a car park", "维持现状"]
