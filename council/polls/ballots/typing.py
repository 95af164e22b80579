"""What was typed as a ballot: an order of options, or the projects of a budget vote."""

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.polls.budgets.rules import Terms, terms_of
from council.polls.poll import Poll
from council.polls.ranking import Order, ranking_content, typed_order
from council.polls.records import options_of
from council.rules.poll_kinds import BUDGET


def terms(tx: Transaction, poll: Poll) -> Terms:
    """Read the terms of a budget vote."""
    options = options_of(tx, poll.community_id, poll.id)
    return terms_of(options, ballot=poll.ballot, pot_fen=poll.pot_fen)


def typed(tx: Transaction, poll: Poll, text: str) -> Order | str:
    """Read it, or tell the key of what is wrong with it."""
    if poll.kind == BUDGET:
        return terms(tx, poll).typed(text)
    letters = [option.letter for option in options_of(tx, poll.community_id, poll.id)]
    return typed_order(text, letters)


def typed_content(tx: Transaction, poll: Poll, text: str) -> str | Refusal:
    """Read what stands on a paper as the ballot that it becomes."""
    order = typed(tx, poll, text)
    if isinstance(order, str):
        known = " ".join(each.letter for each in options_of(tx, poll.community_id, poll.id))
        kind = "projects" if poll.kind == BUDGET else "typed"
        return refuse(f"ballot.{kind}_{order}", known=known)
    return terms(tx, poll).written(order) if poll.kind == BUDGET else ranking_content(order)
