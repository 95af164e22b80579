"""What can be done with resolutions 决议: by whom, how."""

from collections.abc import Callable

from council.kernel.acts.act import Button, act
from council.kernel.acts.moves import Move, Moves
from council.kernel.refusals import Refusal
from council.motions.hooks import TO_RESOLUTION
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
from council.resolutions.facts import ResolutionFacts, TaskFacts
from council.resolutions.rules import (
    RESOLUTION,
    check_correcting,
    check_drafting,
    check_fulfilling,
    check_objecting,
    check_planning,
    check_planning_review,
    check_publishing,
    check_reviewing,
    check_revising,
)
from council.resolutions.tasks.commands import (
    AcceptAtMeeting,
    InspectTask,
    NoteProgress,
    PlanTask,
    TellLateTask,
)
from council.resolutions.tasks.rules import (
    check_at_meeting,
    check_inspecting,
    check_planning_task,
    check_progress,
    check_reporting,
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
        Button(DoTask, "number position", press="resolution.done", sure=True),
        NoteProgress,
    ),
    act("resolution.fulfil", "facilitator", Button(FulfilResolution, "number", sure=True)),
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


def _revising(facts: ResolutionFacts) -> Refusal | None:
    return check_revising(facts.state)


def _fulfilling(facts: ResolutionFacts) -> Refusal | None:
    return check_fulfilling(facts.state, tasks=facts.tasks, done=facts.done)


def _planning(facts: ResolutionFacts) -> Refusal | None:
    return check_planning(facts.state, known=facts.tasks)


def _objecting(facts: ResolutionFacts) -> Refusal | None:
    return check_objecting(
        facts.state,
        number=facts.number,
        posted_until_at=facts.resolution.posted_until,
        now=facts.now,
        waiting=facts.waiting,
    )


RESOLUTION_MOVES: Moves[ResolutionFacts] = Moves(
    Move("resolution.publish", check_publishing, "resolution.confirm"),
    Move("resolution.draft", _revising, "form.start resolution_title", "title"),
    Move("resolution.draft", _revising, "form.start resolution_body", "body"),
    Move("resolution.draft", _revising, "form.start resolution_amount", "amount"),
    Move("resolution.fulfil", _fulfilling),
    Move("resolution.plan_tasks", _planning, "form.start resolution_tasks", "tasks"),
    Move("resolution.plan_review", check_planning_review, "form.start review_plan"),
    Move("resolution.review", check_reviewing, "form.start review_hold"),
    Move("resolution.correct", check_correcting, "form.start resolution_correct"),
    Move("resolution.repeal", RESOLUTION.guard("repeal"), "form.start resolution_repeal"),
)
OWN_MOVES: Moves[ResolutionFacts] = Moves(
    Move("resolution.object", _objecting, "form.start objection"),
)
#: Of a task where its resolution is shown.
TASK_MOVES: Moves[TaskFacts] = Moves(
    Move(
        "resolution.do_task",
        check_reporting,
        "resolution.done",
        "done",
        carries=lambda it: (it.number, it.position),
        only=lambda it: not it.done and not it.reported,
    ),
)


def _about_task(
    verb: str, form: str, guard: Callable[[TaskFacts], Refusal | None]
) -> Move[TaskFacts]:
    return Move(verb, guard, f"form.start {form}", form, carries=lambda it: (it.subject,))


#: Of a task on its own screen: at the desk, and in the residents' bot.
DESK_TASK_MOVES: Moves[TaskFacts] = Moves(
    _about_task("resolution.do_task", "task_progress", check_progress),
    _about_task("resolution.accept_task", "task_meeting", check_at_meeting),
    _about_task("resolution.plan_tasks", "task_plan", check_planning_task),
)
OWN_TASK_MOVES: Moves[TaskFacts] = Moves(
    _about_task("resolution.inspect", "task_inspect", check_inspecting),
)

TO_RESOLUTION.fill(
    Move(
        "resolution.draft",
        check_drafting,
        "resolution.draft_vote",
        "resolution",
        only=lambda it: not it.resolved,
    )
)
