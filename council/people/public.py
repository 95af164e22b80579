"""Communities, as their visitors know them."""

from sqlalchemy import select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.values import value


@value
class Community:
    """One community: its address part, its name, and how its pages speak unless asked otherwise."""

    id: str
    slug: str
    name: str
    locale: str
    timezone: str
    demo: bool


def every(tx: Transaction) -> tuple[Community, ...]:
    """Tell all communities of this installation, oldest first."""
    c = communities.c
    return read_all(tx, Community, select(communities).order_by(c.created_at, c.id))
