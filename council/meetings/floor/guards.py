"""What may happen on the floor now, and by whom: the guards of buttons and acts alike.

Each is a pure function of the facts; what a button names (a side, a hand, a motion) is added by
keyword. ``None``: it may.
"""

from collections.abc import Collection

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.meetings.floor.floor import VOTES, Floor, Question, Side
from council.meetings.floor.rules import queue

#: So many hands may somebody raise on one question, points of order among them: a flood is no debate.
HANDS = 10
#: So many amendments may somebody move to one motion.
AMENDMENTS = 2
#: So many statements belong to one speech.
STATEMENTS = 3
STATEMENT_LIMIT = 500
AMENDMENT_LIMIT = 1_000
REASON_LIMIT = 100
#: States of a motion in which its meeting may take it up.
OPENABLE = ("announced", "deliberated")
#: The breaches that are logged.
VIOLATIONS = ("interrupts", "off_topic", "personal", "not_to_chair")
RULINGS = ("taken", "refused")
#: What lets a motion come up again on the same evening: it was not decided.
_UNDECIDED = ("no_quorum",)


@value
class Item:
    """A motion on the meeting's agenda.

    ``by_hands``: its class is decided by counted hands; then ``electorate`` is who makes the quorum,
    and ``entitled`` how many they are (-1: nobody has told). ``backed``: it came from a seconded
    proposal or a petition; ``mover`` is then its author's id where there is one.
    """

    id: str
    number: int
    title: str
    body: str
    state: str
    by_hands: bool
    electorate: str = ""
    electorates: tuple[str, ...] = ()
    entitled: int = -1
    backed: bool = False
    mover: str = ""


@value
class Member:
    """Whom a guard asks about: here, and not removed; allowed to preside."""

    id: str
    here: bool
    presides: bool = False


@value
class FloorFacts:
    """All that a guard may know. ``number`` is the meeting's, ``present`` who is checked in.

    ``deputies``: who may preside, by their role. ``since``: nothing that is told afterwards may have
    happened before.
    """

    number: int
    in_session: bool
    floor: Floor
    me: Member
    agenda: tuple[Item, ...]
    present: frozenset[str]
    deputies: frozenset[str]
    now: int
    since: int = 0

    @property
    def question(self) -> Question | None:
        """What is immediately pending."""
        return self.floor.question

    @property
    def item(self) -> Item | None:
        """The motion on the floor, as the agenda has it."""
        motion = self.floor.motion
        return None if motion is None else self.found(motion.motion)

    def found(self, motion: str) -> Item | None:
        """Find a motion of the agenda by its id."""
        return next((each for each in self.agenda if each.id == motion), None)

    @property
    def came(self) -> int:
        """How many are here and may vote."""
        return len(self.present)


def presides(floor: Floor, who: str, deputies: Collection[str]) -> bool:
    """Whether somebody may act as the chair: who has it by role, or to whom it was handed over.

    A chair that was handed over to somebody who lost the role falls back to those who hold it.
    """
    if floor.handed_to in deputies:
        return who == floor.handed_to
    return who in deputies


def check_turn(facts: FloorFacts, *, turn: int) -> Refusal | None:
    """A button of the chair belongs to the turn it was drawn at: two chairs do not act twice."""
    return None if turn == facts.floor.turn else refuse("floor.stale")


def check_question(facts: FloorFacts, *, question: int) -> Refusal | None:
    """A button of a member belongs to its question."""
    it = facts.question
    return None if it is not None and it.id == question else refuse("floor.other_question")


def _session(facts: FloorFacts) -> Refusal | None:
    return None if facts.in_session else refuse("floor.not_in_session")


def _here(facts: FloorFacts) -> Refusal | None:
    """Only who is checked in, and was not removed, speaks and votes."""
    refusal = _session(facts)
    if refusal is not None:
        return refusal
    if facts.me.id in facts.floor.removed:
        return refuse("floor.removed")
    return None if facts.me.here else refuse("floor.not_here")


