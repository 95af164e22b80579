"""Counting what a poll's ballots say: the count itself, and every later recount (invariant I6)."""

from typing import Any

from sqlalchemy import Row

from council.kernel.database.transaction import Transaction
from council.polls.electorate.reads import frozen_roll, owner_ballots, standing_orders
from council.polls.hooks import DELIVERED
from council.polls.ranking import RankingResult, count_ranking
from council.polls.ratification import RatificationResult, count_ratified
from council.polls.view import RANKING_RESULTS, RATIFICATION_RESULTS, options_of
from council.rules.poll_kinds import RANKING
from council.rules.records import rules_of_poll


def result_of(tx: Transaction, row: Row[Any]) -> RankingResult | RatificationResult:
    """Count the ballots that stand; the same rows give the same result at any time.

    Raises ValueError (KeyError where a ballot's slot is unknown) for rows that nobody could have
    cast; only a damaged record has them.
    """
    if row.kind == RANKING:
        return count_ranking(
            standing_orders(tx, row.community_id, row.id),
            options=options_of(tx, row.community_id, row.id),
            roll=row.roll_size,
            lot_seed=row.lot_seed,
        )
    rules = rules_of_poll(tx, row)
    return count_ratified(
        frozen_roll(tx, row.community_id, row.id),
        owner_ballots(tx, row.community_id, row.id),
        legal_class=row.legal_class,
        rules=rules,
        delivered=DELIVERED(tx, row, rules.silence),
    )


def result_json(result: RankingResult | RatificationResult) -> str:
    """Write a result as ``polls.result`` keeps it."""
    if isinstance(result, RankingResult):
        return RANKING_RESULTS.dump_json(result).decode()
    return RATIFICATION_RESULTS.dump_json(result).decode()
