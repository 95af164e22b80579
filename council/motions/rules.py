"""What a motion 议案 may become, and how long its words may be."""

from collections.abc import Collection

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse
from council.motions.facts import MotionFacts
from council.rules.legal_classes import track_of
from council.rules.power_list.matter import PARTIES

TITLE_LIMIT = 60
BODY_LIMIT = 3000

MOTION = Lifecycle(
    "motion",
    move("announce", before="drafted adjourned", after="announced"),
    move("deliberate", before="announced", after="deliberated"),
    move("put", before="announced deliberated", after="put"),
    move("agree", before="deliberated", after="carried"),
    move("recount", before="put", after="deliberated"),
    move("carry", before="put", after="carried"),
    move("lose", before="put deliberated", after="lost"),
    move("adjourn", before="announced deliberated", after="adjourned"),
    move(
        "refer",
        before="announced deliberated adjourned",
        after="referred",
    ),
    move(
        "withdraw",
        before="drafted announced deliberated adjourned",
        after="withdrawn",
    ),
)

#: States that nothing leads out of.
FINAL = ("carried", "lost", "referred", "withdrawn")


def put_from(state: str, legal_class: str) -> str | Refusal:
    """Tell the state of a motion once it is put to a poll.

    A residents' motion must have been deliberated. An owners' motion may also be put in writing
    (书面征求意见): the poll's own notice then announces it.
    """
    if track_of(legal_class) == "owners" and state == "drafted":
        announced = MOTION.after("announce", state)
        return announced if isinstance(announced, Refusal) else MOTION.after("put", announced)
    if track_of(legal_class) == "residents" and state == "announced":
        return refuse("motion.not_deliberated")
    return MOTION.after("put", state)


def check_announcing(motion: MotionFacts) -> Refusal | None:
    """Only owners are asked in writing; what stands on an agenda its meeting announces."""
    if track_of(motion.legal_class) != "owners":
        return refuse("motion.needs_meeting")
    refusal = MOTION.refusal("announce", motion.state)
    if refusal is None and motion.agendas.listed:
        return refuse("motion.announced_by_meeting")
    return refusal


def check_editable(motion: MotionFacts) -> Refusal | None:
    """A motion's words may change while it is a draft, and nobody has answered them."""
    if motion.state != "drafted":
        return refuse("motion.not_now", verb="edit", state=motion.state)
    return refuse("motion.answered_as_it_is") if motion.response == "answered" else None


def read_title(text: str) -> str | Refusal:
    """One line of 2 to 60 characters."""
    title = " ".join(text.split())
    if not title:
        return refuse("motion.no_title")
    if len(title) > TITLE_LIMIT:
        return refuse("motion.title_too_long", length=len(title), limit=TITLE_LIMIT)
    return title


def read_body(text: str) -> str | Refusal:
    """At most 3,000 characters; may be empty."""
    body = text.strip()
    if len(body) > BODY_LIMIT:
        return refuse("motion.body_too_long", length=len(body), limit=BODY_LIMIT)
    return body


def read_legal_class(text: str, *, known: Collection[str]) -> str | Refusal:
    """One of the rows of the community's rules that a motion may be of."""
    if text not in known:
        return refuse("motion.unknown_class", given=text[:20])
    return text


def read_addressee(text: str) -> str | Refusal:
    """A party that can be asked, or nobody (empty)."""
    if text and text not in PARTIES:
        return refuse("motion.unknown_addressee", given=text[:20])
    return text
