"""Tasks 落实事项: one of them with its history, in both bots."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.resolutions.tasks.commands import TaskStep, TaskView

#: Steps of a history on a screen, the newest; all of them stand on the page.
STEPS = 6
#: UTF-16 units of a note.
NOTE = 200


@render.register
def task(outcome: TaskView, say: Translator) -> Screen:
    """Who does it, how far it is, who accepts it, and what happened."""
    said = str(say(f"task.just.{outcome.just}")) if outcome.just else ""
    head = say(
        "task.head",
        number=outcome.number,
        place=outcome.position,
        task=outcome.title,
        state_key=f"task.state.{state_of(outcome)}",
        percent=outcome.progress,
    )
    parts = [said] if said else []
    parts += [str(head), "\n".join(_facts(outcome, say))]
    if outcome.inspectors:
        lines = [str(say("task.inspectors"))]
        lines += [
            str(
                say(
                    "task.inspector",
                    name=each.name,
                    verdict_key=f"task.verdict.{each.verdict or 'waiting'}",
                )
            )
            for each in outcome.inspectors
        ]
        parts.append("\n".join(lines))
    if outcome.steps:
        lines = [str(say("task.history"))]
        lines += [_step(each, say) for each in outcome.steps[-STEPS:]]
        parts.append("\n".join(lines))
    rows = move_rows(outcome.moves, say, "task.button")
    back = Button(
        label=label(say, "resolution.button.back", number=outcome.number),
        press=press("resolution.show", outcome.number),
    )
    return Screen(
        text="\n\n".join(parts),
        rows=(*rows, (back, *home_row(say))),
        toast=plain_text(said),
    )


def state_of(outcome: TaskView) -> str:
    """Tell how a task stands in one word."""
    if outcome.done_at:
        return "done"
    if outcome.reported_at:
        return f"waits_{outcome.acceptance}"
    return "late" if outcome.late else "open"


def _facts(outcome: TaskView, say: Translator) -> list[str]:
    lines = [str(say("task.owner", name=outcome.owner or say("task.nobody")))]
    if outcome.due_at:
        lines.append(str(say("task.due", due_on=outcome.due_at)))
    if outcome.budget_fen >= 0:
        lines.append(str(say("task.budget", amount_fen=outcome.budget_fen)))
    lines.append(str(say("task.acceptance", how_key=f"task.pick.acceptance.{outcome.acceptance}")))
    return lines


def _step(step: TaskStep, say: Translator) -> str:
    said = say(
        f"task.step.{step.kind}",
        taken_at=step.taken_at,
        percent=step.progress,
        motion=step.motion,
    )
    mark = " 📷" if step.photo else ""
    if step.note:
        return f"{said}{mark}\n{say('task.note', note=clip(step.note, NOTE))}"
    return f"{said}{mark}"
