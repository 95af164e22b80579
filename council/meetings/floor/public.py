"""The floor 议事现场 for everybody: what the projector shows.

People are named while the meeting is held, as they are called by name in the room; before and
after it nobody is. What anybody chose is not told before a vote is over.
"""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.values import value
from council.meetings.floor.facts import FloorFacts
from council.meetings.floor.floor import Question
from council.meetings.floor.records import Sitting, facts_of, names_of, sitting, stamp
from council.meetings.floor.rules import queue
from council.meetings.tables import meetings

#: How many who wait the projector names.
NEXT = 3


@value
class Pending:
    """A motion or an amendment. ``text``: an amendment's words, or those a motion got by one."""

    number: int
    title: str
    text: str
    mover: str
    stage: str


@value
class Speaker:
    """Who has the floor, from when to when; ``warned`` once the time is nearly up."""

    name: str
    side: str
    began_at: int
    ends_at: int
    warning_at: int


@value
class Hands:
    """A vote that runs: which side is called, and how many have voted either way."""

    side: str
    voted: int


@value
class Result:
    """The last vote that is over."""

    kind: str
    number: int
    title: str
    outcome: str
    yes: int
    no: int
    came: int


@value
class Projected:
    """What is thrown on the wall. ``needed`` 0: the quorum is not known. ``now``: when it was drawn."""

    number: int
    title: str
    state: str
    starts_at: int
    place: str
    now: int
    position: int
    attended: int
    needed: int
    motion: Pending | None
    amendment: Pending | None
    speaker: Speaker | None
    waiting: int
    next: tuple[str, ...]
    point: bool
    hands: Hands | None
    result: Result | None


def projected(tx: Transaction, community_id: str, number: int) -> Projected | None:
    """Tell what the projector shows now; None where there is no such meeting, or it is no secret yet."""
    on = sitting(tx, community_id, number)
    if isinstance(on, Refusal):
        return None
    facts = facts_of(tx, on, "")
    it = facts.question if on.in_session else None
    waiting = queue(it, facts.floor.rules) if it is not None else ()
    names = _names(tx, on, facts)
    item = facts.item
    return Projected(
        number=on.number,
        title=on.title,
        state=on.state,
        starts_at=on.starts_at,
        place=on.place,
        now=tx.now,
        position=facts.floor.position,
        attended=facts.came,
        needed=item.needed if item is not None else 0,
        motion=_pending(facts, facts.floor.motion if on.in_session else None, names),
        amendment=_pending(facts, facts.floor.amendment if on.in_session else None, names),
        speaker=_speaker(it, facts.floor.rules.warning_seconds, names),
        waiting=len(waiting),
        next=tuple(names.get(hand.resident, "") for hand in waiting[:NEXT]),
        point=it is not None and it.point is not None,
        hands=Hands(side=it.stage, voted=it.show.voted)
        if it is not None and it.show is not None and it.is_voted_on
        else None,
        result=_result(facts),
    )


def stamp_of(tx: Transaction, community_id: str, number: int) -> tuple[int, int, int, str]:
    """Tell cheaply what a drawing goes by: the last event, who came and left, the meeting's state."""
    m = meetings.c
    row = tx.connection.execute(
        select(m.id, m.state).where(m.community_id == community_id, m.number == number)
    ).one_or_none()
    if row is None:
        return 0, 0, 0, ""
    return *stamp(tx, community_id, row.id), row.state


def _names(tx: Transaction, on: Sitting, facts: FloorFacts) -> dict[str, str]:
    """Who may be named: nobody once the meeting is over."""
    if not on.in_session:
        return {}
    found: set[str] = set()
    for it in (facts.floor.motion, facts.floor.amendment):
        if it is not None:
            found |= {it.mover, *(hand.resident for hand in it.hands)}
            found |= {it.speech.resident} if it.speech is not None else set()
    return dict(names_of(tx, on.community_id, found))


def _pending(facts: FloorFacts, it: Question | None, names: dict[str, str]) -> Pending | None:
    if it is None:
        return None
    item = facts.found(it.motion)
    return Pending(
        number=item.number if item else 0,
        title=item.title if item else "",
        text=it.text,
        mover=names.get(it.mover, ""),
        stage=it.stage,
    )


def _speaker(it: Question | None, warning: int, names: dict[str, str]) -> Speaker | None:
    if it is None or it.speech is None:
        return None
    speech = it.speech
    return Speaker(
        name=names.get(speech.resident, ""),
        side=speech.side,
        began_at=speech.began_at,
        ends_at=speech.ends_at,
        warning_at=speech.ends_at - warning,
    )


def _result(facts: FloorFacts) -> Result | None:
    if facts.question is not None and facts.question.is_voted_on:
        return None
    over = facts.floor.over[-1] if facts.floor.over else None
    if over is None or over.show is None or not over.show.closed_at:
        return None
    item = facts.found(over.motion)
    return Result(
        kind=over.kind,
        number=item.number if item else 0,
        title=item.title if item else "",
        outcome=over.outcome,
        yes=over.show.yes,
        no=over.show.no,
        came=over.show.came,
    )
