"""Forms about a resolution 决议, each of one text that is filed as soon as it is typed.

Residents object, staff do the rest.
"""

import re
from collections.abc import Callable
from typing import Any

from council.kernel.acts.moves import Moves
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Field, Form, Ground, Reading, as_sum
from council.kernel.money import parse_amount
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.resolutions.acts import OWN_MOVES, RESOLUTION_MOVES
from council.resolutions.changing import movable, repeal, revise
from council.resolutions.commands import (
    AddTasks,
    AnswerObjection,
    RaiseObjection,
    RepealResolution,
    ReviseResolution,
)
from council.resolutions.facts import ResolutionFacts
from council.resolutions.following import add_tasks, answer_objection, raise_objection
from council.resolutions.reads import objections_of
from council.resolutions.records import resolution_by
from council.resolutions.resolution import Resolution
from council.resolutions.rules import read_objection

#: As much as a campaign's target can be: 999,999,999.99 yuan.
APPROVED_MOST = 99_999_999_999
WORDS = "resolution"
#: A resolution's number, and that of one objection to it.
RESOLUTIONS = re.compile(r"[1-9][0-9]{3}-[1-9][0-9]{0,5}", re.ASCII)
OBJECTIONS = re.compile(rf"{RESOLUTIONS.pattern}-[1-9][0-9]{{0,5}}", re.ASCII)

About = Callable[[Transaction, Person, str], Resolution | Refusal]


def _some_text(_: Ground, text: str) -> Reading:
    """Take any words; filing, which follows at once, judges them."""
    return text.strip() or refuse("resolution.no_text")


def _text(name: str, read: Callable[[Ground, str], Reading] = _some_text, **more: Any) -> Field:
    return Field(name=name, read=read, public=True, **more)


def _reasoned(_: Ground, text: str) -> Reading:
    return read_objection(text)


def about_resolution(move: str, moves: Moves[ResolutionFacts] = RESOLUTION_MOVES) -> About:
    """Find a resolution as it stands if the form can be filed."""
    return lambda tx, who, subject: movable(tx, who, subject, move, moves)


def head(ground: Ground) -> dict[str, Param]:
    """Name the resolution."""
    return {"number": ground.about.number, "title": ground.about.title}


def back(ground: Ground) -> tuple[Lead, ...]:
    """Lead back to it."""
    number = ground.about.number
    return (Lead(key="resolution.button.back", verb="resolution.show", arguments=(number,)),)


def _form(
    name: str, verb: str, field: Field, about: About, file: Callable[[Ground, Account], Any]
) -> Form:
    return Form(
        name=name,
        verb=verb,
        words=WORDS,
        fields=(field,),
        about=about,
        head=head,
        file=file,
        leads=back,
        at_once=True,
        subjects=RESOLUTIONS,
    )


def _now(column: str) -> Callable[[Ground], tuple[Phrase, ...]]:
    """Show what stands there now."""
    return lambda ground: (Phrase(text=getattr(ground.about, column)),)


def _revise(name: str) -> Callable[[Ground, Account], Any]:
    def file(ground: Ground, actor: Account) -> Any:
        text = {name: ground.answers[name]}
        made = ReviseResolution(actor=actor, number=ground.about.number, **text)
        return revise(ground.tx, ground.who, made)

    return file


def _amount_now(ground: Ground) -> tuple[Phrase, ...]:
    fen = ground.about.approved_fen
    return (Phrase(key="form.fen", params={"answer_fen": fen}),) if fen else ()


def _approve_amount(ground: Ground, actor: Account) -> Any:
    amount = ground.answers["amount"]
    made = ReviseResolution(actor=actor, number=ground.about.number, approved_fen=amount)
    return revise(ground.tx, ground.who, made)


def _add_tasks(ground: Ground, actor: Account) -> Any:
    made = AddTasks(actor=actor, number=ground.about.number, lines=ground.answers["tasks"])
    return add_tasks(ground.tx, ground.who, made)


def _repeal(ground: Ground, actor: Account) -> Any:
    made = RepealResolution(actor=actor, number=ground.about.number, later=ground.answers["later"])
    return repeal(ground.tx, ground.who, made)


# -- an objection, and its answer


def _object(ground: Ground, actor: Account) -> Any:
    made = RaiseObjection(
        actor=actor, number=ground.about.number, text=ground.answers["objection"]
    )
    return raise_objection(ground.tx, ground.who, made)


OBJECTION = Form(
    name="objection",
    verb="resolution.object",
    bot="resident",
    words=WORDS,
    fields=(_text("objection", _reasoned),),
    about=about_resolution("object", OWN_MOVES),
    head=lambda ground: {**head(ground), "until_on": ground.about.posted_until},
    file=_object,
    leads=back,
    brief=True,
    subjects=RESOLUTIONS,
)


def _objection_in(subject: str) -> tuple[str, int]:
    number, _, objection = subject.rpartition("-")
    return number, int(objection)


def _objected(tx: Transaction, who: Person, subject: str) -> Resolution | Refusal:
    number, wanted = _objection_in(subject)
    resolution = resolution_by(tx, who.community_id, number=number)
    if resolution is None:
        return refuse("resolution.unknown", number=number)
    found = [each for each in objections_of(tx, resolution, who) if each.number == wanted]
    if not found:
        return refuse("resolution.no_objection", number=number)
    if found[0].answered_at:
        return refuse("resolution.answered_already", objection=wanted)
    return resolution


def _objection(ground: Ground) -> tuple[Phrase, ...]:
    _, wanted = _objection_in(ground.subject)
    raised = objections_of(ground.tx, ground.about, ground.who)
    return tuple(Phrase(text=each.body) for each in raised if each.number == wanted)


def _answer(ground: Ground, actor: Account) -> Any:
    number, objection = _objection_in(ground.subject)
    made = AnswerObjection(
        actor=actor, number=number, objection=objection, text=ground.answers["answer"]
    )
    return answer_objection(ground.tx, ground.who, made)


ANSWER = Form(
    name="objection_answer",
    verb="resolution.answer_objection",
    words=WORDS,
    fields=(_text("answer", _reasoned, hints=_objection),),
    about=_objected,
    head=lambda ground: {**head(ground), "objection": _objection_in(ground.subject)[1]},
    file=_answer,
    leads=back,
    at_once=True,
    subjects=OBJECTIONS,
)

RESOLUTION_FORMS = (
    _form(
        "resolution_title",
        "resolution.draft",
        _text("title", hints=_now("title")),
        about_resolution("title"),
        _revise("title"),
    ),
    _form(
        "resolution_body",
        "resolution.draft",
        _text("body", hints=_now("body")),
        about_resolution("body"),
        _revise("body"),
    ),
    _form(
        "resolution_amount",
        "resolution.draft",
        Field(
            name="amount",
            read=lambda _, text: parse_amount(text, most=APPROVED_MOST),
            hints=_amount_now,
            says=as_sum,
        ),
        about_resolution("amount"),
        _approve_amount,
    ),
    _form(
        "resolution_tasks",
        "resolution.plan_tasks",
        _text("tasks"),
        about_resolution("tasks"),
        _add_tasks,
    ),
    _form(
        "resolution_repeal",
        "resolution.repeal",
        _text("later"),
        about_resolution("repeal"),
        _repeal,
    ),
    OBJECTION,
    ANSWER,
)
