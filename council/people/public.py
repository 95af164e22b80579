"""Communities, as their visitors know them."""

from sqlalchemy import select

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
    rows = tx.connection.execute(
        select(c.id, c.slug, c.name, c.locale, c.timezone, c.demo).order_by(c.created_at, c.id)
    )
    return tuple(
        Community(
            id=row.id,
            slug=row.slug,
            name=row.name,
            locale=row.locale,
            timezone=row.timezone,
            demo=bool(row.demo),
        )
        for row in rows
    )
