"""Which rules hold in a community."""

from sqlalchemy import select

from council.domain.rule_profiles import RuleProfile
from council.rulebook import rulebook
from council.storage.tables.people import communities
from council.storage.transaction import Transaction


def rules_of(tx: Transaction, community_id: str) -> RuleProfile:
    """Read a community's rule profile.

    Raises KeyError for one that no file describes: the start has refused it (``unknown_profiles``).
    """
    name = tx.connection.scalar(
        select(communities.c.profile).where(communities.c.id == community_id)
    )
    return rulebook()[name or ""]
