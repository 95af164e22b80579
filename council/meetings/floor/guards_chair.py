"""What the chair, and the staff beside it, may do on the floor 议事现场 now: see ``guards``."""

from dataclasses import replace

from council.kernel.refusals import Refusal, refuse
from council.meetings.floor.facts import OPENABLE, UNDECIDED, FloorFacts
from council.meetings.floor.guards import at_stage, in_session, pending
from council.meetings.floor.rules import queue


def _chair(facts: FloorFacts) -> Refusal | None:
    refusal = in_session(facts)
    if refusal is not None or facts.me.presides:
        return refusal
    return refuse("floor.not_presiding")


def check_opening(facts: FloorFacts, *, motion: str) -> Refusal | None:
    """Take up a motion of the agenda: one at a time, and none that was decided this evening."""
    refusal = _chair(facts)
    if refusal is not None:
        return refusal
    if facts.floor.motion is not None:
        return refuse("floor.one_at_a_time")
    item = facts.found(motion)
    if item is None:
        return refuse("motion.not_listed")
    done = (each for each in facts.floor.over if each.motion == motion and not each.of)
    if not facts.floor.rules.reconsider and any(it.outcome not in UNDECIDED for it in done):
        return refuse("floor.not_again")
    return None if item.state in OPENABLE else refuse("floor.not_openable", number=item.number)


def check_stating(facts: FloorFacts) -> Refusal | None:
    """State the question: from then on it is debated."""
    return _chair(facts) or at_stage(facts, "stating") or _ruled(facts)


def check_dropping(facts: FloorFacts) -> Refusal | None:
    """Let fall what nobody moves or seconds."""
    return _chair(facts) or at_stage(facts, "moving", "seconding")


