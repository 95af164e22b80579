"""The form of a consultation's step 社区协商: its words, and a photo where one may go with it."""

import re
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answer, Field, Form, Ground
from council.kernel.forms.photo import photo
from council.kernel.refusals import Refusal
from council.kernel.values import Account, Person
from council.motions.consultations.rules import CONSULTATION, read_text, takes_photo
from council.motions.consultations.stepping import motion_for, take_step
from council.motions.motion import Motion

WORDS = "consultation"
#: A motion's number and the step: two steps are two forms.
STEPS = re.compile(rf"[1-9][0-9]{{0,8}}-({'|'.join(CONSULTATION.moves)})", re.ASCII)


def _named(subject: str) -> tuple[int, str]:
    number, step = subject.split("-")
    return int(number), step


def _about(tx: Transaction, who: Person, subject: str) -> Motion | Refusal:
    return motion_for(tx, who, *_named(subject))


def _step(ground: Ground) -> str:
    return _named(ground.subject)[1]


def _photo_here(_: Ground, __: Answer) -> Phrase:
    return Phrase(key="consultation.photo_here")


def _motion(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="vote.button.motion", verb="motion", arguments=(ground.about.number,)),)


def _take(ground: Ground, _: Account) -> Any:
    return take_step(
        ground.tx,
        ground.who,
        ground.about,
        step=_step(ground),
        text=ground.answers["text"],
        photo=ground.answers.get("photo", ""),
    )


CONSULT = Form(
    name="consult",
    verb="consultation.fill",
    words=WORDS,
    fields=(
        Field(name="text", read=lambda _, text: read_text(text), public=True),
        photo(
            "photo",
            says=_photo_here,
            only=lambda answers: takes_photo(answers["step"]),
            optional=True,
        ),
    ),
    about=_about,
    head=lambda ground: {
        "number": ground.about.number,
        "title": ground.about.title,
        "step_key": f"consultation.step.{_step(ground)}",
    },
    known=lambda ground: {"step": _step(ground)},
    file=_take,
    variant=_step,
    leads=_motion,
    subjects=STEPS,
)
