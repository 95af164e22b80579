"""How a budget vote is counted, and its result as it is kept with the poll.

By equal shares with utility by cost, everybody's part raised by one yuan at a time until one more
would overspend; greedy stands beside it. The engine counts in yuan, what is kept is in fen. The
order of the projects, which breaks the last ties, is the lot's: a file with the projects in that
order gives the same result in anybody's hands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from council.kernel.values import value
from council.polls.budgets.rules import RANKED, YUAN
from council.polls.ranking import Order, may_be_shown
from council.polls.rules import PollOption
from voting.budget import BudgetVote, PointBallot, Project, ProjectId
from voting.budget_outcome import (
    BudgetOutcome,
    BudgetTieRule,
    NotBought,
    Payment,
    Purchase,
    Why,
)
from voting.budget_outcome import BudgetTie as TieOfOutcome
from voting.counts import Count, whole
from voting.formats.pabulib import write_pabulib
from voting.methods.equal_shares import EqualSharesRules, count_equal_shares
from voting.methods.greedy import GreedyRules, count_greedy
from voting.outcome import BallotCount
from voting.ties import lot_order

RULES = EqualSharesRules(utility="cost", completion="add1")
#: What so few supporters pay, or lack, could tell whose ballots say what.
FEW = 2


@value
class Paid:
    """So many ``supporters`` paid ``each_fen`` each, a whole number or an exact fraction (``"50/3"``)."""

    each_fen: int | str
    supporters: int


@value
class Funded:
    """A project that is funded, in the order of buying.

    ``points``: its ticks, or the points of its places. ``payments`` from the highest: who could not
    pay the full price paid all that was left. ``left_fen``: what is left of the pot afterwards.
    """

    letter: str
    cost_fen: int
    points: int
    supporters: int
    payments: tuple[Paid, ...]
    left_fen: int


@value
class Unfunded:
    """A project that is not funded, and why (as voting.budget_outcome says it)."""

    letter: str
    points: int
    why: Why
    lacking_fen: int | str


@value
class BudgetTie:
    """Projects that were equal at a purchase, and what put the first of them first.

    ``rule``: more ``votes``, lower ``cost``, or the lot (``order``).
    """

    n: int
    among: tuple[str, ...]
    rule: BudgetTieRule


@value
class Greedy:
    """What greedy would fund: the most wanted projects first, each that still fits."""

    funded: tuple[str, ...]
    spent_fen: int


@value
class BudgetResult:
    """A counted budget vote (``polls.result`` of a poll of kind budget).

    ``ballots``: standing ballots, of ``roll`` who might vote. ``share_fen``: the equal part of the
    pot that everybody who voted has to spend, ``raised_fen`` of it added so that the money is used.
    ``greedy`` is None where it is not told yet. ``lot``: the projects as the lot drew them from
    ``lot_seed``, the first before the others.
    """

    ballots: int
    roll: int
    pot_fen: int
    spent_fen: int
    left_fen: int
    share_fen: int | str
    raised_fen: int
    funded: tuple[Funded, ...]
    unfunded: tuple[Unfunded, ...]
    greedy: Greedy | None
    ties: tuple[BudgetTie, ...]
    lot: tuple[str, ...]
    lot_seed: str


def drawn(options: Sequence[PollOption], *, lot_seed: str) -> tuple[PollOption, ...]:
    """Put the projects in the order of the lot; A is number 1."""
    numbered = dict(enumerate(options, start=1))
    return tuple(numbered[each] for each in lot_order(numbered, seed=lot_seed))


def vote_of(
    orders: Mapping[Order, int],
    *,
    options: Sequence[PollOption],
    pot_fen: int,
    ballot: str,
    lot_seed: str,
) -> BudgetVote:
    """Gather the ballots as anybody's program counts them, in yuan.

    Raises KeyError for a ballot that names an unknown project.
    """
    order = drawn(options, lot_seed=lot_seed)
    place = {option.letter: at for at, option in enumerate(order)}
    groups = sorted(
        (_points(said, place, ranked=ballot == RANKED), many) for said, many in orders.items()
    )
    most = max((len(said) for said, _ in groups), default=0)
    longest = len(options)
    return BudgetVote(
        projects=tuple(
            Project(id=ProjectId(each.letter), name=each.title, cost=each.cost_fen // YUAN)
            for each in order
        ),
        budget=pot_fen // YUAN,
        groups=tuple(groups),
        vote_type="ordinal" if ballot == RANKED else "approval",
        scores=tuple(range(longest, longest - most, -1)) if ballot == RANKED else (),
    )


def _points(order: Order, place: Mapping[str, int], *, ranked: bool) -> PointBallot:
    """Points by project: one for a tick, else as many as projects stand at or below the place."""
    letters = [letter for group in order for letter in group]
    points = {each: len(place) - at if ranked else 1 for at, each in enumerate(letters)}
    if len(points) < len(letters):
        text = f"a project twice: {letters}"
        raise ValueError(text)
    return tuple((ProjectId(each), points[each]) for each in sorted(points, key=place.__getitem__))


def count_budget(vote: BudgetVote, *, roll: int, lot_seed: str) -> BudgetResult:
    """Count by equal shares, and by greedy beside it."""
    outcome = count_equal_shares(vote, rules=RULES)
    greedy = count_greedy(vote, rules=GreedyRules())
    return BudgetResult(
        ballots=vote.voters,
        roll=roll,
        pot_fen=_whole_fen(vote.budget),
        spent_fen=_whole_fen(outcome.spent),
        left_fen=_whole_fen(outcome.budget - outcome.spent),
        share_fen=_fen(outcome.endowment or 0),
        raised_fen=outcome.raised * YUAN,
        funded=tuple(
            Funded(
                letter=each.project,
                cost_fen=_whole_fen(each.cost),
                points=int(each.points),
                supporters=each.supporters,
                payments=tuple(
                    Paid(each_fen=_fen(paid.each), supporters=paid.supporters)
                    for paid in each.payments
                ),
                left_fen=_whole_fen(each.left),
            )
            for each in outcome.purchases
        ),
        unfunded=tuple(
            Unfunded(
                letter=each.project,
                points=int(each.points),
                why=each.why,
                lacking_fen=_fen(each.lacking),
            )
            for each in outcome.not_bought
        ),
        greedy=Greedy(
            funded=tuple(purchase.project for purchase in greedy.purchases),
            spent_fen=_whole_fen(greedy.spent),
        ),
        ties=tuple(BudgetTie(n=tie.n, among=tie.among, rule=tie.rule) for tie in outcome.ties),
        lot=tuple(project.id for project in vote.projects),
        lot_seed=lot_seed,
    )


def _fen(yuan: Count) -> int | str:
    fen = whole(Fraction(yuan) * YUAN)
    return fen if isinstance(fen, int) else str(fen)


def _whole_fen(yuan: Count) -> int:
    return int(yuan * YUAN)


def outcome_of(result: BudgetResult, options: Sequence[PollOption]) -> BudgetOutcome:
    """Read a kept result back as an outcome, in yuan, for whatever tells or draws one.

    Names are letter and title. What the result does not keep (rho, the scores) is left out.
    """
    titles = {each.letter: each for each in options}
    return BudgetOutcome(
        method="equal_shares",
        options={
            "pb_utility": RULES.utility,
            "completion": RULES.completion,
            "stop_when_exhaustive": "no",
        },
        projects=tuple(
            Project(
                id=ProjectId(letter),
                name=f"{letter} {titles[letter].title}",
                cost=_yuan(titles[letter].cost_fen),
            )
            for letter in result.lot
        ),
        ballots=BallotCount(total=result.ballots, valid=result.ballots, blank=0),
        budget=_yuan(result.pot_fen),
        purchases=tuple(
            Purchase(
                n=n,
                project=ProjectId(each.letter),
                cost=_yuan(each.cost_fen),
                points=each.points,
                supporters=each.supporters,
                left=_yuan(each.left_fen),
                payments=tuple(
                    Payment(each=_yuan(paid.each_fen), supporters=paid.supporters)
                    for paid in each.payments
                ),
            )
            for n, each in enumerate(result.funded, start=1)
        ),
        not_bought=tuple(
            NotBought(
                project=ProjectId(each.letter),
                points=each.points,
                why=each.why,
                lacking=_yuan(each.lacking_fen),
            )
            for each in result.unfunded
        ),
        endowment=_yuan(result.share_fen),
        raised=result.raised_fen // YUAN,
        ties=tuple(
            TieOfOutcome(n=tie.n, among=tuple(map(ProjectId, tie.among)), rule=tie.rule)
            for tie in result.ties
        ),
    )


def _yuan(fen: int | str) -> Count:
    return whole(Fraction(fen) / YUAN)


def told(result: BudgetResult, *, certified: bool, orders: Mapping[Order, int]) -> BudgetResult:
    """Take what may be told to everybody.

    What greedy would have done is told once the count is certified. Who paid less than the full
    price, and what single supporters pay or lack, tells of their other ticks: it is told where the
    ballots are (``may_be_shown``), and only then.
    """
    shown = replace(result, greedy=result.greedy if certified else None)
    if certified and may_be_shown(orders):
        return shown
    return replace(
        shown,
        funded=tuple(
            replace(each, payments=_at_most(each) if each.supporters > FEW else ())
            for each in result.funded
        ),
        unfunded=tuple(
            each if _many(each, orders) else replace(each, lacking_fen=0)
            for each in result.unfunded
        ),
    )


def _at_most(each: Funded) -> tuple[Paid, ...]:
    """All supporters with the full price, which some of them may not have reached."""
    return (replace(each.payments[0], supporters=each.supporters),)


def _many(each: Unfunded, orders: Mapping[Order, int]) -> bool:
    supporters = sum(many for order, many in orders.items() if (each.letter,) in order)
    return supporters > FEW


def pabulib_of(vote: BudgetVote, *, title: str, knapsack: bool) -> str:
    """Write a vote as a Pabulib file; ``title`` says what it is."""
    meta = {"description": title, "country": "China", "currency": "CNY"}
    if knapsack:
        meta["max_sum_cost"] = str(vote.budget)
    return write_pabulib(vote, meta=meta | {"rule": "equalshares/add1"})
