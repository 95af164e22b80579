"""Second persons: who could give what only somebody else may give, and where there is nobody.

Roles are looked at as they are now, so one that was revoked meanwhile is missed at once. Somebody who
has not joined cannot act, and does not count.
"""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, residents, roles
from council.kernel.policy import MATRIX

#: States of a poll before its certificate: somebody must be there for it.
AHEAD = ("draft", "announced", "open", "closed", "counted")
#: Said where nobody at all holds such a role.
NOBODY = "—"


class Seconds:
    """Everybody on the staff who has joined, by role, read once."""

    def __init__(self, tx: Transaction, community_id: str) -> None:
        """Read a community's staff."""
        r, o, a = residents.c, roles.c, accounts.c
        rows = tx.connection.execute(
            select(r.id, r.name, o.role)
            .join_from(
                roles, residents, (r.community_id == o.community_id) & (r.id == o.resident_id)
            )
            .join(accounts, (a.community_id == r.community_id) & (a.resident_id == r.id))
            .where(o.community_id == community_id)
            .order_by(r.ref)
        ).all()
        self._held = [(row.id, row.name, row.role) for row in rows]

    def missing(self, verb: str, *besides: str | None) -> str:
        """Name those who hold a role for a verb but are involved; empty where another could act."""
        holders = {
            resident_id: name for resident_id, name, role in self._held if role in MATRIX[verb]
        }
        if holders.keys() - set(besides):
            return ""
        return "、".join(holders.values()) or NOBODY
