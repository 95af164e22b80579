"""What is told of campaigns that are closed, kept for as long as nothing of theirs can have changed.

A closed campaign's groups are drawn up once by each process that reads. They are kept under all that
they depend on: transfers and requests are only ever added, no request waits, and households change
with the list of residents alone. Whoever writes draws up anew: what they see may yet be undone.
"""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from council.campaigns.ledger.grouping import Course, Group
from council.campaigns.rules import SET_ASIDE
from council.campaigns.tables import refund_requests
from council.kernel.database.engines import only_reads
from council.kernel.database.transaction import Transaction
from council.kernel.tables import acts
from council.kernel.values import value


@value
class Stamp:
    """All that what is told of a closed campaign depends on: equal stamps, equal groups.

    Its course (``waits`` left out), how many gifts and requests there are, and how often the list of
    residents was read in.
    """

    course: Course
    gifts: int
    requests: int
    lists: int


#: By engine and campaign id.
_KEPT: WeakKeyDictionary[Engine, dict[str, tuple[Stamp, tuple[Group, ...]]]] = WeakKeyDictionary()


def stamps(
    tx: Transaction, community_id: str, closed: Mapping[str, tuple[Course, int]]
) -> dict[str, Stamp]:
    """Stamp those of some closed campaigns in which nothing waits: campaign id → stamp.

    ``closed``: campaign id → its course and how many gifts it has.
    """
    if not closed or not only_reads(tx.connection):
        return {}
    q, a = refund_requests.c, acts.c
    rows = tx.connection.execute(
        select(
            q.campaign_id,
            func.count().label("requests"),
            func.count().filter(q.state.in_(SET_ASIDE)).label("waiting"),
        )
        .where(q.community_id == community_id, q.campaign_id.in_(closed))
        .group_by(q.campaign_id)
    )
    requests = {row.campaign_id: (row.requests, row.waiting) for row in rows}
    lists = tx.connection.scalar(
        select(func.count()).where(
            a.community_id == community_id,
            a.subject_id == community_id,
            a.verb == "people.import",
        )
    )
    return {
        its: Stamp(course=course, gifts=gifts, requests=many, lists=int(lists or 0))
        for its, (course, gifts) in closed.items()
        for many, waiting in (requests.get(its, (0, 0)),)
        if not waiting
    }


def kept(tx: Transaction, wanted: Mapping[str, Stamp]) -> dict[str, tuple[Group, ...]]:
    """Find what is kept under these very stamps: campaign id → groups."""
    known = _KEPT.get(tx.connection.engine, {})
    return {
        its: known[its][1]
        for its, stamp in wanted.items()
        if its in known and known[its][0] == stamp
    }


def keep(tx: Transaction, drawn_up: Mapping[str, tuple[Stamp, tuple[Group, ...]]]) -> None:
    """Keep what is told of closed campaigns: campaign id → its stamp and groups."""
    _KEPT.setdefault(tx.connection.engine, {}).update(drawn_up)
