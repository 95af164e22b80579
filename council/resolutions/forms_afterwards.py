"""Forms of what comes after a resolution 决议: a look back planned and held, a correction."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.dates import read_date
from council.kernel.deadlines import local_date
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Field, Form, Ground, Reading, picked
from council.kernel.refusals import Refusal
from council.kernel.values import Account
from council.resolutions.afterwards import correct, hold_review, plan_review
from council.resolutions.commands import CorrectResolution, HoldReview, PlanReview
from council.resolutions.forms import RESOLUTIONS, WORDS, about_resolution, back, head
from council.resolutions.rules import (
    SCORES,
    read_number,
    read_review,
    read_score,
)

#: At what time of its day a look back is due.
_HOUR = time(9)


def _form(name: str, verb: str, fields: tuple[Field, ...], move: str, file: Any) -> Form:
    return Form(
        name=name,
        verb=verb,
        words=WORDS,
        fields=fields,
        about=about_resolution(move),
        head=head,
        file=file,
        leads=back,
        subjects=RESOLUTIONS,
        anew=True,
    )


def _day(ground: Ground, text: str) -> Reading:
    today = local_date(ground.tx.now, ZoneInfo(ground.who.timezone))
    day = read_date(text, today=today)
    return day if isinstance(day, Refusal) else day.isoformat()


def _at(day: Answer, timezone: str) -> int:
    morning = datetime.combine(date.fromisoformat(str(day)), _HOUR, ZoneInfo(timezone))
    return int(morning.timestamp())


def _says_day(ground: Ground, day: Answer) -> Phrase:
    return Phrase(key="form.on", params={"answer_on": _at(day, ground.who.timezone)})


def _plan(ground: Ground, actor: Account) -> Any:
    due_at = _at(ground.answers["review_on"], ground.who.timezone)
    made = PlanReview(actor=actor, number=ground.about.number, due_at=due_at)
    return plan_review(ground.tx, ground.who, made)


def _score(_: Ground, text: str) -> Reading:
    found = read_score(text)
    return found if isinstance(found, Refusal) else str(found)


def _hold(ground: Ground, actor: Account) -> Any:
    made = HoldReview(
        actor=actor,
        number=ground.about.number,
        text=ground.answers["review"],
        score=int(ground.answers["score"]),
    )
    return hold_review(ground.tx, ground.who, made)


def _later(_: Ground, text: str) -> Reading:
    return read_number(text)


def _correct(ground: Ground, actor: Account) -> Any:
    made = CorrectResolution(
        actor=actor,
        number=ground.about.number,
        later=ground.answers["later"],
        reason=ground.answers["correction"],
        honest=ground.answers["honest"] == "1",
    )
    return correct(ground.tx, ground.who, made)


def _said(_: Ground, text: str) -> Reading:
    return read_review(text)


AFTERWARDS_FORMS = (
    _form(
        "review_plan",
        "resolution.plan_review",
        (Field(name="review_on", read=_day, says=_says_day),),
        "plan_review",
        _plan,
    ),
    _form(
        "review_hold",
        "resolution.review",
        (
            Field(name="review", read=_said, public=True),
            picked(WORDS, "score", tuple(map(str, SCORES)), _score, columns=5),
        ),
        "review",
        _hold,
    ),
    _form(
        "resolution_correct",
        "resolution.correct",
        (
            Field(name="later", read=_later),
            picked(WORDS, "honest", ("1", "0"), stem="resolution.honest"),
            Field(name="correction", read=_said, public=True),
        ),
        "correct",
        _correct,
    ),
)
