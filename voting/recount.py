"""A second counter for council votes, in one file: ``python3 recount.py METHOD FILE``.

It shares no code with the counter that announced the result and imports nothing but the standard
library (Python 3.9 or newer), so that a stranger can read it in ten minutes and run it anywhere.
A test of the project holds the two equal on random votes, ties included.

``plurality``, ``irv``, ``schulze``  FILE is a PrefLib file (.soc .soi .toc .toi), or lines of JSON
    with the ranking under ``"b"``: tie groups, best first, [["b"],["a","c"]]. ``--seed TEXT`` is
    the public seed of the lot. Ties: the Schulze order, then first preferences, then the lot.
``ratification``  FILE is JSON: ``{"quorum": [2, 3], "majority": [1, 2], "strict": true,
    "units": [{"unit", "area_x100", "owners", "nominee", "delivered", "counts"}],
    "ballots": [{"unit", "owner", "choice", "at"}]}``. ``strict``: the majority itself is not enough.
    Where a clause lets the silent follow the majority, ``"proven": [unit, …]`` names the units whose
    ballot is proven to be delivered.

Prints the result as JSON. Exit 0: an answer; 1: a tie that stands; 2: the file cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Union

# Written so that Python 3.9 runs it too.
Option = Union[int, str]  # noqa: UP007
#: A ranking is a list of places, best first; a place is a list of options.
Ranking = Sequence[Sequence[Option]]
Vote = tuple[Ranking, int]
Tallies = dict[Option, Fraction]
Places = list[list[Option]]
#: A step of breaking a tie: round, who was tied, rule (None: the tie stands), order.
Step = tuple[int, list[Option], Any, Places]


def tally(votes: Sequence[Vote], race: Sequence[Option]) -> Tallies:
    """Each ballot counts for its best place that still has someone in the race, shared equally."""
    sums: Tallies = {option: Fraction(0) for option in race}
    for ranking, weight in votes:
        for place in ranking:
            running = [option for option in place if option in sums]
            if running:
                for option in running:
                    sums[option] += Fraction(weight, len(running))
                break
    return sums


def pairs(votes: Sequence[Vote], options: Sequence[Option]) -> dict[tuple[Option, Option], int]:
    """How many ballots place the first above the second; who is left out stands below all."""
    above = {(one, other): 0 for one in options for other in options}
    for ranking, weight in votes:
        height = {option: -at for at, place in enumerate(ranking) for option in place}
        bottom = -len(ranking)
        for one, other in above:
            if height.get(one, bottom) > height.get(other, bottom):
                above[one, other] += weight
    return above


def schulze_places(votes: Sequence[Vote], options: Sequence[Option]) -> Places:
    """The Schulze order by margins: widen paths link by link until none gets any wider."""
    above = pairs(votes, options)
    width = {(a, b): max(0, above[a, b] - above[b, a]) for a, b in above}
    grew = True
    while grew:
        grew = False
        for (a, b), now in width.items():
            wider = max(min(width[a, via], width[via, b]) for via in options)
            if a != b and wider > now:
                width[a, b] = wider
                grew = True
    left, places = list(options), []
    while left:
        top = [a for a in left if all(width[b, a] <= width[a, b] for b in left)]
        places.append(top)
        left = [option for option in left if option not in top]
    return places


def by_value(options: Sequence[Option], value: dict[Option, Any]) -> Places:
    """Sort options into places, the highest value first."""
    levels = sorted({value[option] for option in options}, reverse=True)
    return [[option for option in options if value[option] == level] for level in levels]


def drawn(options: Sequence[Option], seed: str) -> Places:
    """The public lot: options by their fingerprint with the seed."""

    def fingerprint(option: Option) -> bytes:
        return hashlib.sha256(f"yishi-lot-1\n{seed}\n{option}".encode()).digest()

    return [[option] for option in sorted(options, key=fingerprint)]


def break_tie(
    n: int, tied: Sequence[Option], votes: Sequence[Vote], options: Sequence[Option],
    seed: str | None, *, best: bool,
) -> tuple[Option | None, list[Step]]:  # fmt: skip
    """Find the best (or the worst) of the tied, and the steps that told; None: the tie stands."""
    steps: list[Step] = []
    left = sorted(tied, key=list(options).index)
    for rule in ("schulze", "first_preferences", "lot"):
        if rule == "schulze":
            order = [[o for o in place if o in left] for place in schulze_places(votes, options)]
        elif rule == "first_preferences":
            order = by_value(left, dict(tally(votes, options)))
        else:
            order = [left] if seed is None else drawn(left, seed)
        order = [place for place in order if place]
        if len(order) > 1:
            steps.append((n, left, rule, order))
            left = order[0] if best else order[-1]
        if len(left) == 1:
            return left[0], steps
    return None, [*steps, (n, left, None, [])]


def irv(
    votes: Sequence[Vote], options: Sequence[Option], seed: str | None = None
) -> dict[str, Any]:
    """Instant runoff: the last leaves, until someone has more than half of what still counts."""
    race = list(options)
    rounds: list[dict[str, Any]] = []
    ties: list[Step] = []
    winner: Option | None = None
    while race and any(ranking for ranking, _ in votes):
        sums = tally(votes, race)
        gone: list[Option] = []
        leader = max(race, key=lambda option: sums[option])
        if 2 * sums[leader] > sum(sums.values()) or len(race) == 1:
            winner = leader
        else:
            lowest = [option for option in race if sums[option] == min(sums.values())]
            gone = lowest
            if len(lowest) > 1:
                last, steps = break_tie(len(rounds) + 1, lowest, votes, options, seed, best=False)
                gone = [] if last is None else [last]
                if last is None and cannot_catch_up(len(lowest), sums):
                    gone = steps.pop()[1]
                ties += steps
            race = [option for option in race if option not in gone]
            winner = race[0] if len(race) == 1 else None
        rounds.append({"tallies": sums, "out": gone})
        if winner is not None or not gone:
            break
    return {"winner": winner, "rounds": rounds, "ties": ties}


def cannot_catch_up(lowest: int, sums: Tallies) -> bool:
    """Whether the lowest, perhaps with others, have fewer votes together than whoever is next.

    Then all of them leave before anybody else, and the order in which they do changes nothing.
    """
    upwards = sorted(sums.values())
    return any(sum(upwards[:many]) < upwards[many] for many in range(lowest, len(upwards)))


def first_of(
    places: Places, votes: Sequence[Vote], options: Sequence[Option], seed: str | None, n: int
) -> dict[str, Any]:
    """The winner of an order whose first place may be shared."""
    winner: Option | None = None
    ties: list[Step] = []
    if places and any(ranking for ranking, _ in votes):
        winner = places[0][0]
        if len(places[0]) > 1:
            winner, ties = break_tie(n, places[0], votes, options, seed, best=True)
    return {"winner": winner, "places": places, "ties": ties}


def plurality(
    votes: Sequence[Vote], options: Sequence[Option], seed: str | None = None
) -> dict[str, Any]:
    """Most first preferences."""
    sums = tally(votes, options)
    found = first_of(by_value(options, dict(sums)), votes, options, seed, n=1)
    return {**found, "tallies": sums}


def schulze(
    votes: Sequence[Vote], options: Sequence[Option], seed: str | None = None
) -> dict[str, Any]:
    """Schulze by margins."""
    return first_of(schulze_places(votes, options), votes, options, seed, n=0)


def ratification(vote: dict[str, Any]) -> dict[str, Any]:
    """Count an owners' vote by heads and by area; both measures need quorum and majority.

    A head is a set of owners with what it owns; what is not delivered or sold is the developer's.
    Of a person's ballots for one head the latest stands. Co-owners who contradict each other, and
    invalid papers alone, are unclear: counted once as taking part without agreeing, once as absent.
    """
    heads: dict[tuple[str, ...], dict[str, Any]] = {}
    owners_of = {}
    for unit in vote["units"]:
        sold = unit.get("delivered", True) and unit["owners"]
        owners = tuple(sorted(set(unit["owners"]))) if sold else ("developer",)
        owners_of[unit["unit"]] = owners
        head = heads.setdefault(
            owners, {"area": 0, "votes": False, "only": None, "said": {}, "units": []}
        )
        if unit.get("counts", True):
            head["votes"] = True
            head["units"].append(unit["unit"])
            head["area"] += unit["area_x100"]
        if unit.get("nominee") and unit.get("delivered", True):
            head["only"] = unit["nominee"]
    for ballot in vote["ballots"]:
        head = heads[owners_of[ballot["unit"]]]
        if head["only"] in (None, ballot["owner"]):
            earlier = head["said"].get(ballot["owner"])
            if earlier is None or ballot["at"] >= earlier["at"]:
                head["said"][ballot["owner"]] = ballot
    sums = {stance: [0, 0] for stance in ("agree", "oppose", "abstain", "unclear", "silent")}
    for head in heads.values():
        if head["votes"]:
            stance = stance_of({ballot["choice"] for ballot in head["said"].values()})
            sums[stance][0] += 1
            sums[stance][1] += head["area"]
    if "proven" in vote:
        follow(vote["proven"], heads, sums)
    worst, best = [], []
    for at in (0, 1):
        total = sum(counts[at] for counts in sums.values())
        took_part = total - sums["silent"][at]
        worst.append((total, took_part, sums["agree"][at]))
        best.append((total, took_part - sums["unclear"][at], sums["agree"][at]))
    quorum = all(reaches(part, total, vote["quorum"]) for total, part, _ in worst)
    enough, enough_at_best = (
        all(
            reaches(agree, part, vote["majority"], strict=vote["strict"])
            for _, part, agree in reading
        )
        for reading in (worst, best)
    )
    quorum_at_best = all(reaches(part, total, vote["quorum"]) for total, part, _ in best)
    passed = "needs_review"
    if quorum and enough and quorum_at_best and enough_at_best:
        passed = "yes"
    elif not quorum or (best[0][1] and not enough_at_best):
        passed = "no"  # where all who took part are unclear, no majority is lacking yet
    return {"passed": passed, "sums": sums}


def follow(
    proven: Sequence[str], heads: dict[tuple[str, ...], dict[str, Any]], sums: dict[str, list[int]]
) -> None:
    """Let the silent whose every ballot was delivered join the majority.

    Where heads and area lean to different sides there is none to join: they abstain.
    """
    (agree, agree_area), (oppose, oppose_area) = sums["agree"], sums["oppose"]
    side = "abstain"
    if agree > oppose and agree_area > oppose_area:
        side = "agree"
    elif agree < oppose and agree_area < oppose_area:
        side = "oppose"
    for head in heads.values():
        if head["votes"] and not head["said"] and set(head["units"]) <= set(proven):
            for at, amount in enumerate((1, head["area"])):
                sums["silent"][at] -= amount
                sums[side][at] += amount


def stance_of(choices: set[str]) -> str:
    """What the standing choices of one head's owners say together."""
    if not choices:
        return "silent"
    readable = choices - {"invalid"}
    if len(readable) == 1:
        return readable.pop()
    return "abstain" if readable == {"abstain", "oppose"} else "unclear"


