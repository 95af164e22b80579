"""When a response 答复 may be handed on, questioned, planned, completed: guards of its moves."""

from council.kernel.refusals import Refusal, refuse
from council.motions.facts import MotionFacts
from council.motions.responses.rules import RATED_FOR, check_wanted, check_yours


def _open(motion: MotionFacts, verb: str) -> Refusal | None:
    """While an answer is owed."""
    unwanted = check_wanted(motion)
    if unwanted is not None:
        return unwanted
    if motion.response in ("", "answered"):
        return refuse("response.not_now", verb=verb, state=motion.response)
    return None


def check_handing_on(motion: MotionFacts) -> Refusal | None:
    """To another party, one at a time; none that had it, or is asked already."""
    refusal = _open(motion, "hand_on") or check_yours(motion)
    if refusal is not None:
        return refusal
    if any(motion.answer.offers.values()):
        return refuse("response.handed_already")
    return None if motion.answer.others else refuse("response.nobody_else")


def check_taking_on(motion: MotionFacts) -> Refusal | None:
    """By a party that was asked to, by hand or by the clock; done again, it changes nothing."""
    refusal = _open(motion, "take_on")
    if refusal is not None:
        return refusal
    again = motion.answer.taken and motion.answer.is_mine
    return None if taking(motion) or again else refuse("response.not_offered")


def check_handing_back(motion: MotionFacts) -> Refusal | None:
    """By a party that it was handed on to; what climbed to a body above stays there."""
    refusal = _open(motion, "hand_back")
    if refusal is not None:
        return refusal
    if motion.answer.offers.get(taking(motion)):
        return None
    return refuse("response.not_offered")


def taking(motion: MotionFacts) -> str:
    """Tell for which party the reader may say that it takes it on; what was handed on comes first."""
    mine = [each for each in motion.answer.offers if each in motion.answer.mine]
    return max(mine, key=lambda each: motion.answer.offers[each], default="")


def check_asking_back(motion: MotionFacts) -> Refusal | None:
    """One question at a time, where there is a proposer to ask."""
    refusal = _open(motion, "question") or check_yours(motion)
    if refusal is not None:
        return refusal
    if motion.answer.asked_back:
        return refuse("response.question_waits")
    return None if motion.answer.author else refuse("response.no_proposer")


def check_replying(motion: MotionFacts) -> Refusal | None:
    """The proposer replies to the question that waits."""
    refusal = _open(motion, "reply")
    if refusal is not None:
        return refusal
    if not motion.answer.proposed:
        return refuse("response.not_proposer")
    return None if motion.answer.asked_back else refuse("response.no_question")


def check_planning(motion: MotionFacts) -> Refusal | None:
    """An answer that accepts, and names not both person and day, gets its plan, once."""
    refusal = check_wanted(motion) or _accepted(motion, "plan") or check_yours(motion)
    if refusal is not None:
        return refusal
    return None if motion.answer.plan_owed else refuse("response.no_plan_owed")


def check_completing(motion: MotionFacts) -> Refusal | None:
    """By the party; by a facilitator once the promised day is past."""
    refusal = check_wanted(motion) or _accepted(motion, "complete")
    if refusal is not None:
        return refusal
    if motion.answer.steward and motion.answer.passed:
        return None
    return check_yours(motion)


def check_rating(motion: MotionFacts) -> Refusal | None:
    """By those who proposed or seconded it, for a while after the completion."""
    completed_at = motion.answer.completed_at
    if not completed_at:
        return refuse("response.not_completed")
    if completed_at + RATED_FOR <= motion.now:
        return refuse("response.rating_closed")
    return None if motion.answer.mover else refuse("response.not_mover")


def _accepted(motion: MotionFacts, verb: str) -> Refusal | None:
    """What was accepted and is not completed yet."""
    if motion.response != "answered":
        return refuse("response.not_now", verb=verb, state=motion.response)
    if not motion.answer.accepted:
        return refuse("response.nothing_promised")
    return refuse("response.completed_already") if motion.answer.completed_at else None