def check_granting(facts: FloorFacts, *, hand: int = 0) -> Refusal | None:
    """Give the floor to whoever is next; ``hand``: the hand that the button named."""
    refusal = _chair(facts) or at_stage(facts, "debate") or _ruled(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if it.speech is not None:
        return refuse("floor.somebody_speaks")
    order = queue(it, facts.floor.rules)
    if not order:
        return refuse("floor.no_hands")
    return refuse("floor.stale") if hand not in (0, order[0].id) else None


def check_passing(facts: FloorFacts, *, hand: int = 0) -> Refusal | None:
    """Pass over whoever is next and does not come: their hand goes down."""
    refusal = _chair(facts) or at_stage(facts, "debate")
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    order = queue(it, facts.floor.rules)
    if not order:
        return refuse("floor.no_hands")
    return refuse("floor.stale") if hand not in (0, order[0].id) else None


def check_ending(facts: FloorFacts) -> Refusal | None:
    """End the speech: the chair, or whoever speaks."""
    refusal = in_session(facts)
    it = facts.question
    if refusal is not None:
        return refusal
    if it is None or it.speech is None:
        return refuse("floor.nobody_speaks")
    own = it.speech.resident == facts.me.id
    return None if own or facts.me.presides else refuse("floor.not_presiding")


def _ruled(facts: FloorFacts) -> Refusal | None:
    """A point of order comes first."""
    it = facts.question
    return refuse("floor.rule_first") if it is not None and it.point else None


def _talked_out(facts: FloorFacts) -> Refusal | None:
    """Debate is over when nobody wants to speak; only the chair says so."""
    refusal = _chair(facts) or at_stage(facts, "debate") or _ruled(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if it.speech is not None:
        return refuse("floor.somebody_speaks")
    return refuse("floor.hands_wait", n=len(it.hands)) if it.hands else None


def check_putting(facts: FloorFacts) -> Refusal | None:
    """Put the question: 赞成 is called. An amendment comes before its motion."""
    refusal = _talked_out(facts)
    item = facts.item
    if refusal is not None or item is None or facts.floor.amendment is not None:
        return refusal
    if not item.by_hands:
        return refuse("floor.not_by_hands")
    if item.entitled < 0:
        return refuse("floor.no_body")
    if facts.came > item.entitled:
        return refuse("floor.more_than_body", came=facts.came, entitled=item.entitled)
    return None


def check_calling_against(facts: FloorFacts) -> Refusal | None:
    """Call 反对, after 赞成."""
    return _chair(facts) or at_stage(facts, "for")


def check_deciding(facts: FloorFacts) -> Refusal | None:
    """Close the vote and tell what it came to."""
    refusal = _chair(facts) or at_stage(facts, "against")
    it = facts.question
    if refusal is not None or it is None or it.show is None:
        return refusal
    if it.show.voted > facts.came:
        return refuse("floor.more_than_here", hands=it.show.voted, came=facts.came)
    if not it.of and facts.came > it.show.entitled:
        return refuse("floor.more_than_body", came=facts.came, entitled=it.show.entitled)
    return None


#: Why a question cannot be put or decided until the staff have mended something.
_TO_MEND = frozenset({"floor.no_body", "floor.more_than_body", "floor.more_than_here"})


def hindrance(facts: FloorFacts) -> Refusal | None:
    """Tell what is to be mended before the question can be put or the vote closed, if anything is."""
    chair = replace(facts, me=replace(facts.me, presides=True))
    for refusal in (check_putting(chair), check_deciding(chair)):
        if refusal is not None and refusal.key in _TO_MEND:
            return refusal
    return None


def check_concluding(facts: FloorFacts) -> Refusal | None:
    """End the debate on a motion that is not decided by hands."""
    if facts.floor.amendment is None and facts.item is not None and facts.item.by_hands:
        return refuse("floor.put_it")
    if facts.floor.amendment is not None:
        return refuse("floor.amendment_first")
    return _talked_out(facts)


def check_postponing(facts: FloorFacts) -> Refusal | None:
    """Put the motion off to a later meeting; not while a vote runs."""
    refusal = _chair(facts) or pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    return refuse("floor.vote_runs") if it.is_voted_on else None


def check_ruling(facts: FloorFacts, *, point: int = 0) -> Refusal | None:
    """Rule on the point of order that waits."""
    refusal = _chair(facts) or pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if it.point is None:
        return refuse("floor.no_point")
    return refuse("floor.stale") if point not in (0, it.point.id) else None


def check_handing_over(facts: FloorFacts, *, to: str = "") -> Refusal | None:
    """Hand the chair over, to speak; not while a vote runs, and not on and on."""
    refusal = _chair(facts)
    if refusal is not None:
        return refusal
    if facts.floor.handed_to in facts.deputies:
        return refuse("floor.handed_over")
    it = facts.question
    if it is not None and it.is_voted_on:
        return refuse("floor.vote_runs")
    others = facts.deputies - {facts.me.id}
    if not others or (to and to not in others):
        return refuse("floor.nobody_to_preside")
    return None


def check_taking_back(facts: FloorFacts) -> Refusal | None:
    """Take the chair back, once the motion is off the floor."""
    refusal = in_session(facts)
    if refusal is not None:
        return refusal
    if facts.floor.handed_to == "" or facts.me.id != facts.floor.handed_by:
        return refuse("floor.not_handed_over")
    return refuse("floor.after_the_vote") if facts.floor.motion is not None else None


def check_limiting(facts: FloorFacts) -> Refusal | None:
    """Let the meeting agree on other speaking times: at the start only."""
    refusal = _chair(facts)
    begun = facts.floor.motion is not None or facts.floor.over
    return refusal or (refuse("floor.begun") if begun else None)


def check_telling_body(facts: FloorFacts) -> Refusal | None:
    """Tell how many the deciding body has."""
    refusal = in_session(facts)
    if refusal is not None:
        return refusal
    return None if electorates(facts) else refuse("floor.no_body_needed")


def electorates(facts: FloorFacts) -> tuple[str, ...]:
    """The electorates that motions of the agenda are decided by."""
    named = (each.electorates for each in facts.agenda if each.by_hands)
    return tuple(dict.fromkeys(name for names in named for name in names))


def check_violation(facts: FloorFacts) -> Refusal | None:
    """Log a breach of the rules of debate."""
    return _chair(facts) or pending(facts)


def check_removing(facts: FloorFacts) -> Refusal | None:
    """Note that somebody may no longer take part: they left, or their mandate ended."""
    return in_session(facts)


def check_noting(facts: FloorFacts) -> Refusal | None:
    """Note what happens in the room."""
    return in_session(facts)


def check_time(facts: FloorFacts, *, at: int) -> Refusal | None:
    """Nothing is entered before what stands already, before the meeting, or in the future."""
    if at > facts.now:
        return refuse("floor.in_the_future")
    if at < facts.latest:
        return refuse("floor.out_of_order", latest_at=facts.latest)
    return None
