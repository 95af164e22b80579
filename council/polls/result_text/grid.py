"""Tables as plain data: a terminal, a page or a message draws them."""

from collections.abc import Callable
from dataclasses import dataclass

from council.polls.result_text.figures import POINTS, shown
from council.polls.result_text.voice import Speaker
from voting.budget_outcome import BudgetOutcome, NotBought, Purchase
from voting.counts import Count
from voting.outcome import Outcome, Round
from voting.outcome_json import exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: headers, and rows of as many cells; the first column names what the row is about."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def rounds_grid(outcome: Outcome, say: Speaker) -> Grid:
    """Write the tallies of every round, with what moved nowhere and what was needed."""
    rounds = outcome.rounds
    unit = say("tally.points" if outcome.method in POINTS else "tally.votes")
    titles = [say("tally.round", n=each.n) if len(rounds) > 1 else unit for each in rounds]

    def votes(count: Count | None) -> str:
        return "" if count is None else str(exact(count, decimals=outcome.decimals))

    rows = [
        (
            f"{each.id}. {each.name}",
            *(_tallied(round_, each.id, votes, say) for round_ in rounds),
        )
        for each in outcome.candidates
    ]
    rows.append((say("tally.exhausted"), *(votes(each.exhausted) for each in rounds)))
    if any(each.lost for each in rounds):
        rows.append((say("tally.lost"), *(votes(each.lost) for each in rounds)))
    if any(each.threshold is not None for each in rounds):
        key = "tally.threshold" if outcome.decimals is None else "tally.quota"
        whole = all(isinstance(each.threshold, int) for each in rounds)
        needed = (str(each.threshold) if whole else votes(each.threshold) for each in rounds)
        rows.append((say(key), *needed))
    return Grid(headers=(say("tally.candidate"), *titles), rows=tuple(rows))


def pairs_grid(outcome: Outcome, say: Speaker) -> Grid:
    """Write how many ballots prefer the row to the column."""
    ids = [str(each.id) for each in outcome.candidates]
    rows = tuple(
        (
            f"{each.id}. {each.name}",
            *("" if place == at else str(votes) for place, votes in enumerate(row)),
        )
        for at, (each, row) in enumerate(zip(outcome.candidates, outcome.pairwise, strict=True))
    )
    return Grid(headers=(say("tally.candidate"), *ids), rows=rows)


def budget_grid(outcome: BudgetOutcome, say: Speaker) -> Grid:
    """Write every project with its cost, its support, and what it cost a supporter."""
    bought = {each.project: each for each in outcome.purchases}
    not_bought = {each.project: each for each in outcome.not_bought}
    columns = ("project", "cost", "points", "each", "result")
    return Grid(
        headers=tuple(say(f"tally.budget.{column}") for column in columns),
        rows=tuple(
            (
                project.name if project.name == project.id else f"{project.id}. {project.name}",
                shown(project.cost),
                *(
                    _bought(bought[project.id], say)
                    if project.id in bought
                    else _not_bought(not_bought[project.id], say)
                ),
            )
            for project in outcome.projects
        ),
    )


def _tallied(round_: Round, candidate: int, votes: Callable[[Count], str], say: Speaker) -> str:
    if candidate not in round_.tallies:
        return ""
    written = votes(round_.tallies[candidate])
    if candidate in round_.elected:
        return say("tally.elected", votes=written)
    if candidate in round_.eliminated:
        return say("tally.out", votes=written)
    if candidate in round_.transferred:
        return say("tally.transferred", votes=written)
    return written


def _bought(each: Purchase, say: Speaker) -> tuple[str, str, str]:
    paid = shown(each.payments[0].each) if each.payments else ""
    return shown(each.points), paid, say("tally.budget.bought", n=each.n)


def _not_bought(each: NotBought, say: Speaker) -> tuple[str, str, str]:
    why = say(f"tally.budget.{each.why}", lacking=shown(each.lacking))
    return shown(each.points), "", why
