"""Forms about motions 议案: to draft one, of a proposal or as its mover wrote it; to reword one."""

import re
from collections.abc import Callable
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Answers, Field, Form, Ground, Offer, Reading, picked
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.motions.commands import DraftMotion, EditMotion
from council.motions.drafting import (
    draft,
    draftable,
    edit,
    editable,
    judged,
    petition_of,
    read_field,
)
from council.motions.legal_class_field import MATTER, legal_class
from council.motions.motion import Motion
from council.motions.origins import MOVERS, PETITION, petition_figures, read_mover, read_signed
from council.motions.responses.answering import judge_party
from council.proposals.proposal import Proposal
from council.rules.legal_classes import track_of
from council.rules.power_list.matter import PARTIES, Matter
from council.rules.power_list.records import ruled
from council.rules.records import rules_of

WORDS = "motion"
#: What a motion's form is about, where the motion comes from no proposal.
OWN = "0"
NOBODY = "nobody"


def _text(name: str, **more: Any) -> Field:
    """Make the field of a title or a text; what is empty is refused."""

    def read(ground: Ground, text: str) -> Reading:
        return read_field(ground.tx, ground.who, name, text) or refuse("motion.no_body")

    return Field(name=name, read=read, public=True, **more)


# -- to draft a motion


def _proposal(tx: Transaction, who: Person, subject: str) -> Proposal | Refusal | None:
    return None if subject == OWN else draftable(tx, who, int(subject))


def _of_proposal(ground: Ground) -> Answers:
    """Take the words of a proposal; it has no other mover."""
    if ground.about is None:
        return {}
    return {"mover": "", "title": ground.about.title, "body": ground.about.body}


def _mover(_: Ground, text: str) -> Reading:
    return read_mover(text)


def _says_mover(mover: Answer) -> Phrase:
    return Phrase(key=f"motion.mover.{mover}")


def _movers(ground: Ground) -> tuple[Offer, ...]:
    share = rules_of(ground.tx, ground.who.community_id).petition
    return tuple(
        Offer(answer=each, label=_says_mover(each))
        for each in MOVERS
        if each != PETITION or share is not None
    )


def _signed(ground: Ground, text: str) -> Reading:
    """Read heads and area, and judge them by the roll as it stands now."""
    signed = read_signed(text)
    if isinstance(signed, Refusal):
        return signed
    petition = judged(ground.tx, ground.who, *signed)
    return petition if isinstance(petition, Refusal) else [str(each) for each in signed]


def _says_signed(ground: Ground, signed: Answer) -> Phrase:
    assert isinstance(signed, list)
    heads, area_x100 = map(int, signed)
    petition = petition_of(ground.tx, ground.who, heads, area_x100)
    return Phrase(key="motion.signed", params=petition_figures(petition))


def _by_petition(answers: Answers) -> bool:
    return answers.get("mover") == PETITION


def _classes(ground: Ground) -> tuple[str, ...]:
    known = rules_of(ground.tx, ground.who.community_id).for_motions
    by_petition = _by_petition(ground.answers)
    return tuple(each for each in known if not by_petition or track_of(each) == "owners")


def _class(ground: Ground, text: str) -> Reading:
    read = read_field(ground.tx, ground.who, "class", text)
    if isinstance(read, Refusal):
        return read
    if _by_petition(ground.answers) and track_of(read) != "owners":
        return refuse("motion.petition_owners_only")
    return read


def _about(ground: Ground) -> str:
    """Tell what a class is looked for in: the words of the proposal, or what is written so far."""
    if ground.about is not None:
        return f"{ground.about.title}\n{ground.about.body}"
    return f"{ground.answers.get('title', '')}\n{ground.answers.get('body', '')}"


def _confirmed(ground: Ground) -> Matter | None:
    """Tell by which matter the proposal was classified."""
    if ground.about is None or not ground.about.matter:
        return None
    about = ground.about
    return ruled(
        ground.tx,
        ground.who.community_id,
        name=about.matter,
        legal_class=about.matter_class,
        version=about.power_list,
    ).matter


def _party(ground: Ground, matter: Matter) -> dict[str, Answer]:
    """Answer who is asked, where somebody would receive it."""
    if not matter.answers:
        return {"addressee": NOBODY}
    if judge_party(ground.tx, ground.who, matter.answers) is not None:
        return {}
    return {"addressee": matter.answers}


def _addressee(ground: Ground, text: str) -> Reading:
    """Read a party that somebody answers for, or nobody."""
    if text not in (*PARTIES, NOBODY):
        return refuse("desk.use_buttons")
    unheard = None if text == NOBODY else judge_party(ground.tx, ground.who, text)
    return unheard or text


def _of_motion(ground: Ground) -> dict[str, Param]:
    """Name the proposal, and the hours (``n`` to acknowledge) that the rules give an addressee."""
    hours = rules_of(ground.tx, ground.who.community_id).answer_hours
    return {"number": int(ground.subject), "n": hours.acknowledge, "answer": hours.answer}


def _draft(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    heads, area_x100 = map(int, answers.get("signed", (0, 0)))
    addressee = answers["addressee"]
    made = DraftMotion(
        actor=actor,
        proposal_number=int(ground.subject),
        mover=answers["mover"],
        signed_heads=heads,
        signed_area_x100=area_x100,
        legal_class=answers["legal_class"],
        addressee="" if addressee == NOBODY else addressee,
        title=answers["title"],
        body=answers["body"],
        matter=answers.get(MATTER, ""),
    )
    return draft(ground.tx, ground.who, made)


MOTION_FORM = Form(
    name="motion",
    verb="motion.draft",
    words=WORDS,
    fields=(
        Field(
            name="mover",
            read=_mover,
            offers=_movers,
            says=lambda _, mover: _says_mover(mover),
            only=lambda answers: answers.get("mover") != "",
            forgets=("signed", "legal_class"),
        ),
        Field(name="signed", read=_signed, says=_says_signed, only=_by_petition, public=True),
        # Its words come first: what they are about proposes whose matter it is.
        _text("title"),
        _text("body"),
        legal_class(_classes, _class, _about, confirmed=_confirmed, party=_party),
        picked(WORDS, "addressee", (*PARTIES, NOBODY), read=_addressee, columns=2),
    ),
    about=_proposal,
    head=_of_motion,
    known=_of_proposal,
    file=_draft,
    variant=lambda ground: "own" if ground.about is None else "",
    subjects=re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII),
)


# -- to reword a drafted one


def _editable(field: str) -> Callable[[Transaction, Person, str], Motion | Refusal]:
    return lambda tx, who, subject: editable(tx, who, int(subject), field)


def _rewording(field: str) -> Form:
    """Make the form for one of the two texts; what stands is said, to copy and change."""

    def before(ground: Ground) -> tuple[Phrase, ...]:
        return (Phrase(text=getattr(ground.about, field)),)

    def reword(ground: Ground, actor: Account) -> Any:
        number, text = ground.about.number, ground.answers[field]
        return edit(
            ground.tx, ground.who, EditMotion(actor=actor, number=number, field=field, text=text)
        )

    def number(ground: Ground) -> dict[str, Param]:
        return {"number": ground.about.number}

    return Form(
        name=f"motion_{field}",
        verb="motion.edit",
        words=WORDS,
        fields=(_text(field, hints=before),),
        about=_editable(field),
        head=number,
        file=reword,
        anew=True,
        at_once=True,
    )


MOTION_FORMS = (MOTION_FORM, _rewording("title"), _rewording("body"))
