"""Moving a motion along its lifecycle: what polls, meetings and the staff's own verbs share."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, insert, select, update

from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.acts import MOTION_MOVES
from council.motions.motion import Motion
from council.motions.origins import Origin
from council.motions.reads import facts_of
from council.motions.records import motion_by
from council.motions.rules import FINAL, MOTION, put_from
from council.motions.tables import motion_origins, motions
from council.proposals.moving import decide as decide_proposal
from council.proposals.tables import proposals
from council.rules.power_list.records import kept_in_force


def insert_motion(
    tx: Transaction,
    who: Person,
    *,
    title: str,
    body: str,
    legal_class: str,
    addressee: str = "",
    proposal_id: str = "",
    from_poll_id: str = "",
    origin: Origin | None = None,
    matter: str = "",
) -> Motion:
    """Keep a new motion as ``drafted``; the caller has judged its words and its petition.

    ``matter`` is a kind of matter of the power-and-duty list in force.
    """
    motion_id = tx.new_id()
    row = {
        "community_id": who.community_id,
        "id": motion_id,
        "number": next_number(tx, who.community_id, "motion"),
        "title": title,
        "body": body,
        "legal_class": legal_class,
        "addressee": addressee or None,
        "proposal_id": proposal_id or None,
        "from_poll_id": from_poll_id or None,
        "state": "drafted",
        "drafted_by": who.id,
        "drafted_at": tx.now,
        "changed_at": tx.now,
        **_of_matter(tx, who, matter),
    }
    tx.connection.execute(insert(motions), [row])
    told = {} if origin is None else _keep_origin(tx, who, motion_id, origin)
    if matter:
        told["matter"] = matter
    record(tx, who, "motion.draft", "motion", motion_id, legal_class=legal_class, **told)
    made = motion_by(tx, who.community_id, id=motion_id)
    assert made is not None
    return made


def _of_matter(tx: Transaction, who: Person, matter: str) -> dict[str, str | int]:
    """Name a kind of matter with the version of the list that says whose it is."""
    if not matter:
        return {}
    return {"matter": matter, "power_list": kept_in_force(tx, who).version.number}


def _keep_origin(
    tx: Transaction, who: Person, motion_id: str, origin: Origin
) -> dict[str, str | int]:
    """Keep who moved it, with the judgement of a petition; tells both for the act."""
    signed = {} if origin.petition is None else asdict(origin.petition)
    told = {"mover": origin.mover, **signed}
    row = {"community_id": who.community_id, "motion_id": motion_id, **told}
    tx.connection.execute(insert(motion_origins), [row])
    return told


def draft_from_poll(
    tx: Transaction,
    who: Person,
    *,
    poll_id: str,
    proposal_id: str,
    title: str,
    body: str,
    legal_class: str,
    matter: str = "",
) -> Motion:
    """Draft the yes/no motion that a ranking has singled out (docs/rules.md#rankings)."""
    return insert_motion(
        tx,
        who,
        title=title,
        body=body,
        legal_class=legal_class,
        proposal_id=proposal_id,
        from_poll_id=poll_id,
        matter=matter,
    )


def put_to_poll(tx: Transaction, who: Person, motion_id: str) -> Motion | Refusal:
    """Put a motion to a poll. One that is already put stays so (its first poll was annulled)."""
    motion = motion_by(tx, who.community_id, id=motion_id, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    if motion.state == "put":
        return motion
    after = put_from(motion.state, motion.legal_class)
    return after if isinstance(after, Refusal) else set_state(tx, who, motion, "put", after)


def carry(
    tx: Transaction, who: Person, motion_id: str, *, told: Select[Any] | None = None
) -> Motion | Refusal:
    """Note that the certified poll carried the motion; ``told`` hear of the result itself."""
    return _decide(tx, who, motion_id, "carry", told)


def lose(
    tx: Transaction, who: Person, motion_id: str, *, told: Select[Any] | None = None
) -> Motion | Refusal:
    """Note that the certified poll did not carry the motion; ``told`` hear of it anyway."""
    return _decide(tx, who, motion_id, "lose", told)


def _decide(
    tx: Transaction, who: Person, motion_id: str, verb: str, told: Select[Any] | None
) -> Motion | Refusal:
    motion = motion_by(tx, who.community_id, id=motion_id, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    moved = advance(tx, who, motion, verb)
    if isinstance(moved, Motion):
        settle_proposal(tx, who, moved, told=told)
    return moved


def movable(tx: Transaction, who: Person, number: int, move: str) -> Motion | Refusal:
    """Lock a motion, and ask the guard of a move; the motion, if the move is open."""
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    if motion is None:
        return refuse("motion.unknown")
    return MOTION_MOVES.refusal(move, facts_of(tx, motion, who)) or motion


def take(tx: Transaction, who: Person, number: int, move: str) -> Motion | Refusal:
    """Make a move that is one arrow of the lifecycle, if it is open."""
    motion = movable(tx, who, number, move)
    return motion if isinstance(motion, Refusal) else advance(tx, who, motion, move)


def advance(tx: Transaction, who: Person, motion: Motion, verb: str) -> Motion | Refusal:
    """Take one arrow of the lifecycle; the row is locked by the caller."""
    after = MOTION.after(verb, motion.state)
    return after if isinstance(after, Refusal) else set_state(tx, who, motion, verb, after)


def set_state(tx: Transaction, who: Person, motion: Motion, verb: str, after: str) -> Motion:
    """Keep a state that a rule allowed, with its act."""
    tx.connection.execute(
        update(motions)
        .where(motions.c.community_id == who.community_id, motions.c.id == motion.id)
        .values(state=after, changed_at=tx.now)
    )
    record(tx, who, f"motion.{verb}", "motion", motion.id, before=motion.state, after=after)
    moved = motion_by(tx, who.community_id, id=motion.id)
    assert moved is not None
    return moved


def settle_proposal(
    tx: Transaction, who: Person, motion: Motion, *, told: Select[Any] | None = None
) -> None:
    """Once no motion made from a proposal is open any more, the proposal is decided."""
    if not motion.proposal_id:
        return
    t, p = motions.c, proposals.c
    open_motion = tx.connection.execute(
        select(t.id)
        .where(
            t.community_id == who.community_id,
            t.proposal_id == motion.proposal_id,
            t.state.not_in(FINAL),
        )
        .limit(1)
    ).one_or_none()
    state = tx.connection.scalar(
        select(p.state).where(p.community_id == who.community_id, p.id == motion.proposal_id)
    )
    if open_motion is None and state in ("seconded", "on_agenda"):
        refusal = decide_proposal(tx, who, motion.proposal_id, told=told)
        assert refusal is None, "a proposal that was moved can be decided"
