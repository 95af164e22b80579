"""Forms of the time before an answer: to hand it on or back, to ask the proposer, to reply."""

from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Field, Form, Ground, Offer, Reading
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.motions.acts import OWN_MOTION_MOVES
from council.motions.motion import Motion
from council.motions.reads import facts_of
from council.motions.records import motion_by, response_of
from council.motions.responses.commands import AskBack, HandBack, HandOn, ReplyToQuestion
from council.motions.responses.forms import WORDS, addressed_for, back, of_motion, role
from council.motions.responses.handing import hand_back, hand_on
from council.motions.responses.questioning import ask_back, reply
from council.motions.responses.records import steps_of
from council.motions.responses.rules import read_reason
from council.motions.responses.steps import QUESTION as ASKED

REASON = Field(name="reason", read=lambda _, text: read_reason(text), public=True)
TEXT = Field(name="text", read=lambda _, text: read_reason(text), public=True)


def _others(ground: Ground) -> tuple[str, ...]:
    motion, _ = ground.about
    return facts_of(ground.tx, motion, ground.who).answer.others


def _to(ground: Ground, text: str) -> Reading:
    return text if text in _others(ground) else refuse("response.not_to_them")


def _hand_on(ground: Ground, actor: Account) -> Any:
    motion, _ = ground.about
    answers = ground.answers
    made = HandOn(
        actor=actor, number=motion.number, party=answers["party"], reason=answers["reason"]
    )
    return hand_on(ground.tx, ground.who, made)


def _hand_back(ground: Ground, actor: Account) -> Any:
    motion, _ = ground.about
    made = HandBack(actor=actor, number=motion.number, reason=ground.answers["reason"])
    return hand_back(ground.tx, ground.who, made)


def _ask_back(ground: Ground, actor: Account) -> Any:
    motion, _ = ground.about
    made = AskBack(actor=actor, number=motion.number, text=ground.answers["text"])
    return ask_back(ground.tx, ground.who, made)


def _form(name: str, fields: tuple[Field, ...], file: Any) -> Form:
    """Make a form that a party fills in at the desk."""
    return Form(
        name=name,
        verb=f"response.{name}",
        words=WORDS,
        fields=fields,
        about=addressed_for(name),
        head=of_motion,
        file=file,
        leads=back,
        anew=True,
        brief=True,
    )


PARTY = Field(
    name="party",
    read=_to,
    offers=lambda ground: tuple(Offer(answer=each, label=role(each)) for each in _others(ground)),
    says=lambda _, party: role(str(party)),
)
HAND_ON = _form("hand_on", (PARTY, REASON), _hand_on)
HAND_BACK = _form("hand_back", (REASON,), _hand_back)
QUESTION = _form("question", (TEXT,), _ask_back)


# -- the proposer replies


def _asked(tx: Transaction, who: Person, subject: str) -> Motion | Refusal:
    motion = motion_by(tx, who.community_id, number=int(subject))
    if motion is None:
        return refuse("motion.unknown")
    return OWN_MOTION_MOVES.refusal("reply", facts_of(tx, motion, who)) or motion


def _of_asked(ground: Ground) -> dict[str, Param]:
    return {"number": ground.about.number, "title": ground.about.title}


def _question(ground: Ground) -> tuple[Phrase, ...]:
    """Say what was asked."""
    response = response_of(ground.tx, ground.who.community_id, ground.about.id)
    assert response is not None, "a question was asked about it"
    asked = [each.note for each in steps_of(ground.tx, response) if each.step == ASKED]
    return (Phrase(key="response.asked_back", params={"text": asked[-1]}),)


def _reply(ground: Ground, actor: Account) -> Any:
    made = ReplyToQuestion(actor=actor, number=ground.about.number, text=ground.answers["text"])
    return reply(ground.tx, ground.who, made)


REPLY = Form(
    name="reply",
    verb="response.reply",
    words=WORDS,
    fields=(TEXT,),
    about=_asked,
    head=_of_asked,
    notes=_question,
    file=_reply,
    bot="resident",
    anew=True,
    brief=True,
)

BETWEEN_FORMS = (HAND_ON, HAND_BACK, QUESTION, REPLY)
