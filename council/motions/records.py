"""Reading motions and responses: what several verbs need."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, func, select

from council.kernel.database.records import record_by
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.motions.hooks import AT_MEETINGS, IS_POLLED
from council.motions.motion import Motion
from council.motions.origins import PETITION, Origin, Petition
from council.motions.responses.response import Response
from council.motions.responses.rules import clock_of, is_overdue, is_waited_for
from council.motions.tables import motion_origins, motions, responses
from council.proposals.records import proposal_by
from council.rules.legal_classes import track_of
from council.rules.power_list.matter import Ruled
from council.rules.power_list.records import ruled
from council.rules.profile import AnswerHours
from council.rules.records import rules_of


def ruled_of(tx: Transaction, motion: Motion) -> Ruled | None:
    """Tell whose matter a motion is, where it was drafted by the power-and-duty list."""
    if not motion.matter:
        return None
    return ruled(
        tx,
        motion.community_id,
        name=motion.matter,
        legal_class=motion.legal_class,
        version=motion.power_list,
    )


def answer_hours_of(tx: Transaction, motion: Motion) -> AnswerHours:
    """Tell the hours to answer: those of the matter where the list has its own, else the rules'."""
    hours = rules_of(tx, motion.community_id).answer_hours
    found = ruled_of(tx, motion)
    if found is None or not found.matter.hours:
        return hours
    answer = found.matter.hours
    return AnswerHours(acknowledge=min(hours.acknowledge, answer), answer=answer)


def motion_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str | int
) -> Motion | None:
    """Find a motion by one column: ``id=…`` or ``number=…``; ``lock`` keeps others waiting."""
    return record_by(tx, Motion, motions, community_id, lock=lock, **column)


def origin_of(tx: Transaction, community_id: str, motion_id: str) -> Origin | None:
    """Tell who moved a motion that comes from no proposal."""
    t = motion_origins.c
    row = tx.connection.execute(
        select(motion_origins).where(t.community_id == community_id, t.motion_id == motion_id)
    ).one_or_none()
    if row is None:
        return None
    petition = None if row.heads is None else value_from(Petition, row)
    return Origin(mover=row.mover, petition=petition)


def is_extraordinary(tx: Transaction, community_id: str, motion_id: str) -> bool:
    """Whether a motion goes to an extraordinary assembly 临时会议: owners petitioned for it.

    物业管理条例 13. Some places ask for a shorter notice then.
    """
    origin = origin_of(tx, community_id, motion_id)
    return origin is not None and origin.mover == PETITION


def is_put_again(tx: Transaction, motion: Motion) -> bool:
    """Tell whether a motion that was put waits for a new poll: what put it has been annulled.

    An owners' motion is put by its ratification; a ranking only sounds it out. What a running
    meeting has voted on is decided when it ends.
    """
    if motion.state != "put" or any(not vote.fixed for vote in AT_MEETINGS(tx, motion).votes):
        return False
    by_owners = track_of(motion.legal_class) == "owners"
    return not IS_POLLED(tx, motion.community_id, motion.id, by_owners)


def response_of(
    tx: Transaction, community_id: str, motion_id: str, *, lock: bool = False
) -> Response | None:
    """Read the response to an addressed motion."""
    return record_by(tx, Response, responses, community_id, lock=lock, motion_id=motion_id)


def motion_of_proposal(community_id: Any, proposal_id: Any) -> Select[tuple[str]]:
    """Select the motions that stand on a proposal; both may be columns of another table."""
    t = motions.c
    return select(t.id).where(
        t.community_id == community_id, t.proposal_id == proposal_id, t.state != "withdrawn"
    )


#: Columns of a response's clock that have no time at first.
_LATER = ("stopped_at", "plan_by", "planned_at", "completed_at")


def waited_for() -> Any:
    """The condition that something is owed to a motion; both tables stand in the query."""
    return is_waited_for(_response_columns(), motion_state=motions.c.state)


def overdue_now(now: int) -> Any:
    """The condition that a motion's response is late by ``now``; both tables stand in the query."""
    return is_overdue(_response_columns(), motion_state=motions.c.state, now=now)


def _response_columns() -> Any:
    """The columns that the clock judges by; what has no time yet is 0 as it is in a record."""
    t = responses.c
    late = {name: func.coalesce(t[name], 0) for name in _LATER}
    named = {name: t[name] for name in ("state", "acknowledge_by", "answer_by")}
    return SimpleNamespace(**named, **late)


def author_of(tx: Transaction, motion: Motion) -> str:
    """Tell who proposed what a motion was made from, by id; empty where it comes from no proposal."""
    if not motion.proposal_id:
        return ""
    proposal = proposal_by(tx, motion.community_id, id=motion.proposal_id)
    assert proposal is not None, "its id was read from the motion"
    return proposal.author_id


def is_late(tx: Transaction, motion: Motion) -> bool:
    """Whether the addressee owes an answer that is overdue now."""
    owed = response_of(tx, motion.community_id, motion.id)
    return owed is not None and clock_of(owed, motion_state=motion.state, now=tx.now).overdue
