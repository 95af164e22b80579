"""Where the projects of a budget vote come from: proposals, and motions with the cost that was answered."""

from sqlalchemy import and_, func, select

from council.kernel.database.transaction import Transaction
from council.motions.tables import motions, responses
from council.polls.budgets.rules import YUAN, Project, Source
from council.polls.rules import OPTION_LENGTH
from council.proposals.rules import PUBLIC
from council.proposals.tables import proposals

#: How many are offered, the newest first.
OFFERED = 12
#: States of a motion in which nobody can read it, or it is no project any more.
_HIDDEN = ("drafted", "withdrawn")


def source_of(tx: Transaction, community_id: str, root: str) -> Source | None:
    """Find what a root leads to: a proposal's title; a motion's, with the cost of its answer."""
    number = int(root[1:])
    if root.startswith("p"):
        p = proposals.c
        mine = (p.community_id == community_id, p.number == number)
        shown = p.state.in_(sorted(PUBLIC))
        title = tx.connection.scalar(select(p.title).where(*mine, shown))
        return None if title is None else Source(title=title)
    m, r = motions.c, responses.c
    row = tx.connection.execute(
        select(m.title, r.cost_fen)
        .outerjoin(responses, and_(r.community_id == m.community_id, r.motion_id == m.id))
        .where(m.community_id == community_id, m.number == number, m.state.not_in(_HIDDEN))
    ).one_or_none()
    return None if row is None else Source(title=row.title, cost_fen=_yuan(row.cost_fen or 0))


def is_there(tx: Transaction, community_id: str, root: str) -> bool:
    """Whether a root names a proposal or motion that was ever made."""
    table = proposals if root.startswith("p") else motions
    mine = (table.c.community_id == community_id, table.c.number == int(root[1:]))
    return tx.connection.scalar(select(table.c.id).where(*mine)) is not None


def costed(tx: Transaction, community_id: str, *, most_fen: int) -> tuple[Project, ...]:
    """List the newest motions for which the answer named a cost that the pot could pay."""
    m, r = motions.c, responses.c
    rows = tx.connection.execute(
        select(m.number, m.title, r.cost_fen)
        .join(responses, and_(r.community_id == m.community_id, r.motion_id == m.id))
        .where(
            m.community_id == community_id,
            m.state.not_in(_HIDDEN),
            r.cost_fen > 0,
            r.cost_fen <= most_fen,
            func.length(m.title) <= OPTION_LENGTH,
        )
        .order_by(m.number.desc())
        .limit(OFFERED)
    )
    return tuple(
        Project(title=row.title, cost_fen=_yuan(row.cost_fen), source=f"m{row.number}")
        for row in rows
    )


def _yuan(fen: int) -> int:
    """Round a cost up to whole yuan."""
    return -(-fen // YUAN) * YUAN
