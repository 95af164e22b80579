"""Outcomes of ranked ballots as published JSON: the object of interfaces.md §4.

Numbers that need not be whole are exact fraction strings (``"5/2"``), never binary floats.
"""

from typing import TypeAlias

from voting.ballots import Group
from voting.outcome import Matrix, Option, Outcome, Round, Tie
from voting.profile import Count

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None


def outcome_json(outcome: Outcome) -> dict[str, Json]:
    """Write an outcome of ranked ballots (interfaces.md §4); empty traces are left out."""
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
        written["rounds"] = [_round(each) for each in outcome.rounds]
    if outcome.ranking:
        written["ranking"] = [list(group) for group in outcome.ranking]
    if outcome.pairwise:
        written["pairwise"] = _matrix(outcome.pairwise)
        written["paths"] = _matrix(outcome.paths)
    written["ties"] = [_tie(each) for each in outcome.ties]
    return written


def _count(count: Count) -> int | str:
    return count if isinstance(count, int) else f"{count.numerator}/{count.denominator}"


def _option(value: Option) -> Json:
    return list(value) if isinstance(value, tuple) else value


def _round(each: Round) -> Json:
    return {
        "n": each.n,
        "tallies": {str(candidate): _count(count) for candidate, count in each.tallies.items()},
        "exhausted": each.exhausted,
        "threshold": each.threshold,
        "elected": list(each.elected),
        "eliminated": list(each.eliminated),
    }


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
