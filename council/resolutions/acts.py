"""What can be done with resolutions 决议: by whom, how."""

from council.kernel.acts.act import Button, act
from council.resolutions.commands import (
    AddTasks,
    AnswerObjection,
    CorrectResolution,
    DoTask,
    DraftMeetingResolution,
    DraftResolution,
    FulfilResolution,
    HoldReview,
    PlanReview,
    PublishResolution,
    RaiseObjection,
    RemindPublication,
    RemindReview,
    RepealResolution,
    ReviseResolution,
)
from council.resolutions.tasks.commands import (
    AcceptAtMeeting,
    InspectTask,
    NoteProgress,
    PlanTask,
    TellLateTask,
)

RESOLUTIONS = (
    act(
        "resolution.draft",
        "facilitator",
        Button(DraftResolution, "poll"),
        Button(DraftMeetingResolution, "motion", press="resolution.draft_vote"),
        ReviseResolution,
    ),
    act("resolution.publish", "facilitator chair", Button(PublishResolution, "number seal")),
    act("resolution.object", "resident", RaiseObjection),
    act("resolution.answer_objection", "facilitator", AnswerObjection),
    act("resolution.plan_tasks", "facilitator", AddTasks, PlanTask),
    act(
        "resolution.do_task",
        "facilitator manager",
        Button(DoTask, "number position", press="resolution.done"),
        NoteProgress,
    ),
    act("resolution.fulfil", "facilitator", Button(FulfilResolution, "number")),
    act("resolution.repeal", "facilitator", RepealResolution),
    act("resolution.remind", "clock", RemindPublication),
    act("resolution.inspect", "resident", InspectTask),
    act("resolution.accept_task", "facilitator chair", AcceptAtMeeting),
    act("resolution.task_late", "clock", TellLateTask),
    act("resolution.plan_review", "facilitator", PlanReview),
    act("resolution.review", "facilitator chair", HoldReview),
    act("resolution.remind_review", "clock", RemindReview),
    act("resolution.correct", "facilitator", CorrectResolution),
)
