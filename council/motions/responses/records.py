"""Steps of a response 答复 as they are kept, and the parties with somebody in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, Table, case, exists, func, insert, select, union

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import roles
from council.kernel.values import Person, value
from council.motions.motion import Motion
from council.motions.responses.ladder import OVERDUE, Rung
from council.motions.responses.response import Response
from council.motions.responses.steps import Step
from council.motions.responses.tables import response_ratings, response_steps
from council.motions.tables import responses
from council.proposals.tables import proposals, seconds
from council.rules.power_list.matter import PARTIES

Mark = tuple[str, str, int]


@value
class _Sits:
    community_id: str
    role: str


@value
class _Taken:
    community_id: str
    response_id: str
    step: str
    party: str
    about: int


def sitting(tx: Transaction, community_id: str) -> frozenset[str]:
    """Tell the parties in which somebody sits."""
    return sitting_everywhere(tx, [community_id])[community_id]


def sitting_everywhere(
    tx: Transaction, communities: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Tell the same of several communities."""
    r = roles.c
    query = (
        select(r.community_id, r.role)
        .where(r.community_id.in_(list(communities)), r.role.in_(PARTIES))
        .distinct()
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_all(tx, _Sits, query):
        found[row.community_id].add(row.role)
    return defaultdict(frozenset, {key: frozenset(each) for key, each in found.items()})


def steps_of(tx: Transaction, response: Response) -> tuple[Step, ...]:
    """Read the steps of a response, the earliest first."""
    t = response_steps.c
    query = (
        select(response_steps)
        .where(t.community_id == response.community_id, t.response_id == response.id)
        .order_by(t.at, t.noted_at, t.id)
    )
    return read_all(tx, Step, query)


def taken_everywhere(
    tx: Transaction, waiting: Collection[Response]
) -> Mapping[tuple[str, str], frozenset[Mark]]:
    """Tell the steps that the clock took for some responses: (community, response) → marks."""
    t = response_steps.c
    query = select(t.community_id, t.response_id, t.step, t.party, t.about).where(
        t.community_id.in_({each.community_id for each in waiting}),
        t.response_id.in_([each.id for each in waiting]),
        t.about.is_not(None),
    )
    found: dict[tuple[str, str], set[Mark]] = defaultdict(set)
    for row in read_all(tx, _Taken, query):
        found[row.community_id, row.response_id].add((row.step, row.party, row.about))
    return defaultdict(frozenset, {key: frozenset(each) for key, each in found.items()})


def keep_step(
    tx: Transaction,
    response: Response,
    step: str,
    *,
    party: str,
    who: Person | None = None,
    note: str = "",
    rung: Rung | None = None,
    meeting: int = 0,
) -> None:
    """Keep one step; a ``rung`` is one that the clock takes. The caller notes the act."""
    row = {
        "community_id": response.community_id,
        "id": tx.new_id(),
        "response_id": response.id,
        "step": step,
        "party": party,
        "at": tx.now if rung is None else rung.at,
        "about": None if rung is None else rung.about,
        "noted_at": tx.now,
        "taken_by": None if who is None else who.id,
        "note": note or None,
        "meeting": meeting or None,
    }
    tx.connection.execute(insert(response_steps), [row])


def lateness_told() -> Any:
    """The condition that it was told that a response of the query is late as it stands."""
    r, t = responses.c, response_steps.c
    first = case((r.acknowledge_by < r.answer_by, r.acknowledge_by), else_=r.answer_by)
    due = case(
        (r.state == "asked", first),
        (r.state == "answered", func.coalesce(r.plan_by, 0)),
        else_=r.answer_by,
    )
    return exists(
        select(t.id).where(
            t.community_id == r.community_id,
            t.response_id == r.id,
            t.step == OVERDUE,
            t.about == due,
        )
    )


def rating_of(tx: Transaction, response: Response, resident_id: str) -> str:
    """Tell how content somebody said that they are; empty: not yet."""
    t = response_ratings.c
    said = tx.connection.scalar(
        select(t.level).where(
            t.community_id == response.community_id,
            t.response_id == response.id,
            t.resident_id == resident_id,
        )
    )
    return said or ""


def levels_of(tx: Transaction, response: Response) -> tuple[str, ...]:
    """Tell how content those are who said so."""
    t = response_ratings.c
    query = select(t.level).where(
        t.community_id == response.community_id, t.response_id == response.id
    )
    return tuple(tx.connection.scalars(query))


def movers_of(tx: Transaction, motion: Motion) -> frozenset[str]:
    """Tell who asked, by id: the author of the proposal, and who seconded it."""
    return frozenset(tx.connection.scalars(union(*movers(motion))))


def movers(motion: Motion) -> tuple[Select[Any], ...]:
    """Select the ids of those who asked."""
    author = select(proposals.c.author_id).where(this_proposal(motion))
    return author, of_proposal(seconds, motion)


def this_proposal(motion: Motion) -> Any:
    """The condition that a proposal is the one that a motion was made from."""
    p = proposals.c
    return (p.community_id == motion.community_id) & (p.id == motion.proposal_id)


def of_proposal(table: Table, motion: Motion) -> Select[Any]:
    """Select the ids of the residents that a table names about a motion's proposal."""
    t = table.c
    return select(t.resident_id).where(
        t.community_id == motion.community_id, t.proposal_id == motion.proposal_id
    )
