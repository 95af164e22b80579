"""Community consultations 社区协商: what came of one, step by step."""

from markupsafe import Markup

from council.kernel.screens.parts import clip
from council.kernel.screens.translator import Translator
from council.motions.consultations.rules import Consultation, ConsultationStep

#: UTF-16 units of the last step on a motion's screen, and of each earlier one.
_LAST, _EARLIER = 600, 120
#: So many steps are shown; all of them stand on the motion's page.
_SHOWN = 5


def consultation_lines(outcome: Consultation, say: Translator) -> str:
    """Where a consultation stands, and its latest steps."""
    lines = [say("consultation.head", state=say(f"state.consultation.{outcome.state}"))]
    latest = outcome.steps[-_SHOWN:]
    if len(latest) < len(outcome.steps):
        lines.append(say("consultation.earlier", n=len(outcome.steps) - len(latest)))
    lines += [_step(step, say, _LAST if step is latest[-1] else _EARLIER) for step in latest]
    return "\n".join(lines)


def _step(step: ConsultationStep, say: Translator, units: int) -> Markup:
    key = "consultation.line_by" if step.taken_by else "consultation.line"
    said = say(
        key,
        step=say(f"consultation.step.{step.verb}"),
        taken_at=step.taken_at,
        name=step.taken_by,
        text=clip(step.text, units),
    )
    return said + say("consultation.with_photo") if step.photo else said
