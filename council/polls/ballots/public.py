"""The ballots of a certified ranking, grouped, so that anybody's program can count them again.

Each order stands once with how many gave it: no names, no slots, no times. Before a second person
has certified the count, and ever after where an order was given by fewer than three, none is told.
"""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.polls.electorate.reads import standing_orders
from council.polls.ranking import may_be_shown, profile_of
from council.polls.records import options_of
from council.polls.tables import polls
from council.rules.poll_kinds import RANKING
from voting.profile import Profile

CERTIFIED = "certified"


@value
class PublicBallots:
    """What a poll was about, and its ballots."""

    title: str
    profile: Profile


def ballots_of(tx: Transaction, community_id: str, *, number: int) -> PublicBallots | None:
    """Tell the ballots of a ranking that is certified; None where there are none to tell."""
    p = polls.c
    row = tx.connection.execute(
        select(p.id, p.title).where(
            p.community_id == community_id,
            p.number == number,
            p.kind == RANKING,
            p.state == CERTIFIED,
        )
    ).one_or_none()
    if row is None:
        return None
    orders = standing_orders(tx, community_id, row.id)
    if not may_be_shown(orders):
        return None
    options = options_of(tx, community_id, row.id)
    return PublicBallots(title=row.title, profile=profile_of(orders, options=options))
