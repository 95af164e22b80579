"""Outcomes of ranked ballots as published JSON: the object of docs/interfaces.md#tally-as-json.

Numbers that need not be whole are exact strings, never binary floats: decimals where the method
truncates to places (``"142.23054"``), else fractions (``"5/2"``).
"""

from typing import TypeAlias

from voting.ballots import Group
from voting.counts import Count
from voting.outcome import Option, Outcome, Round, Tie
from voting.pairwise import Matrix

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None


def outcome_json(outcome: Outcome) -> dict[str, Json]:
    """Write an outcome of ranked ballots as an object; empty traces are left out."""
    ballots = outcome.ballots
    written: dict[str, Json] = {
        "method": outcome.method,
        "seats": outcome.seats,
        "options": {name: _option(value) for name, value in outcome.options.items()},
        "candidates": [{"id": each.id, "name": each.name} for each in outcome.candidates],
        "ballots": {
            "total": ballots.total,
            "valid": ballots.valid,
            "blank": ballots.blank,
            "spoiled": ballots.spoiled,
        },
        "winners": list(outcome.winners),
    }
    if outcome.rounds:
        written["rounds"] = [_round(each, decimals=outcome.decimals) for each in outcome.rounds]
    if outcome.ranking:
        written["ranking"] = [list(group) for group in outcome.ranking]
    if outcome.pairwise:
        written["pairwise"] = _matrix(outcome.pairwise)
    if outcome.paths:
        written["paths"] = _matrix(outcome.paths)
    if outcome.dropped:
        written["dropped"] = list(outcome.dropped)
    written["ties"] = [_tie(each) for each in outcome.ties]
    return written


def exact(count: Count, *, decimals: int | None) -> int | str:
    """Write a count: with its decimal places where it was truncated to some, else exactly."""
    if decimals is not None:
        units = int(count * 10**decimals)
        head, tail = divmod(units, 10**decimals)
        return f"{head}.{tail:0{decimals}d}" if decimals else str(head)
    return count if isinstance(count, int) else f"{count.numerator}/{count.denominator}"


def _option(value: Option) -> Json:
    return list(value) if isinstance(value, tuple) else value


def _round(each: Round, *, decimals: int | None) -> Json:
    tallies = {
        str(candidate): exact(count, decimals=decimals)
        for candidate, count in each.tallies.items()
    }
    whole = isinstance(each.threshold, int)
    written: dict[str, Json] = {
        "n": each.n,
        "tallies": dict(tallies),
        "exhausted": exact(each.exhausted, decimals=decimals),
        "threshold": None
        if each.threshold is None
        else exact(each.threshold, decimals=None if whole else decimals),
        "elected": list(each.elected),
        "eliminated": list(each.eliminated),
    }
    if decimals is not None:
        written["transferred"] = list(each.transferred)
        written["lost"] = exact(each.lost, decimals=decimals)
    return written


def _tie(tie: Tie) -> Json:
    return {
        "n": tie.n,
        "among": list(tie.among),
        "rule": tie.rule,
        "order": [_place(group) for group in tie.order],
    }


def _place(group: Group) -> Json:
    """Write a place of an order: one candidate, or a list of those still tied there."""
    return group[0] if len(group) == 1 else list(group)


def _matrix(matrix: Matrix) -> Json:
    return [list(row) for row in matrix]
