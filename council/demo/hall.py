"""A slip of paper for whoever tries the demo: a fresh join code of a resident who has none yet."""

from sqlalchemy import exists, select

from council.demo.town import SLUG
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, communities, residents
from council.kernel.refusals import Refusal
from council.kernel.values import OPERATOR
from council.people.commands import IssueCodes
from council.people.tables import join_codes


def _somebody(tx: Transaction) -> tuple[str, str] | None:
    """Tell the community and the first grown-up on the list who has neither joined nor a code."""
    r, a, j = residents.c, accounts.c, join_codes.c
    bound = exists().where(a.community_id == r.community_id, a.resident_id == r.id)
    coded = exists().where(j.community_id == r.community_id, j.resident_id == r.id)
    row = tx.connection.execute(
        select(r.community_id, r.ref)
        .join(communities, communities.c.id == r.community_id)
        .where(communities.c.slug == SLUG, r.adult == 1, ~bound, ~coded)
        .order_by(r.ref)
        .limit(1)
    ).one_or_none()
    return None if row is None else (row.community_id, row.ref)


async def slip(app: App) -> str | None:
    """Issue a code; tells what its QR code bears. None: everybody has joined."""
    found = await app.bus.read(_somebody)
    if found is None:
        return None
    community_id, ref = found
    issued = await app.bus.ask(IssueCodes(actor=OPERATOR, community_id=community_id, refs=(ref,)))
    return None if isinstance(issued, Refusal) else issued.codes[0].payload
