"""What can be done with resolutions 决议: by whom, how."""

from council.commands.acts import act
from council.commands.resolutions import (
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
        DraftResolution,
        DraftMeetingResolution,
        ReviseResolution,
    ),
    act("resolution.publish", "facilitator chair", PublishResolution),
    act("resolution.object", "resident", RaiseObjection),
    act("resolution.answer_objection", "facilitator", AnswerObjection),
    act("resolution.plan_tasks", "facilitator", AddTasks),
    act("resolution.do_task", "facilitator manager", DoTask),
    act("resolution.fulfil", "facilitator", FulfilResolution),
    act("resolution.repeal", "facilitator", RepealResolution),
    act("resolution.remind", "clock", RemindPublication),
)
