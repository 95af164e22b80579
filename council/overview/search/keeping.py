"""Keeping the index up: before somebody searches, whatever acts have touched since is read anew.

So nothing that residents do waits for the index, and what is found is as new as the question.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from sqlalchemy import func, insert, select, update

from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.tables import acts
from council.overview.search.index import index_of
from council.overview.search.sources import SOURCES, PublicText, touched
from council.overview.search.tables import searched_until

#: So many acts are taken into account in one transaction, and so many texts written at once.
ACTS, TEXTS = 1_000, 500


def keep_up(app: App) -> None:
    """Bring the index up to the newest act of every community. Blocks; for who only reads."""
    while True:
        waiting = app.bus.read_now(behind)
        if not waiting:
            return
        for community_id in waiting:
            app.bus.submit_run(partial(catch_up, community_id=community_id)).result()


def behind(tx: Transaction) -> tuple[str, ...]:
    """Tell the communities that have acts of which the index does not know."""
    a, u = acts.c, searched_until.c
    newest = (
        select(func.max(a.number))
        .where(a.community_id == communities.c.id)
        .correlate(communities)
        .scalar_subquery()
    )
    query = (
        select(communities.c.id)
        .outerjoin(searched_until, u.community_id == communities.c.id)
        .where(func.coalesce(u.act, -1) < func.coalesce(newest, 0))
        .order_by(communities.c.id)
    )
    return tuple(tx.connection.scalars(query))


def catch_up(tx: Transaction, community_id: str) -> int:
    """Take some of the newer acts into account; the first time, all that is public.

    Returns the number of the act that the index now is up to.
    """
    u, a = searched_until.c, acts.c
    mine = u.community_id == community_id
    kept = tx.connection.scalar(select(u.act).where(mine).with_for_update())
    if kept is None:
        newest = select(func.max(a.number)).where(a.community_id == community_id)
        until = int(tx.connection.scalar(newest) or 0)
        row = {"community_id": community_id, "act": until}
        tx.connection.execute(insert(searched_until), [row])
        for source in SOURCES.values():
            _write(tx, community_id, source(tx, community_id, None))
        return until
    newer = tx.connection.execute(
        select(a.number, a.subject_kind, a.subject_id)
        .where(a.community_id == community_id, a.number > kept)
        .order_by(a.number)
        .limit(ACTS)
    ).all()
    if not newer:
        return int(kept)
    subjects = dict.fromkeys((row.subject_kind, row.subject_id) for row in newer)
    for noun, ids in touched(tx, community_id, subjects).items():
        index_of(tx).drop(tx, community_id, noun, ids)
        _write(tx, community_id, SOURCES[noun](tx, community_id, ids))
    until = int(newer[-1].number)
    tx.connection.execute(update(searched_until).where(mine).values(act=until))
    return until


def _write(tx: Transaction, community_id: str, texts: Iterable[PublicText]) -> None:
    for some in _parted(iter(texts)):
        index_of(tx).put(tx, community_id, some)


def _parted(texts: Iterator[PublicText]) -> Iterator[list[PublicText]]:
    while some := list(islice(texts, TEXTS)):
        yield some
