"""Keeping the index up: before somebody searches, whatever acts have touched since is read anew.

So nothing that residents do waits for the index, and what is found is as new as the question.
"""

import time
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.tables import acts
from council.overview.search.index import index_of
from council.overview.search.sources import SOURCES, ids_of, touched
from council.overview.search.tables import searched_until

_NOUNS: Final = tuple(SOURCES)
#: So many acts are taken into account in one transaction, and so many texts read when the index is
#: filled for the first time. One who searches waits no longer for it than so long (s).
ACTS, TEXTS, PATIENCE = 500, 100, 1.0


def keep_up(app: App, *, patience: float = PATIENCE) -> None:
    """Bring the index up to the newest act of every community, or nearer to it. Blocks.

    For who only reads: each step is a transaction of the writer, so that others come in between.
    """
    until = time.monotonic() + patience
    while waiting := app.bus.read_now(behind):
        for community_id in waiting:
            if time.monotonic() >= until:
                return
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
        .where(u.noun.is_not(None) | (func.coalesce(u.act, -1) < func.coalesce(newest, 0)))
        .order_by(communities.c.id)
    )
    return tuple(tx.connection.scalars(query))


def catch_up(tx: Transaction, community_id: str) -> None:
    """Take some of the newer acts into account, or fill some more of an index that is new."""
    u = searched_until.c
    mine = u.community_id == community_id
    kept = tx.connection.execute(
        select(u.act, u.noun, u.after_id).where(mine).with_for_update()
    ).one_or_none()
    if kept is None:
        step: dict[str, Any] = {"community_id": community_id, "noun": _NOUNS[0], "after_id": ""}
        newest = select(func.max(acts.c.number)).where(acts.c.community_id == community_id)
        step["act"] = tx.connection.scalar(newest) or 0
        tx.connection.execute(insert(searched_until), [step])
        return
    if kept.noun is None:
        step = _take_acts(tx, community_id, kept.act)
    else:
        step = _fill(tx, community_id, kept.noun, kept.after_id)
    if step:
        tx.connection.execute(update(searched_until).where(mine).values(**step))


def _fill(tx: Transaction, community_id: str, noun: str, after: str) -> dict[str, Any]:
    """Read some texts of one noun, in the order of their ids; tells how far that is."""
    ids = ids_of(tx, community_id, noun, after=after, limit=TEXTS)
    _renew(tx, community_id, noun, ids)
    if len(ids) == TEXTS:
        return {"after_id": ids[-1]}
    left = _NOUNS[_NOUNS.index(noun) + 1 :]
    return {"noun": left[0] if left else None, "after_id": "" if left else None}


def _take_acts(tx: Transaction, community_id: str, until: int) -> dict[str, Any]:
    """Read anew whatever some acts after one touched; tells the number of the last."""
    a = acts.c
    newer = tx.connection.execute(
        select(a.number, a.subject_kind, a.subject_id)
        .where(a.community_id == community_id, a.number > until)
        .order_by(a.number)
        .limit(ACTS)
    ).all()
    subjects = dict.fromkeys((row.subject_kind, row.subject_id) for row in newer)
    for noun, ids in touched(tx, community_id, subjects).items():
        _renew(tx, community_id, noun, sorted(ids))
    return {"act": newer[-1].number} if newer else {}


def _renew(tx: Transaction, community_id: str, noun: str, ids: Sequence[str]) -> None:
    index = index_of(tx)
    index.drop(tx, community_id, noun, ids)
    index.put(tx, community_id, tuple(SOURCES[noun](tx, community_id, ids)))
