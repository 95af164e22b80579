"""What members may do on the floor 议事现场 now: the guards of buttons and acts alike.

Each is a pure function of the facts; what a button names (a side, a hand, a motion) is added by
keyword. ``None``: it may.
"""

from council.kernel.refusals import Refusal, refuse
from council.meetings.floor.facts import AMENDMENTS, HANDS, STATEMENTS, FloorFacts
from council.meetings.floor.floor import VOTES, Question, Side


def check_turn(facts: FloorFacts, *, turn: int) -> Refusal | None:
    """A button of the chair belongs to the turn it was drawn at: two chairs do not act twice."""
    return None if turn == facts.floor.turn else refuse("floor.stale")


def check_question(facts: FloorFacts, *, question: int) -> Refusal | None:
    """A button of a member belongs to its question."""
    it = facts.question
    return None if it is not None and it.id == question else refuse("floor.other_question")


def in_session(facts: FloorFacts) -> Refusal | None:
    return None if facts.in_session else refuse("floor.not_in_session")


def _here(facts: FloorFacts) -> Refusal | None:
    """Only who is checked in, and was not removed, speaks and votes."""
    refusal = in_session(facts)
    if refusal is not None:
        return refusal
    if facts.me.id in facts.floor.removed:
        return refuse("floor.removed")
    return None if facts.me.here else refuse("floor.not_here")


def pending(facts: FloorFacts) -> Refusal | None:
    return refuse("floor.nothing_open") if facts.question is None else None


def _neutral(facts: FloorFacts) -> Refusal | None:
    neutral = facts.floor.rules.neutral_chair
    if neutral and facts.floor.presiding == facts.me.id:
        return refuse("floor.chair_is_neutral")
    return None


def at_stage(facts: FloorFacts, *stages: str) -> Refusal | None:
    it = facts.question
    if it is None:
        return refuse("floor.nothing_open")
    return None if it.stage in stages else refuse("floor.not_at", stage_key=f"floor.at.{it.stage}")


# What members do.


def check_moving(facts: FloorFacts) -> Refusal | None:
    """Move the motion that the chair has opened."""
    return _here(facts) or at_stage(facts, "moving") or _neutral(facts)


def check_seconding(facts: FloorFacts) -> Refusal | None:
    """Second what somebody else has moved."""
    refusal = _here(facts) or at_stage(facts, "seconding") or _neutral(facts)
    if refusal is None and facts.question is not None and facts.question.mover == facts.me.id:
        return refuse("floor.own_motion")
    return refusal


def check_raising(facts: FloorFacts, *, side: Side) -> Refusal | None:
    """Raise a hand to speak, or to a point of order, which may come at any time."""
    refusal = _here(facts) or pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if it.raised.get(facts.me.id, 0) >= HANDS:
        return refuse("floor.too_many_hands", limit=HANDS)
    if side == "order":
        mine = (each for each in it.points if each.resident == facts.me.id and not each.ruling)
        return refuse("floor.point_waits") if next(mine, None) else None
    return at_stage(facts, "debate") or _may_speak(facts, it, side)


def _may_speak(facts: FloorFacts, it: Question, side: Side) -> Refusal | None:
    if side in VOTES and (refusal := _neutral(facts)) is not None:
        return refusal
    if it.hand_of(facts.me.id) is not None:
        return refuse("floor.hand_is_up")
    if it.speech is not None and it.speech.resident == facts.me.id:
        return refuse("floor.has_the_floor")
    return _turns_left(facts, it)


def _turns_left(facts: FloorFacts, it: Question) -> Refusal | None:
    times = facts.floor.rules.speech_times
    if it.turns_of(facts.me.id) >= times:
        return refuse("floor.turns_used", times=times)
    return None


def check_lowering(facts: FloorFacts) -> Refusal | None:
    """Lower one's hand."""
    refusal = _here(facts) or pending(facts)
    if refusal is None and facts.question is not None and not facts.question.hand_of(facts.me.id):
        return refuse("floor.no_hand")
    return refusal


def check_amending(facts: FloorFacts) -> Refusal | None:
    """Move an amendment: one level deep, while its motion is debated and nobody else speaks."""
    refusal = _here(facts) or pending(facts)
    it = facts.floor.motion
    if refusal is not None or it is None:
        return refusal
    if facts.floor.amendment is not None:
        return refuse("floor.one_level")
    refusal = at_stage(facts, "debate") or _neutral(facts)
    if refusal is not None:
        return refusal
    if it.speech is not None and it.speech.resident != facts.me.id:
        return refuse("floor.somebody_speaks")
    if it.raised.get(f"amend {facts.me.id}", 0) >= AMENDMENTS:
        return refuse("floor.too_many_amendments", limit=AMENDMENTS)
    return None


def check_stating_in_writing(facts: FloorFacts) -> Refusal | None:
    """Keep words or a voice message: as one's speech, or in place of one."""
    refusal = _here(facts) or at_stage(facts, "debate") or _neutral(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if it.speech is not None and it.speech.resident == facts.me.id:
        kept = sum(each.speech == it.speech.id for each in it.statements)
        return refuse("floor.enough_said", limit=STATEMENTS) if kept >= STATEMENTS else None
    return _turns_left(facts, it)


def check_voting(facts: FloorFacts, *, side: Side) -> Refusal | None:
    """Vote on the side that is called; once."""
    refusal = _here(facts) or pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if not it.is_voted_on or it.show is None:
        return refuse("floor.no_vote")
    if it.stage != side:
        return refuse("floor.not_called", side_key=f"floor.side.{it.stage}")
    if facts.me.id in it.show.by_name:
        return refuse("floor.voted")
    return room(facts, it, 1)


def room(facts: FloorFacts, it: Question, more: int) -> Refusal | None:
    """No more hands than people who are here."""
    voted = 0 if it.show is None else it.show.voted
    if voted + more > facts.came:
        return refuse("floor.more_than_here", hands=voted + more, came=facts.came)
    return None


def check_counting(facts: FloorFacts, *, side: Side, amount: int | None = None) -> Refusal | None:
    """Count the hands in the room that nobody noted by name; a later count replaces it."""
    refusal = in_session(facts) or pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if not it.is_voted_on or it.show is None:
        return refuse("floor.no_vote")
    if side == "against" and it.stage == "for":
        return refuse("floor.not_called", side_key="floor.side.for")
    if amount is None:
        return None
    return room(facts, it, amount - it.show.in_room.get(side, 0))
