"""What can be done with resolutions 决议: by whom, how."""

from council.kernel.acts.act import Button, act
from council.resolutions.commands import (
    AddTasks,
    AnswerObjection,
    DoTask,
    DraftMeetingResolution,
    DraftResolution,
    FulfilResolution,
    PublishResolution,
    RaiseObjection,
    RemindPublication,
    RepealResolution,
    ReviseResolution,
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
    act("resolution.plan_tasks", "facilitator", AddTasks),
    act(
        "resolution.do_task",
        "facilitator manager",
        Button(DoTask, "number position", press="resolution.done"),
    ),
    act("resolution.fulfil", "facilitator", Button(FulfilResolution, "number")),
    act("resolution.repeal", "facilitator", RepealResolution),
    act("resolution.remind", "clock", RemindPublication),
)
