"""One paragraph for a participatory budget."""

from collections.abc import Iterator

from council.polls.result_text.figures import one_paragraph, shown
from council.polls.result_text.voice import Speaker
from voting.budget_outcome import BudgetOutcome, NotBought, Purchase


def budget_paragraph(outcome: BudgetOutcome, say: Speaker) -> str:
    """Tell what is bought, what it cost whom, and what came closest to being bought."""
    return one_paragraph(_sentences(outcome, say), say)


def _sentences(outcome: BudgetOutcome, say: Speaker) -> Iterator[str]:
    budget, voters = shown(outcome.budget), outcome.ballots.total
    if outcome.endowment is None:
        ends = outcome.options["variant"] == "no_skip"
        key = "told.budget.greedy.no_skip" if ends else "told.budget.greedy"
        yield say(key, budget=budget, voters=voters)
    else:
        part = shown(outcome.endowment - outcome.raised)
        yield say("told.budget.shares", budget=budget, voters=voters, part=part)
        if outcome.raised:
            why = "raised.enough" if _nothing_more_fits(outcome) else "raised"
            yield say(f"told.budget.{why}", endowment=shown(outcome.endowment))
    if not outcome.purchases:
        yield say("told.budget.nothing")
        return
    yield say(
        "told.budget.bought",
        n=len(outcome.purchases),
        spent=shown(outcome.spent),
        left=shown(outcome.budget - outcome.spent),
    )
    names = {project.id: project.name for project in outcome.projects}
    first, *rest = outcome.purchases
    yield _purchase("first", first, names[first.project], say)
    if rest:
        yield _purchase("last", rest[-1], names[rest[-1].project], say)
    closest = min(
        (each for each in outcome.not_bought if each.lacking),
        key=lambda each: each.lacking,
        default=None,
    )
    if closest is not None:
        yield _closest(closest, names[closest.project], say)


def _nothing_more_fits(outcome: BudgetOutcome) -> bool:
    """Whether the raise ended because no project was left to buy, not because one would overspend."""
    costs = {project.id: project.cost for project in outcome.projects}
    rest = [costs[each.project] for each in outcome.not_bought if each.lacking]
    left = outcome.budget - outcome.spent
    agreed = outcome.options["stop_when_exhaustive"] == "yes"
    return not rest or (agreed and min(rest) > left)


def _purchase(place: str, each: Purchase, name: str, say: Speaker) -> str:
    if not each.payments:
        how = "points"
        paid = ""
    else:
        how = "shared" if len(each.payments) == 1 else "shared_unequally"
        paid = shown(each.payments[0].each)
    return say(
        f"told.budget.{place}.{how}",
        name=name,
        cost=shown(each.cost),
        points=shown(each.points),
        supporters=shown(sum(payment.supporters for payment in each.payments)),
        each=paid,
    )


def _closest(each: NotBought, name: str, say: Speaker) -> str:
    return say(
        f"told.budget.closest.{each.why}",
        name=name,
        points=shown(each.points),
        lacking=shown(each.lacking),
    )
