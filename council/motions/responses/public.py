"""The rates of the parties for everybody, by calendar quarter; nobody is named."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.motions.responses.rates import Answered, Quarter, quarters
from council.motions.responses.response import Response
from council.motions.responses.rules import ACCEPTED
from council.motions.responses.tables import response_ratings
from council.motions.tables import motions, responses


@value
class Rates:
    """The quarters in which anything fell due, the newest first."""

    quarters: tuple[Quarter, ...]


@value
class _Named:
    id: str
    addressee: str
    state: str


@value
class _Rating:
    response_id: str
    level: str


def rates(tx: Transaction, community_id: str, *, timezone: str) -> Rates:
    """Count the rates of all parties."""
    m, r, t = motions.c, responses.c, response_ratings.c
    named = read_all(
        tx, _Named, select(m.id, m.addressee, m.state).where(m.community_id == community_id)
    )
    of_motion = {each.id: each for each in named}
    levels: dict[str, list[str]] = defaultdict(list)
    ratings = select(t.response_id, t.level).where(t.community_id == community_id)
    for each in read_all(tx, _Rating, ratings):
        levels[each.response_id].append(each.level)
    kept = read_all(tx, Response, select(responses).where(r.community_id == community_id))
    answered = (
        Answered(
            addressee=of_motion[each.motion_id].addressee,
            holder=each.addressee,
            withdrawn=of_motion[each.motion_id].state == "withdrawn",
            acknowledge_by=min(each.acknowledge_by, each.answer_by),
            acknowledged_at=each.acknowledged_at,
            accepted=each.decision in ACCEPTED,
            done_by=each.done_by,
            plan_by=each.plan_by,
            completed_at=each.completed_at,
            levels=tuple(levels[each.id]),
        )
        for each in kept
    )
    return Rates(quarters=quarters(answered, now=tx.now, zone=ZoneInfo(timezone)))
