"""What may be done with a task of a resolution: planned, reported, accepted. Pure rules.

A task that nobody accepts is done when it is reported so; one that inspectors or the council accept
is done with their word, and a refusal opens it again.
"""

import re

from council.kernel.refusals import Refusal, refuse
from council.resolutions.facts import TaskFacts

#: Who accepts a task: nobody, named inspectors, the council's meeting.
ACCEPTANCES = ("none", "inspectors", "meeting")
#: A task's steps, as its history tells them.
STEPS = ("plan", "progress", "report", "accept", "refuse")
NOTE = (2, 500)
INSPECTORS_AT_MOST = 10
MOST_FEN = 100_000_000_00
#: How far a task is goes in steps of so many percent.
STEP = 5
WHOLE = 100

_PLANNED = frozenset({"provisional", "in_force", "implementing"})
_DOING = frozenset({"in_force", "implementing"})
_PERCENT = re.compile(r"([0-9]{1,3})\s*%?", re.ASCII)


def check_planning_task(facts: TaskFacts) -> Refusal | None:
    """Owner, day, budget and acceptance are planned until the task is reported done."""
    if facts.state not in _PLANNED:
        return refuse("resolution.not_now", verb="plan_tasks", state=facts.state)
    if facts.done:
        return refuse("task.done_already")
    return refuse("task.reported_already") if facts.reported else None


def check_progress(facts: TaskFacts) -> Refusal | None:
    """Progress is noted while a resolution is carried out, until the task is done."""
    if facts.state not in _DOING:
        return refuse("resolution.not_now", verb="do_task", state=facts.state)
    if facts.done:
        return refuse("task.done_already")
    return refuse("task.waits_for_acceptance") if facts.reported else None


def check_reporting(facts: TaskFacts) -> Refusal | None:
    """A task is reported done once; twice changes nothing."""
    if facts.state not in _DOING:
        return refuse("resolution.not_now", verb="do_task", state=facts.state)
    return None


def check_inspecting(facts: TaskFacts) -> Refusal | None:
    """A named inspector says once, while the task waits for acceptance; never about their own."""
    if facts.state not in _DOING:
        return refuse("resolution.not_now", verb="inspect", state=facts.state)
    if facts.done:
        return refuse("task.done_already")
    if not facts.reported:
        return refuse("task.not_reported")
    if facts.is_owner:
        return refuse("task.own_inspector")
    return None if facts.awaited else refuse("task.not_inspector")


def check_at_meeting(facts: TaskFacts) -> Refusal | None:
    """The council accepts at a meeting what was planned so and is reported done."""
    if facts.state not in _DOING:
        return refuse("resolution.not_now", verb="accept_task", state=facts.state)
    if facts.done:
        return refuse("task.done_already")
    if facts.acceptance != "meeting":
        return refuse("task.not_at_meeting")
    return None if facts.reported else refuse("task.not_reported")


def check_decision(
    *, number: int, state: str, at_meeting: bool, drafted_at: int, reported_at: int
) -> Refusal | None:
    """The motion must have been decided at a meeting, about the task as it was reported."""
    if state not in ("carried", "lost") or not at_meeting:
        return refuse("task.motion_undecided", number=number)
    if drafted_at < reported_at:
        return refuse("task.motion_before_report", number=number)
    return None


def check_inspectors(owner: str, inspectors: tuple[str, ...], acceptance: str) -> Refusal | None:
    """At least one inspector, and never the owner of the task."""
    if acceptance != "inspectors":
        return None
    if not inspectors:
        return refuse("task.no_inspectors")
    if len(inspectors) > INSPECTORS_AT_MOST:
        return refuse("task.inspectors_many", limit=INSPECTORS_AT_MOST)
    return refuse("task.own_inspector") if owner and owner in inspectors else None


def read_percent(text: str) -> int | Refusal:
    """Read how far a task is: 0 to 100, in steps of five."""
    found = _PERCENT.fullmatch(text.strip())
    percent = int(found[1]) if found else -1
    if not 0 <= percent <= WHOLE or percent % STEP:
        return refuse("task.percent", given=text.strip()[:20], step=STEP)
    return percent


def read_note(text: str) -> str | Refusal:
    """2 to 500 characters: what was done, or what is missing."""
    said = text.strip()
    least, most = NOTE
    if len(said) < least:
        return refuse("task.note_short", limit=least)
    if len(said) > most:
        return refuse("task.note_long", length=len(said), limit=most)
    return said


def reopened_at(steps: tuple[int, ...]) -> int:
    """Tell how far a refused task is again: as far as it was before it was reported."""
    return next((each for each in reversed(steps) if each < WHOLE), 0)


def is_late(*, due_at: int, done_at: int, now: int) -> bool:
    """Whether a task was or is done after its day."""
    return bool(due_at) and (done_at or now) > due_at
