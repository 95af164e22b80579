"""The ballots of a certified ranking or budget vote, grouped, so that anybody's program can count them again.

Each order stands once with how many gave it: no names, no slots, no times. Before a second person
has certified the count, and ever after where an order was given by fewer than three, none is told.
"""

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.polls.budgets.counting import pabulib_of
from council.polls.budgets.rules import KNAPSACK
from council.polls.electorate.reads import standing_orders
from council.polls.ranking import may_be_shown, profile_of
from council.polls.records import options_of, poll_by
from council.polls.recount import budget_vote
from council.rules.poll_kinds import ADVISORY, BUDGET
from voting.profile import Profile

CERTIFIED = "certified"


@value
class PublicBallots:
    """What a poll was about, and its ballots: those of a ranking, or as a Pabulib file."""

    title: str
    profile: Profile | None
    pabulib: str = ""


def ballots_of(tx: Transaction, community_id: str, *, number: int) -> PublicBallots | None:
    """Tell the ballots of a poll that is certified; None where there are none to tell."""
    poll = poll_by(tx, community_id, number=number)
    if poll is None or poll.kind not in ADVISORY or poll.state != CERTIFIED:
        return None
    orders = standing_orders(tx, community_id, poll.id)
    if not may_be_shown(orders):
        return None
    if poll.kind == BUDGET:
        written = pabulib_of(
            budget_vote(tx, poll), title=poll.title, knapsack=poll.ballot == KNAPSACK
        )
        return PublicBallots(title=poll.title, profile=None, pabulib=written)
    options = options_of(tx, community_id, poll.id)
    return PublicBallots(title=poll.title, profile=profile_of(orders, options=options))
