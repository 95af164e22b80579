"""Who may do what with a task, and how far it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.refusals import Refusal
from council.resolutions.facts import TaskFacts
from council.resolutions.tasks.rules import (
    check_at_meeting,
    check_decision,
    check_inspecting,
    check_inspectors,
    check_planning_task,
    check_progress,
    is_late,
    read_note,
    read_percent,
    reopened_at,
)

facts = st.builds(
    TaskFacts,
    number=st.just("2026-1"),
    position=st.just(1),
    state=st.sampled_from(["provisional", "in_force", "implementing", "fulfilled", "repealed"]),
    done=st.booleans(),
    reported=st.booleans(),
    acceptance=st.sampled_from(["none", "inspectors", "meeting"]),
    awaited=st.booleans(),
    is_owner=st.booleans(),
)


@given(facts)
def test_a_task_is_worked_on_or_accepted_never_both(found: TaskFacts):
    working = check_progress(found) is None
    accepting = check_inspecting(found) is None or check_at_meeting(found) is None

    assert not (working and accepting)
    if found.done or found.state in ("fulfilled", "repealed"):
        assert not working
        assert not accepting
        assert check_planning_task(found) is not None


@given(facts)
def test_nobody_accepts_their_own_work(found: TaskFacts):
    assert not (found.is_owner and check_inspecting(found) is None)


def test_inspectors_are_at_least_one_and_not_the_owner():
    assert check_inspectors("王", (), "inspectors") == Refusal("task.no_inspectors")
    assert check_inspectors("王", ("王", "李"), "inspectors") == Refusal("task.own_inspector")
    assert check_inspectors("王", ("李",), "inspectors") is None
    assert check_inspectors("王", (), "meeting") is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0", 0),
        ("45", 45),
        ("100 %", 100),
        (" 5% ", 5),
        ("7", None),
        ("105", None),
        ("half", None),
    ],
)
def test_progress_goes_in_steps_of_five(text: str, read: int | None):
    found = read_percent(text)

    assert (found if isinstance(found, int) else None) == read


@given(st.lists(st.integers(0, 20).map(lambda n: n * 5)))
def test_a_refused_task_is_as_far_as_it_was_before_it_was_reported(steps: list[int]):
    again = reopened_at(tuple(steps))

    assert 0 <= again < 100
    assert again in steps or again == 0


def test_a_meeting_decides_about_what_was_reported():
    named = {"number": 3, "drafted_at": 10, "reported_at": 5}

    assert check_decision(state="carried", at_meeting=True, **named) is None
    assert check_decision(state="lost", at_meeting=True, **named) is None
    assert check_decision(state="carried", at_meeting=False, **named) == Refusal(
        "task.motion_undecided", {"number": 3}
    )
    assert check_decision(state="drafted", at_meeting=True, **named) is not None
    assert check_decision(
        state="carried", at_meeting=True, number=3, drafted_at=4, reported_at=5
    ) == Refusal("task.motion_before_report", {"number": 3})


def test_a_task_is_late_after_its_day_and_stays_so():
    assert not is_late(due_at=0, done_at=0, now=99)
    assert not is_late(due_at=99, done_at=0, now=99)
    assert is_late(due_at=99, done_at=0, now=100)
    assert is_late(due_at=99, done_at=100, now=200)
    assert not is_late(due_at=99, done_at=99, now=200)


def test_a_note_says_something():
    assert read_note(" 已招标 ") == "已招标"
    assert read_note(" ") == Refusal("task.note_short", {"limit": 2})
    assert read_note("长" * 501) == Refusal("task.note_long", {"length": 501, "limit": 500})
