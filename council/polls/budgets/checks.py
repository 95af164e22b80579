"""The invariant of budget votes: nobody could have cast, or been asked, what no form would take."""

from collections.abc import Iterator

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.findings import Finding, finding
from council.polls.budgets.rules import YUAN, Terms, terms_of
from council.polls.budgets.sources import is_there
from council.polls.checks import polls_by_slug
from council.polls.poll import Poll
from council.polls.ranking import order_of
from council.polls.records import options_of
from council.polls.tables import ballots, polls
from council.rules.poll_kinds import BUDGET


def i33_budget_ballots_could_be_cast(tx: Transaction) -> Finding:
    """Every ballot of a budget vote is one that its terms take; its projects fit the pot."""
    asked = polls_by_slug(tx, polls.c.kind == BUDGET)
    broken = [
        f"{slug} poll {poll.number}: {wrong}" for slug, poll in asked for wrong in _wrong(tx, poll)
    ]
    return finding(
        "I33", "budget votes: ballots, costs and pots fit", checked=len(asked), broken=broken
    )


def _wrong(tx: Transaction, poll: Poll) -> Iterator[str]:
    options = options_of(tx, poll.community_id, poll.id)
    terms = terms_of(options, ballot=poll.ballot, pot_fen=poll.pot_fen)
    for each in options:
        if not 0 < each.cost_fen <= terms.pot_fen or each.cost_fen % YUAN:
            yield f"{each.letter} costs what the pot cannot pay"
        if each.source and not is_there(tx, poll.community_id, each.source):
            yield f"{each.letter} came from {each.source}, which is nowhere"
    b = ballots.c
    cast = tx.connection.scalars(
        select(b.content)
        .where(b.community_id == poll.community_id, b.poll_id == poll.id, b.content != "")
        .distinct()
    )
    many = sum(not _takes(terms, content) for content in cast)
    if many:
        yield f"{many} ballots that it does not take"


def _takes(terms: Terms, content: str) -> bool:
    """Whether a ballot names projects once each, within the pot, and is written as we write it."""
    try:
        order = order_of(content)
        letters = [letter for group in order for letter in group]
        once = len(set(letters)) == len(letters) > 0
        return once and terms.fits(order) and terms.written(order) == content
    except (KeyError, TypeError, ValueError):
        return False
