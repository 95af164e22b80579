"""Tasks 落实事项: one verb, one function; the table of contents."""

from council.kernel.bus.use_cases import UseCases
from council.resolutions.tasks.accepting import accept_at_meeting, inspect
from council.resolutions.tasks.commands import (
    AcceptAtMeeting,
    InspectTask,
    NoteProgress,
    PlanTask,
    TellLateTask,
)
from council.resolutions.tasks.doing import note_progress, plan, tell_late

TASKS: UseCases = {
    PlanTask: plan,
    NoteProgress: note_progress,
    InspectTask: inspect,
    AcceptAtMeeting: accept_at_meeting,
    TellLateTask: tell_late,
}
