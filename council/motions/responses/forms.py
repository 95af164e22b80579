"""Forms of the addressed party 答复: to answer a motion, and to take the one extension."""

from collections.abc import Callable
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.attachments import take_file
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import (
    Answer,
    Answers,
    Field,
    Form,
    Ground,
    Offer,
    Reading,
    as_typed,
)
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.motions.commands import AskParty
from council.motions.motion import Motion
from council.motions.moving import movable
from council.motions.responses.answering import addressed, answer, ask_party, judge_party
from council.motions.responses.commands import AnswerMotion, Extend
from council.motions.responses.extending import extend, extension
from council.motions.responses.records import sitting
from council.motions.responses.response import Response
from council.motions.responses.rules import (
    DECISIONS,
    STEPS,
    read_cost,
    read_decision,
    read_done_by,
    read_extension_reason,
    read_reason,
    read_responsible,
)
from council.rules.power_list.matter import PARTIES

WORDS = "response"
Addressed = tuple[Motion, Response]


def of_motion(ground: Ground) -> dict[str, Param]:
    """Name the motion in the head of a form."""
    motion, _ = ground.about
    return {"number": motion.number, "title": motion.title}


def back(ground: Ground) -> tuple[Lead, ...]:
    """Lead back to the motion."""
    motion, _ = ground.about
    return (Lead(key="response.back", verb="motion", arguments=(motion.number,)),)


def today(ground: Ground) -> date:
    """Tell the day of whoever fills in."""
    return local_date(ground.tx.now, ZoneInfo(ground.who.timezone))


def addressed_for(move: str) -> Callable[[Transaction, Person, str], Addressed | Refusal]:
    """Find a motion and its response, if a move of the answer is open."""
    return lambda tx, who, subject: addressed(tx, who, int(subject), move)


# -- to ask a party


def _askable(tx: Transaction, who: Person, subject: str) -> Motion | Refusal:
    return movable(tx, who, int(subject), "ask")


def _of_asked(ground: Ground) -> dict[str, Param]:
    return {"number": ground.about.number, "title": ground.about.title}


def role(party: str) -> Phrase:
    """Name a party."""
    return Phrase(key=f"role.{party}")


def _parties(ground: Ground) -> tuple[Offer, ...]:
    """Offer the parties that somebody answers for."""
    sits = sitting(ground.tx, ground.who.community_id)
    return tuple(Offer(answer=each, label=role(each)) for each in PARTIES if each in sits)


def _party(ground: Ground, text: str) -> Reading:
    if text not in PARTIES:
        return refuse("desk.use_buttons")
    return judge_party(ground.tx, ground.who, text) or text


def _ask(ground: Ground, actor: Account) -> Any:
    made = AskParty(actor=actor, number=ground.about.number, party=ground.answers["party"])
    return ask_party(ground.tx, ground.who, made)


ASK = Form(
    name="ask",
    verb="response.ask",
    words=WORDS,
    fields=(
        Field(
            name="party",
            read=_party,
            offers=_parties,
            says=lambda _, party: role(str(party)),
        ),
    ),
    about=_askable,
    head=_of_asked,
    file=_ask,
    anew=True,
    at_once=True,
)


# -- to answer


def _decision(_: Ground, text: str) -> Reading:
    return read_decision(text)


def _said(decision: Answer) -> Phrase:
    return Phrase(key=f"decision.{decision}")


def _cost(_: Ground, fen: Answer) -> Phrase:
    assert isinstance(fen, int)
    return Phrase(key="form.amount", params={"amount_fen": fen})


def day(ground: Ground, answer: Answer) -> Phrase:
    """Say a day."""
    zone = ZoneInfo(ground.who.timezone)
    noon = datetime.combine(date.fromisoformat(str(answer)), time(12), tzinfo=zone)
    return Phrase(key="form.on", params={"answer_on": int(noon.timestamp())})


