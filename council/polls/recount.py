"""Counting what a poll's ballots say: the count itself, and every later recount (invariant I6)."""

from council.kernel.database.transaction import Transaction
from council.polls.budgets.counting import BudgetResult, count_budget, vote_of
from council.polls.electorate.reads import frozen_roll, owner_ballots, standing_orders
from council.polls.hooks import DELIVERED
from council.polls.poll import Poll
from council.polls.ranking import RankingResult, count_ranking
from council.polls.ratification import RatificationResult, count_ratified
from council.polls.records import (
    BUDGET_RESULTS,
    RANKING_RESULTS,
    RATIFICATION_RESULTS,
    options_of,
    rules_of_poll,
)
from council.rules.poll_kinds import BUDGET, RANKING
from voting.budget import BudgetVote

Result = RankingResult | BudgetResult | RatificationResult


def result_of(tx: Transaction, poll: Poll) -> Result:
    """Count the ballots that stand; the same rows give the same result at any time.

    Raises ValueError (KeyError where a ballot's slot is unknown) for rows that nobody could have
    cast; only a damaged record has them.
    """
    if poll.kind == RANKING:
        return count_ranking(
            standing_orders(tx, poll.community_id, poll.id),
            options=options_of(tx, poll.community_id, poll.id),
            roll=poll.roll_size,
            lot_seed=poll.lot_seed,
        )
    if poll.kind == BUDGET:
        vote = budget_vote(tx, poll)
        return count_budget(vote, roll=poll.roll_size, lot_seed=poll.lot_seed)
    rules = rules_of_poll(tx, poll)
    return count_ratified(
        frozen_roll(tx, poll.community_id, poll.id),
        owner_ballots(tx, poll.community_id, poll.id),
        legal_class=poll.legal_class,
        rules=rules,
        delivered=DELIVERED(tx, poll, rules.silence),
    )


def budget_vote(tx: Transaction, poll: Poll) -> BudgetVote:
    """Gather the standing ballots of a budget vote as they are counted."""
    return vote_of(
        standing_orders(tx, poll.community_id, poll.id),
        options=options_of(tx, poll.community_id, poll.id),
        pot_fen=poll.pot_fen or 0,
        ballot=poll.ballot or "",
        lot_seed=poll.lot_seed,
    )


def result_json(result: Result) -> str:
    """Write a result as ``polls.result`` keeps it."""
    if isinstance(result, RankingResult):
        return RANKING_RESULTS.dump_json(result).decode()
    if isinstance(result, BudgetResult):
        return BUDGET_RESULTS.dump_json(result).decode()
    return RATIFICATION_RESULTS.dump_json(result).decode()
