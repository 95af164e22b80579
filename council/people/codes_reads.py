"""Who has no chat account yet, and when codes were last issued."""

from sqlalchemy import func, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import check
from council.kernel.refusals import Refusal
from council.kernel.values import Person, value
from council.people.tables import join_codes


@value
class CodesView:
    """How many on the list have not joined; ``last_issued_at`` is 0 before the first codes."""

    people: int
    not_joined: int
    last_issued_at: int


def view_codes(tx: Transaction, who: Person) -> CodesView | Refusal:
    """How many slips there are to print."""
    refusal = check(who, "codes.issue")
    if refusal is not None:
        return refusal
    t = residents.c
    mine = select(func.count()).where(t.community_id == who.community_id)
    return CodesView(
        people=tx.connection.scalar(mine) or 0,
        not_joined=tx.connection.scalar(mine.where(t.joined_at.is_(None))) or 0,
        last_issued_at=last_issued_at(tx, who.community_id),
    )


def last_issued_at(tx: Transaction, community_id: str) -> int:
    """When the newest codes of a community were issued; 0 where there are none."""
    query = select(func.max(join_codes.c.issued_at)).where(
        join_codes.c.community_id == community_id
    )
    return tx.connection.scalar(query) or 0