def reaches(part: int, whole: int, share: Sequence[int], *, strict: bool = False) -> bool:
    """Whether a part is at least the share of the whole, or more than it where strict."""
    numerator, denominator = share
    left, right = part * denominator, whole * numerator
    return left > right if strict else left >= right


def read_votes(text: str) -> tuple[list[Vote], list[Option]]:
    """Read PrefLib, or JSON lines; options in the order of the header, or sorted."""
    votes: list[Vote] = []
    options: list[Option] = []
    for line in text.lstrip("\ufeff").splitlines():
        if line.startswith(("# ALTERNATIVE NAME ", "# CANDIDATE ")):
            options.append(int(line.partition(":")[0].split()[-1]))
        elif line.startswith("{"):
            votes.append((json.loads(line)["b"], 1))
        elif line.strip() and not line.startswith("#"):
            count, _, ranking = line.partition(":")
            places = json.loads("[" + ranking.replace("{", "[").replace("}", "]") + "]")
            places = [place if isinstance(place, list) else [place] for place in places]
            votes.append((places, int(count)))
    if not options:
        options = sorted({o for ranking, _ in votes for place in ranking for o in place}, key=str)
    return votes, options


def main(arguments: Sequence[str]) -> int:
    """Count a file and print what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    counters = {"plurality": plurality, "irv": irv, "schulze": schulze}
    parser.add_argument("method", choices=[*counters, "ratification"])
    parser.add_argument("file")
    parser.add_argument("--seed", help="the public seed of the lot")
    typed = parser.parse_args(arguments)
    try:
        text = Path(typed.file).read_text(encoding="utf-8")
        if typed.method == "ratification":
            found = ratification(json.loads(text))
        else:
            votes, options = read_votes(text)
            found = counters[typed.method](votes, options, typed.seed)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{typed.file}: cannot be counted: {error!r}", file=sys.stderr)  # noqa: T201
        return 2
    print(json.dumps(found, ensure_ascii=False, default=str))  # noqa: T201
    return 1 if found.get("winner", "") is None else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
