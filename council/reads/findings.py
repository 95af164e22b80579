"""What a test of the record finds, and how it is said in a line for the operator."""

from typing import Any, Literal

from sqlalchemy import and_, func, select

from council.domain.values import value
from council.storage.tables.people import communities
from council.storage.tables.polls import polls
from council.storage.transaction import Transaction

State = Literal["holds", "broken", "nothing"]


@value
class Finding:
    """What was found about one invariant; ``text`` is one line for the operator."""

    name: str
    state: State
    text: str


def finding(name: str, what: str, *, checked: int, broken: list[str]) -> Finding:
    """Say how it stands: ``checked`` things, of which ``broken`` names those that fail."""
    if broken:
        more = f" and {len(broken) - 3} more" if len(broken) > 3 else ""  # noqa: PLR2004 - three are named
        return Finding(name=name, state="broken", text=f"{what}: {'; '.join(broken[:3])}{more}")
    if checked == 0:
        return Finding(name=name, state="nothing", text=f"{what}: nothing to check yet")
    return Finding(name=name, state="holds", text=f"{what}: {checked} checked")


def count(tx: Transaction, table: Any, *wanted: Any) -> int:
    return tx.connection.scalar(select(func.count()).select_from(table).where(*wanted)) or 0


def poll_of(child: Any) -> Any:
    return and_(polls.c.community_id == child.c.community_id, polls.c.id == child.c.poll_id)


def polls_named(tx: Transaction, query: Any) -> list[str]:
    """Name polls as an operator knows them; ``query`` selects slug, number and ``n``."""
    rows = tx.connection.execute(query)
    return [f"{row.slug} poll {row.number}: {row.n}" for row in rows]


def by_poll(child: Any, *wanted: Any) -> Any:
    """Count rows of ``child`` for each poll."""
    return (
        select(communities.c.slug, polls.c.number, func.count().label("n"))
        .select_from(child)
        .join(polls, poll_of(child))
        .join(communities, communities.c.id == polls.c.community_id)
        .where(*wanted)
        .group_by(communities.c.slug, polls.c.number)
        .order_by(communities.c.slug, polls.c.number)
    )
