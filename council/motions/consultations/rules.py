"""Community consultations 社区协商: what came of a motion that was talked over, and what was done.

Up to the deliberation a consultation goes the way of its proposal and motion; from there on each
step is written down with its author, time and evidence (《关于加强城乡社区协商的意见》, 2015;
docs/rules.md#consultation). It is advisory: it binds nobody who did not agree.
"""

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse, refused
from council.kernel.values import value
from council.motions.facts import MotionFacts

TEXT_LEAST = 5
TEXT_LIMIT = 1000

#: ``deliberated`` is the motion's own state, from which the consultation sets out.
CONSULTATION = Lifecycle(
    "consultation",
    move("agree", before="deliberated", after="outcome"),
    move(
        "dissent",
        before="deliberated outcome implementing reported",
        after="disagreement_open",
    ),
    move("settle", before="disagreement_open", after="outcome"),
    move("refer", before="deliberated disagreement_open", after="referred"),
    move("implement", before="outcome", after="implementing"),
    move("report", before="implementing", after="reported"),
    move("close", before="disagreement_open reported", after="closed"),
)
#: Steps that move the motion with them, where it is still undecided.
MOTION_VERBS = {"agree": "agree", "settle": "agree", "refer": "refer", "close": "lose"}
#: States that nothing leads out of.
ENDED = ("referred", "closed")
#: States of the motion in which its consultation goes on: heard, or decided.
GOES_ON = ("deliberated", "carried", "lost")


@value
class ConsultationStep:
    """One step as it was taken. ``taken_by`` is a name, told to staff only; ``photo`` a hash."""

    verb: str
    text: str
    photo: str
    taken_at: int
    taken_by: str = ""


@value
class Consultation:
    """What came of a motion: its state, and every step in order."""

    state: str
    steps: tuple[ConsultationStep, ...]


def check_step(verb: str, *, state: str, motion_state: str, consensus: bool) -> str | Refusal:
    """Tell the state that a step leads to. ``state`` is empty before the first step.

    ``consensus``: the motion's class is decided by consensus, not counted.
    """
    if not consensus:
        return refuse("consultation.counted_class")
    if motion_state not in GOES_ON or (not state and motion_state != "deliberated"):
        return refuse("motion.not_now", verb=verb, state=motion_state)
    return CONSULTATION.after(verb, state or "deliberated")


def check_taking(motion: MotionFacts, *, step: str) -> Refusal | None:
    """Judge whether a motion's consultation can take a step now."""
    consensus = motion.rule.counting == "consensus"
    return refused(
        check_step(step, state=motion.talked, motion_state=motion.state, consensus=consensus)
    )


def steps_from(*, state: str, motion_state: str, consensus: bool) -> tuple[str, ...]:
    """Tell the steps that can be taken now."""
    return tuple(
        verb
        for verb in CONSULTATION.moves
        if not isinstance(
            check_step(verb, state=state, motion_state=motion_state, consensus=consensus), Refusal
        )
    )


def takes_photo(verb: str) -> bool:
    """Whether a photo may go with a step: what was done can be shown."""
    return verb == "report"


def read_text(text: str) -> str | Refusal:
    """The evidence of a step: 5 to 1,000 characters."""
    said = text.strip()
    if len(said) < TEXT_LEAST:
        return refuse("consultation.text_short", least=TEXT_LEAST)
    if len(said) > TEXT_LIMIT:
        return refuse("consultation.text_long", length=len(said), limit=TEXT_LIMIT)
    return said
