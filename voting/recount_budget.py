"""A second counter for budget votes, in one file: ``python3 recount_budget.py METHOD FILE``.

It shares no code with the counter that announced the result and imports nothing but the standard
library (Python 3.9 or newer), so that a stranger can read it in ten minutes and run it anywhere.
A test of the project holds the two equal on random votes, ties included.

FILE is a Pabulib file (.pb) of approvals or places, as the council publishes it. ``equal_shares``:
utility by cost, everybody's part raised by one unit of money until one more would overspend.
``greedy``: the most wanted first, each that still fits. Ties: more points, then lower cost, then the
order of the file, which is the lot's.

Prints the result as JSON. Exit 0: an answer; 2: the file cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any


def equal_shares(vote: dict[str, Any]) -> dict[str, Any]:
    """Buy with equal parts, raised by one until one more would overspend or all is bought."""
    part = Fraction(vote["budget"], max(1, sum(many for _, many in vote["ballots"])))
    wanted = {each for points, _ in vote["ballots"] for each in points}
    bought = buy(vote, part)
    while len(bought) < len(wanted):
        more = buy(vote, part + 1)
        if sum(vote["costs"][each["project"]] for each in more) > vote["budget"]:
            break
        part, bought = part + 1, more
    return {"part": part, "bought": bought}


def buy(vote: dict[str, Any], part: Fraction) -> list[dict[str, Any]]:
    """Buy, again and again, what costs its supporters least for each unit of money and point.

    Whoever has less left than the price pays all of it; equal ballots are one voter of more weight.
    """
    ballots, costs = vote["ballots"], vote["costs"]
    money = [part for _ in ballots]
    bought: list[dict[str, Any]] = []
    offers = list(costs)
    while True:
        prices = []
        for project in offers:
            backers = [at for at, (points, _) in enumerate(ballots) if project in points]
            weights = {at: ballots[at][1] for at in backers}
            if not backers or sum(money[at] * weights[at] for at in backers) < costs[project]:
                continue
            points = {at: ballots[at][0][project] for at in backers}
            price, poor = Fraction(0), Fraction(0)
            for at in sorted(backers, key=lambda at: money[at] / points[at]):
                rich = sum(points[b] * weights[b] for b in backers if b in weights)
                price = (costs[project] - poor) / rich
                if price * points[at] <= money[at]:
                    break
                poor += money[at] * weights.pop(at)
            total = sum(points[at] * ballots[at][1] for at in backers)
            place = (price / costs[project], -total, costs[project], offers.index(project))
            prices.append((place, project, price, points))
        if not prices:
            return bought
        _, project, price, points = min(prices, key=lambda each: each[0])
        paid = {at: min(money[at], price * points[at]) for at in points}
        for at, each in paid.items():
            money[at] -= each
        payments = sorted(((each, ballots[at][1]) for at, each in paid.items()), reverse=True)
        bought.append({"project": project, "paid": payments})
        offers.remove(project)


def greedy(vote: dict[str, Any]) -> dict[str, Any]:
    """Buy from the most points down each project that the money left still covers."""
    costs, left = vote["costs"], vote["budget"]
    points, supporters = dict.fromkeys(costs, 0), dict.fromkeys(costs, 0)
    for said, many in vote["ballots"]:
        for project, each in said.items():
            points[project] += each * many
            supporters[project] += many
    bought = []
    for project in sorted(costs, key=lambda p: (-points[p], -supporters[p], costs[p])):
        if points[project] and costs[project] <= left:
            left -= costs[project]
            bought.append({"project": project})
    return {"bought": bought, "left": left}


def read_budget(text: str) -> dict[str, Any]:
    """Read a Pabulib file: the budget, costs in the order of the file, ballots with their number."""
    section = ""
    names: list[str] = []
    rows: dict[str, list[dict[str, str]]] = {"META": [], "PROJECTS": [], "VOTES": []}
    for cells in csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=";"):
        if len(cells) == 1 and cells[0] in rows:
            section, names = cells[0], []
        elif cells and not names:
            names = cells
        elif cells:
            rows[section].append(dict(zip(names, cells)))  # noqa: B905 - unknown to Python 3.9
    meta = {row["key"]: row["value"] for row in rows["META"]}
    costs = {row["project_id"]: Fraction(row["cost"]) for row in rows["PROJECTS"]}
    longest = int(meta.get("max_length", len(costs)))
    if meta["vote_type"] not in ("approval", "ordinal"):
        raise ValueError(meta["vote_type"])
    counted: dict[str, int] = {}
    for row in rows["VOTES"]:
        counted[row["vote"]] = counted.get(row["vote"], 0) + 1
    ballots = []
    for said, many in counted.items():
        named = [each for each in said.split(",") if each]
        places = meta["vote_type"] == "ordinal"
        points = {each: longest - at if places else 1 for at, each in enumerate(named)}
        if not set(named) <= set(costs):
            raise ValueError(said)
        ballots.append((points, many))
    return {"budget": Fraction(meta["budget"]), "costs": costs, "ballots": ballots}


def main(arguments: Sequence[str]) -> int:
    """Count a file and print what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    counters = {"equal_shares": equal_shares, "greedy": greedy}
    parser.add_argument("method", choices=[*counters])
    parser.add_argument("file")
    typed = parser.parse_args(arguments)
    try:
        vote = read_budget(Path(typed.file).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{typed.file}: cannot be counted: {error!r}", file=sys.stderr)  # noqa: T201
        return 2
    found = counters[typed.method](vote)
    print(json.dumps(found, ensure_ascii=False, default=str))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
