"""Reading polls: what several verbs need."""

from pydantic import TypeAdapter
from sqlalchemy import func, select

from council.kernel.database.records import read_all, record_by
from council.kernel.database.transaction import Transaction
from council.polls.budgets.counting import BudgetResult
from council.polls.poll import Poll
from council.polls.ranking import RankingResult
from council.polls.ratification import FirstClose, RatificationResult
from council.polls.rules import PollOption
from council.polls.tables import poll_options, polls
from council.rules.poll_kinds import RATIFICATION
from council.rules.profile import RuleProfile
from council.rules.records import kept_rules

RANKING_RESULTS = TypeAdapter(RankingResult)
BUDGET_RESULTS = TypeAdapter(BudgetResult)
RATIFICATION_RESULTS = TypeAdapter(RatificationResult)
FIRST_CLOSES = TypeAdapter(FirstClose)


def poll_by(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str | int
) -> Poll | None:
    """Find a poll by ``number=…`` or ``id=…``; ``lock`` takes it before it is judged."""
    return record_by(tx, Poll, polls, community_id, lock=lock, **column)


def known_poll(tx: Transaction, community_id: str, poll_id: str) -> Poll:
    """Read a poll by its id, which something that is kept names."""
    poll = poll_by(tx, community_id, id=poll_id)
    assert poll is not None
    return poll


def options_of(tx: Transaction, community_id: str, poll_id: str) -> tuple[PollOption, ...]:
    """Read the options of a ranking, or the projects of a budget vote, in the order of their letters."""
    t = poll_options.c
    query = (
        select(
            t.letter,
            t.title,
            t.status_quo,
            func.coalesce(t.cost_fen, 0).label("cost_fen"),
            t.body,
            func.coalesce(t.source, "").label("source"),
        )
        .where(t.community_id == community_id, t.poll_id == poll_id)
        .order_by(t.position)
    )
    return read_all(tx, PollOption, query)


def rules_of_poll(tx: Transaction, poll: Poll) -> RuleProfile:
    """Read the rules that a poll was announced under; before that, those of today."""
    return kept_rules(tx, poll.community_id, poll.ruleset)


def takes_chat(tx: Transaction, poll: Poll) -> bool:
    """Whether ballots of a poll may be cast in chat: always in one that does not bind.

    A vote that was announced before rules were kept with polls was announced as one in chat.
    """
    announced_before = poll.ruleset is None and poll.state != "draft"
    return poll.kind != RATIFICATION or announced_before or rules_of_poll(tx, poll).platform_evote


def ranking_result(poll: Poll) -> RankingResult:
    """Read the result of a counted ranking."""
    return RANKING_RESULTS.validate_json(poll.result or "")


def budget_result(poll: Poll) -> BudgetResult:
    """Read the result of a counted budget vote."""
    return BUDGET_RESULTS.validate_json(poll.result or "")


def ratification_result(poll: Poll) -> RatificationResult:
    """Read the result of a counted ratification."""
    return RATIFICATION_RESULTS.validate_json(poll.result or "")
