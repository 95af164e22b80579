"""Periods, texts and the rules of who may do what with a resolution."""

import pytest

from council.kernel.refusals import Refusal, refuse
from council.resolutions.rules import (
    RESOLUTION,
    challenge_until,
    check_fulfilling,
    check_objecting,
    check_passed,
    check_planning,
    check_repeal,
    posted_until,
    publish_by,
    read_body,
    read_number,
    read_objection,
    read_tasks,
    read_title,
    seal_of,
    year_of,
)
from council.rules.poll_kinds import poll_named

SHANGHAI = "Asia/Shanghai"
#: 10 May 2026, 09:00 in Shanghai.
MAY_10 = 1778374800


def test_a_decision_of_10_may_is_posted_to_25_may_and_challenged_to_10_may_2027():
    assert posted_until(MAY_10, SHANGHAI, days=15) == 1779724799  # 2026-05-25T23:59:59+08:00
    assert challenge_until(MAY_10, SHANGHAI, years=1) == 1809964799  # 2027-05-10T23:59:59+08:00
    assert publish_by(MAY_10, days=3) == MAY_10 + 3 * 86_400


def test_a_year_from_29_february_ends_on_the_28th():
    leap_day = 1835409600  # 2028-02-29T12:00:00+08:00

    assert challenge_until(leap_day, SHANGHAI, years=1) == 1866988799  # 2029-02-28T23:59:59+08:00
    assert challenge_until(leap_day, SHANGHAI, years=4) == 1961683199  # 2032-02-29T23:59:59+08:00


def test_the_posting_crosses_a_change_of_the_clocks():
    march_20 = 1774004400  # 2026-03-20T12:00:00+01:00; summer time begins on 29 March

    assert (
        posted_until(march_20, "Europe/Berlin", days=15) == 1775339999
    )  # 2026-04-04T23:59:59+02:00


def test_the_year_is_that_of_the_community():
    new_year = 1798732800  # 2026-12-31T16:00:00Z

    assert year_of(new_year, SHANGHAI) == 2027
    assert year_of(new_year, "Europe/Berlin") == 2026


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-3", "2026-3"),
        (" 2026 - 12 ", "2026-12"),
        ("\uff12\uff10\uff12\uff16\uff0d\uff13", "2026-3"),
        ("2026—3", "2026-3"),
    ],
)
def test_a_typed_number_is_read(typed: str, read: str):
    assert read_number(typed) == read


@pytest.mark.parametrize("typed", ["", "3", "2026-0", "2026-03", "٢٠٢٦-٣", "2026-3x", "-1"])
def test_what_is_no_number_is_refused(typed: str):
    assert read_number(typed) == refuse("resolution.number_unreadable")


POLL = poll_named("ratification", 3, "立体停车场")


def test_only_what_passed_becomes_a_resolution():
    assert check_passed("yes", POLL) is None
    assert check_passed("no", POLL) == refuse("resolution.lost", **POLL)
    assert check_passed("needs_review", POLL) == refuse("resolution.needs_review", **POLL)


def test_texts_have_limits():
    assert read_title("  建设\n停车场 ") == "建设 停车场"
    assert read_title(" ") == refuse("resolution.no_text")
    assert read_title("长" * 61) == refuse("resolution.title_long", length=61, limit=60)
    assert read_body(" 正文 ") == "正文"
    assert read_body("\n") == refuse("resolution.no_text")
    assert read_body("长" * 3001) == refuse("resolution.body_long", length=3001, limit=3000)
    assert read_objection("噪声太大了") == "噪声太大了"
    assert isinstance(read_objection("不"), Refusal)
    assert isinstance(read_objection("不" * 1001), Refusal)


def test_tasks_are_lines_without_bullets_and_empty_lines():
    assert read_tasks("- 规划许可\n\n• 消防  通道\n", known=()) == ("规划许可", "消防 通道")


def test_a_task_that_is_there_already_is_refused():
    assert read_tasks("规划许可", known=("规划许可",)) == refuse(
        "resolution.task_twice", task="规划许可"
    )


@pytest.mark.parametrize("state", ["fulfilled", "repealed"])
def test_an_ended_resolution_takes_no_tasks(state: str):
    assert check_planning(state, known=0) == refuse(
        "resolution.not_now", verb="plan_tasks", state=state
    )


def test_objections_are_taken_one_at_a_time_while_it_is_posted_and_holds():
    def judged(
        state: str, *, until: int | None, now: int, waiting: bool = False
    ) -> Refusal | None:
        return check_objecting(
            state, number="2026-1", posted_until_at=until, now=now, waiting=waiting
        )

    assert judged("in_force", until=100, now=100) is None
    assert judged("fulfilled", until=100, now=99) is None
    assert judged("in_force", until=100, now=99, waiting=True) == refuse(
        "resolution.objection_waiting", number="2026-1"
    )
    assert judged("in_force", until=100, now=101) == refuse(
        "resolution.posting_over", until_on=100
    )
    assert judged("repealed", until=100, now=1) == refuse(
        "resolution.not_now", verb="object", state="repealed"
    )
    assert judged("provisional", until=None, now=1) == refuse(
        "resolution.not_now", verb="object", state="provisional"
    )


def test_everything_planned_is_done_before_it_is_fulfilled():
    assert check_fulfilling("in_force", tasks=2, done=1) == refuse("resolution.tasks_open", open=1)
    assert check_fulfilling("in_force", tasks=2, done=2) is None
    assert check_fulfilling("in_force", tasks=0, done=0) is None


def test_only_a_later_one_in_force_repeals():
    later = {"later_number": "2026-2", "later_state": "in_force"}

    assert check_repeal(published=10, later_published=11, **later) is None
    for earlier in (9, 10):
        assert check_repeal(published=10, later_published=earlier, **later) == refuse(
            "resolution.repeal_not_later", later="2026-2"
        )
    for state, act in (("repealed", 11), ("in_force", 0)):
        assert check_repeal(
            published=10, later_number="2026-2", later_state=state, later_published=act
        ) == refuse("resolution.repeal_not_published", later="2026-2")


def test_a_seal_changes_with_every_word():
    assert seal_of("甲", "乙") == seal_of("甲", "乙")
    assert seal_of("甲", "乙") != seal_of("甲乙", "")


def test_the_lifecycle_has_the_states_of_the_design():
    assert set(RESOLUTION.states) == {
        "provisional",
        "in_force",
        "implementing",
        "fulfilled",
        "repealed",
    }