def _pending(facts: FloorFacts) -> Refusal | None:
    return refuse("floor.nothing_open") if facts.question is None else None


def _neutral(facts: FloorFacts) -> Refusal | None:
    neutral = facts.floor.rules.neutral_chair
    if neutral and facts.floor.presiding == facts.me.id:
        return refuse("floor.chair_is_neutral")
    return None


def _stage(facts: FloorFacts, *stages: str) -> Refusal | None:
    it = facts.question
    if it is None:
        return refuse("floor.nothing_open")
    return None if it.stage in stages else refuse("floor.not_at", stage_key=f"floor.at.{it.stage}")


# What members do.


def check_moving(facts: FloorFacts) -> Refusal | None:
    """Move the motion that the chair has opened."""
    return _here(facts) or _stage(facts, "moving") or _neutral(facts)


def check_seconding(facts: FloorFacts) -> Refusal | None:
    """Second what somebody else has moved."""
    refusal = _here(facts) or _stage(facts, "seconding") or _neutral(facts)
    if refusal is None and facts.question is not None and facts.question.mover == facts.me.id:
        return refuse("floor.own_motion")
    return refusal


def check_raising(facts: FloorFacts, *, side: Side) -> Refusal | None:
    """Raise a hand to speak, or to a point of order, which may come at any time."""
    refusal = _here(facts) or _pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if it.raised.get(facts.me.id, 0) >= HANDS:
        return refuse("floor.too_many_hands", limit=HANDS)
    if side == "order":
        mine = (each for each in it.points if each.resident == facts.me.id and not each.ruling)
        return refuse("floor.point_waits") if next(mine, None) else None
    return _stage(facts, "debate") or _may_speak(facts, it, side)


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
    refusal = _here(facts) or _pending(facts)
    if refusal is None and facts.question is not None and not facts.question.hand_of(facts.me.id):
        return refuse("floor.no_hand")
    return refusal


def check_amending(facts: FloorFacts) -> Refusal | None:
    """Move an amendment: one level deep, while its motion is debated and nobody else speaks."""
    refusal = _here(facts) or _pending(facts)
    it = facts.floor.motion
    if refusal is not None or it is None:
        return refusal
    if facts.floor.amendment is not None:
        return refuse("floor.one_level")
    refusal = _stage(facts, "debate") or _neutral(facts)
    if refusal is not None:
        return refusal
    if it.speech is not None and it.speech.resident != facts.me.id:
        return refuse("floor.somebody_speaks")
    if it.raised.get(f"amend {facts.me.id}", 0) >= AMENDMENTS:
        return refuse("floor.too_many_amendments", limit=AMENDMENTS)
    return None


