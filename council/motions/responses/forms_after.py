"""Forms of the time after an answer that accepts: its plan, and its completion."""

from typing import Any

from council.kernel.forms.form import Field, Form, Ground
from council.kernel.values import Account
from council.motions.responses.commands import CompleteAnswer, PlanAnswer
from council.motions.responses.completing import complete, plan
from council.motions.responses.forms import (
    PHOTOS,
    WORDS,
    addressed_for,
    back,
    day,
    of_motion,
    today,
)
from council.motions.responses.rules import read_done_by, read_reason, read_responsible


def _plan(ground: Ground, actor: Account) -> Any:
    motion, _ = ground.about
    answers = ground.answers
    made = PlanAnswer(
        actor=actor,
        number=motion.number,
        measures=answers["measures"],
        responsible=answers["responsible"],
        done_by=answers["date"],
    )
    return plan(ground.tx, ground.who, made)


PLAN = Form(
    name="answer_plan",
    verb="response.plan",
    words=WORDS,
    fields=(
        Field(name="measures", read=lambda _, text: read_reason(text), public=True),
        Field(name="responsible", read=lambda _, text: read_responsible(text), public=True),
        Field(
            name="date",
            read=lambda ground, text: read_done_by(text, today=today(ground)),
            says=day,
        ),
    ),
    about=addressed_for("plan"),
    head=of_motion,
    file=_plan,
    leads=back,
    anew=True,
)


def _complete(ground: Ground, actor: Account) -> Any:
    motion, _ = ground.about
    made = CompleteAnswer(
        actor=actor,
        number=motion.number,
        note=ground.answers.get("note", ""),
        photos=tuple(ground.answers.get("photos", ())),
    )
    return complete(ground.tx, ground.who, made)


COMPLETE = Form(
    name="complete",
    verb="response.complete",
    words=WORDS,
    fields=(
        Field(name="note", read=lambda _, text: read_reason(text), optional=True, public=True),
        PHOTOS,
    ),
    about=addressed_for("complete"),
    head=of_motion,
    file=_complete,
    leads=back,
    anew=True,
)

AFTER_FORMS = (PLAN, COMPLETE)
