"""Community consultations 社区协商: each step is taken for good, and told."""

from itertools import chain

from council.kernel.acts_log import newest_act, record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import notify, these
from council.kernel.refusals import Refusal
from council.kernel.shortening import shortened
from council.kernel.values import Person
from council.motions.commands import MotionView
from council.motions.consultations.records import consultation_state, keep_step
from council.motions.consultations.rules import MOTION_VERBS, check_step
from council.motions.hooks import CONCERNED
from council.motions.motion import Motion
from council.motions.moving import advance, movable, settle_proposal
from council.motions.reads import motion_view
from council.motions.responses.telling import concerned
from council.rules.records import rules_of

#: A notice quotes at most so much of a step; the rest is a button away.
QUOTED = 300


def motion_for(tx: Transaction, who: Person, number: int, step: str) -> Motion | Refusal:
    """Lock the motion, and judge whether the step can be taken now."""
    return movable(tx, who, number, f"consult_{step}")


def take_step(
    tx: Transaction, who: Person, motion: Motion, *, step: str, text: str, photo: str
) -> MotionView | Refusal:
    """Take a step, move the motion with it where it is still undecided, and tell people."""
    after = _after(tx, who, motion, step)
    if isinstance(after, Refusal):
        return after
    keep_step(tx, who, motion_id=motion.id, state=after, verb=step, text=text, photo=photo)
    record(tx, who, f"consultation.{step}", "motion", motion.id, after=after)
    if motion.state == "deliberated" and step in MOTION_VERBS:
        moved = advance(tx, who, motion, MOTION_VERBS[step])
        if isinstance(moved, Refusal):
            return moved
        settle_proposal(tx, who, moved)
    _tell(tx, motion, step, text)
    return motion_view(tx, who, motion.number, "staff", said="consultation.said")


def _after(tx: Transaction, who: Person, motion: Motion, step: str) -> str | Refusal:
    rule = rules_of(tx, who.community_id).rows[motion.legal_class]
    return check_step(
        step,
        state=consultation_state(tx, who.community_id, motion.id),
        motion_state=motion.state,
        consensus=rule.counting == "consensus",
    )


def _tell(tx: Transaction, motion: Motion, step: str, text: str) -> None:
    """Tell the proposal's author and followers; who came to the meeting hears the report too."""
    to = list(tx.connection.scalars(concerned(motion)))
    if step == "report":
        to += chain.from_iterable(CONCERNED(tx, motion))
    notify(
        tx,
        motion.community_id,
        these(motion.community_id, to),
        notice="consultation_step",
        subject=f"{motion.id}/{step}/{newest_act(tx, motion.community_id)}",
        params={
            "number": motion.number,
            "title": motion.title,
            "step_key": f"consultation.step.{step}",
            "text": shortened(text, QUOTED),
        },
        buttons=(("motion.open", "motion", (motion.number,)),),
    )
