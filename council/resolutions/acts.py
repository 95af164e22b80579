"""What can be done with resolutions 决议: by whom, how."""

from council.kernel.acts.act import Button, act
from council.kernel.acts.moves import Move, Moves
from council.kernel.refusals import Refusal
from council.motions.hooks import TO_RESOLUTION
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
from council.resolutions.facts import ResolutionFacts, TaskFacts
from council.resolutions.rules import (
    RESOLUTION,
    check_doing,
    check_drafting,
    check_fulfilling,
    check_objecting,
    check_planning,
    check_publishing,
    check_revising,
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
    Move("resolution.fulfil", _fulfilling),
    Move("resolution.plan_tasks", _planning, "form.start resolution_tasks", "tasks"),
    Move("resolution.repeal", RESOLUTION.guard("repeal"), "form.start resolution_repeal"),
)
OWN_MOVES: Moves[ResolutionFacts] = Moves(
    Move("resolution.object", _objecting, "form.start objection"),
)
TASK_MOVES: Moves[TaskFacts] = Moves(
    Move(
        "resolution.do_task",
        lambda it: check_doing(it.state),
        "resolution.done",
        "done",
        carries=lambda it: (it.number, it.position),
        only=lambda it: not it.done,
    ),
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
