"""What can be done with a task 落实事项: each move with its act, its guard and its press, once."""

from collections.abc import Callable

from council.kernel.refusals import Refusal
from council.resolutions.tasks.rules import (
    TaskFacts,
    check_at_meeting,
    check_inspecting,
    check_planning_task,
    check_progress,
)

#: (move, act's verb, guard, press before ``NUMBER-PLACE``), in the order of the buttons; those of
#: the staff bot, then those of the residents' bot.
DESK: tuple[tuple[str, str, Callable[[TaskFacts], Refusal | None], tuple[str, ...]], ...] = (
    ("task_progress", "resolution.do_task", check_progress, ("form.start", "task_progress")),
    ("task_meeting", "resolution.accept_task", check_at_meeting, ("form.start", "task_meeting")),
    ("task_plan", "resolution.plan_tasks", check_planning_task, ("form.start", "task_plan")),
)
OWN: tuple[tuple[str, str, Callable[[TaskFacts], Refusal | None], tuple[str, ...]], ...] = (
    ("task_inspect", "resolution.inspect", check_inspecting, ("form.start", "task_inspect")),
)
