"""Community consultations 社区协商: what came of one, step by step, and the sheet of a step."""

from markupsafe import Markup

from council.commands.consultations import ConsultationSheet
from council.domain.consultations import Consultation, Step
from council.wording.presses import press
from council.wording.proposal_texts import clip, label
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, plain_text, stop_button, word

#: UTF-16 units of the last step on a motion's screen, and of each earlier one.
_LAST, _EARLIER = 600, 120
#: So many steps are shown; all of them stand on the motion's page.
_SHOWN = 5
_TEXT = 2_000


def consultation_lines(outcome: Consultation, say: Say) -> str:
    """Where a consultation stands, and its latest steps."""
    lines = [say("consultation.head", state=say(f"state.consultation.{outcome.state}"))]
    latest = outcome.steps[-_SHOWN:]
    if len(latest) < len(outcome.steps):
        lines.append(say("consultation.earlier", n=len(outcome.steps) - len(latest)))
    lines += [_step(step, say, _LAST if step is latest[-1] else _EARLIER) for step in latest]
    return "\n".join(lines)


def _step(step: Step, say: Say, units: int) -> Markup:
    key = "consultation.line_by" if step.taken_by else "consultation.line"
    said = say(
        key,
        step=say(f"consultation.step.{step.verb}"),
        taken_at=step.taken_at,
        name=step.taken_by,
        text=clip(step.text, units),
    )
    return said + say("consultation.with_photo") if step.photo else said


@word.register
def consultation_sheet(outcome: ConsultationSheet, say: Say) -> Screen:
    """What the step says so far, and what is asked next."""
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}', **outcome.problem_params)}")
    if outcome.stale:
        parts.append(str(say("vote.stale")))
    step = say(f"consultation.step.{outcome.step}")
    head = say("consultation.sheet", number=outcome.motion, title=outcome.title, step=step)
    parts.append(str(head))
    if outcome.text:
        parts.append(str(say("consultation.text", text=clip(outcome.text, _TEXT))))
    if outcome.asks == "text":
        parts.append(str(say(f"consultation.ask.{outcome.step}")))
    else:
        key = {"photo": "ask_photo", "": "photo_kept" if outcome.photo else "check"}
        parts.append(str(say(f"consultation.{key[outcome.asks]}")))
    toast = plain_text(parts[0]) if outcome.problem or outcome.stale else ""
    return Screen(text="\n\n".join(parts), rows=_rows(outcome, say), toast=toast)


def _rows(outcome: ConsultationSheet, say: Say) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if outcome.asks != "text":
        file = press("consult.file", outcome.motion, outcome.revision)
        rows.append((Button(label=label(say, "consultation.button.file"), press=file),))
        again = press("consult.start", outcome.motion, outcome.step)
        rows.append((Button(label=label(say, "consultation.button.again"), press=again),))
    else:
        rows.append((stop_button(say),))
    back = Button(label=label(say, "vote.button.motion"), press=press("motion", outcome.motion))
    return (*rows, (back, *home_row(say)))