def check_stating_in_writing(facts: FloorFacts) -> Refusal | None:
    """Keep words or a voice message: as one's speech, or in place of one."""
    refusal = _here(facts) or _stage(facts, "debate") or _neutral(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if it.speech is not None and it.speech.resident == facts.me.id:
        kept = sum(each.speech == it.speech.id for each in it.statements)
        return refuse("floor.enough_said", limit=STATEMENTS) if kept >= STATEMENTS else None
    return _turns_left(facts, it)


def check_voting(facts: FloorFacts, *, side: Side) -> Refusal | None:
    """Vote on the side that is called; once."""
    refusal = _here(facts) or _pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if not it.is_voted_on or it.show is None:
        return refuse("floor.no_vote")
    if it.stage != side:
        return refuse("floor.not_called", side_key=f"floor.side.{it.stage}")
    if facts.me.id in it.show.by_name:
        return refuse("floor.voted")
    return _room(facts, it, 1)


def _room(facts: FloorFacts, it: Question, more: int) -> Refusal | None:
    """No more hands than people who are here."""
    voted = 0 if it.show is None else it.show.voted
    if voted + more > facts.came:
        return refuse("floor.more_than_here", hands=voted + more, came=facts.came)
    return None


def check_counting(facts: FloorFacts, *, side: Side, amount: int | None = None) -> Refusal | None:
    """Count the hands in the room that nobody noted by name; a later count replaces it."""
    refusal = _session(facts) or _pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    if not it.is_voted_on or it.show is None:
        return refuse("floor.no_vote")
    if side == "against" and it.stage == "for":
        return refuse("floor.not_called", side_key="floor.side.for")
    if amount is None:
        return None
    return _room(facts, it, amount - it.show.in_room.get(side, 0))


# What the chair does.


def _chair(facts: FloorFacts) -> Refusal | None:
    refusal = _session(facts)
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
    if not facts.floor.rules.reconsider and any(it.outcome not in _UNDECIDED for it in done):
        return refuse("floor.not_again")
    return None if item.state in OPENABLE else refuse("floor.not_openable", number=item.number)


def check_stating(facts: FloorFacts) -> Refusal | None:
    """State the question: from then on it is debated."""
    return _chair(facts) or _stage(facts, "stating") or _ruled(facts)


def check_dropping(facts: FloorFacts) -> Refusal | None:
    """Let fall what nobody moves or seconds."""
    return _chair(facts) or _stage(facts, "moving", "seconding")


def check_granting(facts: FloorFacts, *, hand: int = 0) -> Refusal | None:
    """Give the floor to whoever is next; ``hand``: the hand that the button named."""
    refusal = _chair(facts) or _stage(facts, "debate") or _ruled(facts)
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
    refusal = _chair(facts) or _stage(facts, "debate")
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    order = queue(it, facts.floor.rules)
    if not order:
        return refuse("floor.no_hands")
    return refuse("floor.stale") if hand not in (0, order[0].id) else None


def check_ending(facts: FloorFacts) -> Refusal | None:
    """End the speech: the chair, or whoever speaks."""
    refusal = _session(facts)
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
    refusal = _chair(facts) or _stage(facts, "debate") or _ruled(facts)
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
    return _chair(facts) or _stage(facts, "for")


def check_deciding(facts: FloorFacts) -> Refusal | None:
    """Close the vote and tell what it came to."""
    refusal = _chair(facts) or _stage(facts, "against")
    it = facts.question
    if refusal is not None or it is None or it.show is None:
        return refusal
    if it.show.voted > facts.came:
        return refuse("floor.more_than_here", hands=it.show.voted, came=facts.came)
    if not it.of and facts.came > it.show.entitled:
        return refuse("floor.more_than_body", came=facts.came, entitled=it.show.entitled)
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
    refusal = _chair(facts) or _pending(facts)
    it = facts.question
    if refusal is not None or it is None:
        return refusal
    return refuse("floor.vote_runs") if it.is_voted_on else None


def check_ruling(facts: FloorFacts, *, point: int = 0) -> Refusal | None:
    """Rule on the point of order that waits."""
    refusal = _chair(facts) or _pending(facts)
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
    refusal = _session(facts)
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
    refusal = _session(facts)
    if refusal is not None:
        return refusal
    return None if electorates(facts) else refuse("floor.no_body_needed")


def electorates(facts: FloorFacts) -> tuple[str, ...]:
    """The electorates that motions of the agenda are decided by."""
    named = (each.electorates for each in facts.agenda if each.by_hands)
    return tuple(dict.fromkeys(name for names in named for name in names))


def check_violation(facts: FloorFacts) -> Refusal | None:
    """Log a breach of the rules of debate."""
    return _chair(facts) or _pending(facts)


def check_removing(facts: FloorFacts) -> Refusal | None:
    """Note that somebody may no longer take part: they left, or their mandate ended."""
    return _session(facts)


def check_noting(facts: FloorFacts) -> Refusal | None:
    """Note what happens in the room."""
    return _session(facts)


def check_time(facts: FloorFacts, *, at: int) -> Refusal | None:
    """Nothing is entered before what stands already, before the meeting, or in the future."""
    if at > facts.now:
        return refuse("floor.in_the_future")
    latest = max(facts.floor.at, facts.since)
    return refuse("floor.out_of_order", latest_at=latest) if at < latest else None
