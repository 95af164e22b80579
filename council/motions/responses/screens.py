"""Responses 答复: how they are shown with their motion."""

from datetime import date, datetime, time

from council.kernel.screens.parts import clip
from council.kernel.screens.render import render
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.motions.commands import ResponseView, StepTold
from council.motions.responses.commands import LadderClimbed, PromiseReminded
from council.motions.responses.ladder import HOUR

_REASON_UNITS = 900
_EXTENSION_UNITS = 300
#: How many steps a screen tells; earlier ones stand on the motion's page.
_STEPS = 5
_NOTE_UNITS = 120


def response_lines(response: ResponseView, say: Translator, *, addressee: str = "") -> str:
    """The answer, or the clock that runs until it; lateness is shown to everybody.

    ``addressee``: whom the motion was addressed to first.
    """
    lines: list[str] = [say("response.title", party_key=f"role.{response.holder}")]
    if addressee and addressee != response.holder:
        lines.append(say("response.addressed", party_key=f"role.{addressee}"))
    if response.answered_at:
        hours = (response.answered_at - response.asked_at) // HOUR
        lines.append(say("response.answered", answered_at=response.answered_at, left_hours=hours))
        lines += answer_lines(
            say,
            decision=response.decision,
            reason=response.reason,
            cost_fen=response.cost_fen,
            responsible=response.responsible,
            done_by=response.done_by,
        )
        if response.due_at:
            clock = "overdue" if response.overdue else "due_plan"
            due = {"due_at": response.due_at, "left_hours": response.n_hours}
            lines.append(say(f"response.{clock}", **due))
    else:
        lines.append(say("response.asked", asked_at=response.asked_at))
        if response.acknowledged_at:
            lines.append(say("response.acknowledged", acknowledged_at=response.acknowledged_at))
        clock = "overdue" if response.overdue else f"due_{response.state}"
        if response.due_at:
            left = response.n_hours
            lines.append(say(f"response.{clock}", due_at=response.due_at, left_hours=left))
    if response.extended_at:
        reason = clip(response.extension_reason, _EXTENSION_UNITS)
        lines.append(say("response.extended", extended_at=response.extended_at, reason=reason))
        if not response.calendar_known:
            lines.append(say("response.calendar_unknown"))
    lines += [say("response.offered", party_key=f"role.{each}") for each in response.offered]
    if response.steps:
        lines.append(say("response.steps"))
        lines += [_step(each, say) for each in response.steps[-_STEPS:]]
    if response.rating:
        lines.append(say("response.rating", level=say(f"response.level.{response.rating}")))
    return "\n".join(str(line) for line in lines)


def _step(step: StepTold, say: Translator) -> str:
    what = say(
        step.key,
        party_key=f"role.{step.party}",
        note=clip(step.note, _NOTE_UNITS),
    )
    return str(say("response.step", step_at=step.at, what=what))


def answer_lines(
    say: Translator, *, decision: str, reason: str, cost_fen: int, responsible: str, done_by: str
) -> list[str]:
    """The parts of an answer that are filled; a cost of -1 is none."""
    lines = (
        [say("response.line.decision", decision=say(f"decision.{decision}"))] if decision else []
    )
    if responsible and decision == "passed_on":
        lines.append(say("response.line.passed_to", responsible=responsible))
    if reason:
        lines.append(say("response.line.reason", reason=clip(reason, _REASON_UNITS)))
    if cost_fen >= 0:
        lines.append(say("response.line.cost", cost_fen=cost_fen))
    if responsible and decision != "passed_on":
        lines.append(say("response.line.responsible", responsible=responsible))
    if done_by:
        noon = datetime.combine(date.fromisoformat(done_by), time(12), tzinfo=say.timezone)
        lines.append(say("response.line.done_by", done_on=int(noon.timestamp())))
    return [str(line) for line in lines]


@render.register
def promise_reminded(outcome: PromiseReminded, say: Translator) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("response.promise_reminded", number=outcome.number)))


@render.register
def ladder_climbed(outcome: LadderClimbed, say: Translator) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("response.climbed", number=outcome.number)))
