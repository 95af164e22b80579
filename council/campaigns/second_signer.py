"""Money that waits for a second person: told to whoever may sign, campaign by campaign."""

from sqlalchemy import Table, func, select

from council.campaigns.keepers.records import keeps_no
from council.campaigns.tables import campaigns
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.todos import Todo
from council.kernel.values import Person


def waiting_for_another(
    tx: Transaction, who: Person, rows_of: Table, *, state: str, by: str, key: str, verb: str
) -> list[Todo]:
    """Tell what of a table waits for this person, a line for each campaign.

    ``state`` is that of rows that wait, ``by`` the column of who did the first half: nobody is asked
    to sign their own. ``key`` words the line, ``verb`` is what its button presses.
    """
    t, c = rows_of.c, campaigns.c
    rows = tx.connection.execute(
        select(c.number, c.title, func.count().label("n"), total(t.amount_fen).label("fen"))
        .join(campaigns, (t.community_id == c.community_id) & (t.campaign_id == c.id))
        .where(
            t.community_id == who.community_id,
            t.state == state,
            t[by] != who.id,
            keeps_no(who.id, "cashier", "auditor"),
        )
        .group_by(c.number, c.title)
        .order_by(c.number)
    )
    return [
        Todo(
            key=key,
            verb=verb,
            by=tx.now,
            params={"number": row.number, "title": row.title, "n": row.n, "total_fen": row.fen},
            arguments=(row.number,),
        )
        for row in rows
    ]