_READ: MappingProxyType[str, Callable[[Ground, str], Reading]] = MappingProxyType(
    {
        "reason": lambda _, text: read_reason(text),
        "cost": lambda _, text: read_cost(text),
        "responsible": lambda _, text: read_responsible(text),
        "date": lambda ground, text: read_done_by(text, today=today(ground)),
    }
)
_SAYS = {"cost": _cost, "date": day}


def _step(decision: str, step: str) -> Field:
    """Make the field of one step of one decision; its name may stand under other decisions too."""
    name = step.removesuffix("!")

    def decided(answers: Answers) -> bool:
        return bool(answers.get("decision") == decision)

    return Field(
        name=name,
        read=_READ[name],
        says=_SAYS.get(name, as_typed),
        only=decided,
        optional=name == step,
        public=True,
    )


#: What may go with an answer.
TAKEN = frozenset({"photo", "document"})


def _take_photo(ground: Ground, content: bytes) -> Reading:
    """Keep a photo or a document beside those that are there."""
    kept: list[str] = list(ground.answers.get("photos", ()))
    taken = take_file(ground.tx, ground.who, content, kept=len(kept), kinds=TAKEN)
    if isinstance(taken, Refusal):
        return refuse("response.file_unknown") if taken.key == "proposal.file_unknown" else taken
    if taken.sha256 in kept:
        return refuse("proposal.file_known")
    return [*kept, taken.sha256]


def _counted(_: Ground, photos: Answer) -> Phrase:
    return Phrase(
        key="response.photos", params={"n": len(photos) if isinstance(photos, list) else 0}
    )


#: Photos are waited for at the last look.
PHOTOS = Field(
    name="photos",
    take=_take_photo,
    says=_counted,
    asked=False,
    optional=True,
    skip="response.button.drop_photos",
)


def _answer(ground: Ground, actor: Account) -> Any:
    motion, _ = ground.about
    answers = ground.answers
    cost = answers.get("cost", "")
    given = AnswerMotion(
        actor=actor,
        number=motion.number,
        decision=answers["decision"],
        reason=answers.get("reason", ""),
        cost_fen=None if cost == "" else cost,
        responsible=answers.get("responsible", ""),
        done_by=answers.get("date", ""),
        photos=tuple(answers.get("photos", ())),
    )
    return answer(ground.tx, ground.who, given)


ANSWER = Form(
    name="answer",
    verb="response.answer",
    words=WORDS,
    fields=(
        Field(
            name="decision",
            read=_decision,
            offers=lambda _: tuple(Offer(answer=each, label=_said(each)) for each in DECISIONS),
            says=lambda _, decision: _said(decision),
            forgets=tuple(_READ),
        ),
        *(_step(decision, step) for decision, steps in STEPS.items() for step in steps),
        PHOTOS,
    ),
    about=addressed_for("answer"),
    head=of_motion,
    file=_answer,
    variant=lambda ground: str(ground.answers.get("decision", "")),
    leads=back,
)


# -- to take the one extension


def _put_off(ground: Ground) -> tuple[Phrase, ...]:
    """Tell from when to when the answer would be put off."""
    _, row = ground.about
    days, until = extension(ground.tx, ground.who, row)
    due: dict[str, Param] = {"due_at": row.answer_by, "until_at": until, "n": days}
    return (Phrase(key="response.put_off", params=due),)


def _extend(ground: Ground, actor: Account) -> Any:
    motion, _ = ground.about
    made = Extend(actor=actor, number=motion.number, reason=ground.answers["reason"])
    return extend(ground.tx, ground.who, made)


EXTENSION = Form(
    name="extension",
    verb="response.extend",
    words=WORDS,
    fields=(
        Field(
            name="reason",
            read=lambda ground, text: read_extension_reason(text, today=today(ground)),
            public=True,
        ),
    ),
    about=addressed_for("extend"),
    head=of_motion,
    notes=_put_off,
    file=_extend,
    leads=back,
    anew=True,
    brief=True,
)

RESPONSE_FORMS = (ASK, ANSWER, EXTENSION)
