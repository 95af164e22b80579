"""Row 3: counting many ballots, beside the floor of the same run and beside the peers.

Times are processor time of this one process: all of this, the peers too, runs on one core, and a
busy machine then blurs the ratios less.
"""

import statistics
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from typing import TypeVar

import numpy as np

from council.cli.bench.row import Row
from council.cli.bench.tally_ballots import OPTIONS, Ballots, as_lists, different, repeats
from council.cli.bench.tally_peers import MOST, Lists, missing, peers
from voting.duels import PairwiseRules
from voting.methods.irv import IrvRules, count_irv
from voting.methods.schulze import count_schulze
from voting.methods.stv import StvRules, count_stv
from voting.outcome import Outcome
from voting.packed import packed_from_array, packed_from_counts, packed_from_lists
from voting.packed.keys import pack_rows
from voting.profile import Ballots as Votes
from voting.profile import Candidate
from voting.ties import TieRules

NAME = "3 tally"
CANDIDATES = tuple(Candidate(id=n, name=str(n)) for n in range(1, OPTIONS + 1))
ROUNDS = TieRules(rules=("previous_rounds", "order"))
METHODS: dict[str, Callable[[Votes], Outcome]] = {
    "irv": lambda votes: count_irv(votes, rules=IrvRules(ties=ROUNDS)),
    # By winning votes, as the peer has it.
    "schulze": lambda votes: count_schulze(votes, rules=PairwiseRules(strength="winning")),
    "stv": lambda votes: count_stv(votes, rules=StvRules(seats=5, ties=ROUNDS)),
}
KINDS: dict[str, tuple[Callable[[int], Ballots], float]] = {
    "repeats": (repeats, 2.0),
    "different": (different, 3.0),
}
MILLION = 1_000_000
SMALL, COUNCIL, COUNCIL_MS = 10_000, 3_000, 5.0
ARRAY_TIMES, LIST_TIMES = 40.0, 8.0
GIGABYTE = 1_000.0

T = TypeVar("T")


def rows() -> list[Row]:
    """Measure everything; takes some minutes."""
    found: list[Row] = []
    for kind, (make, most) in KINDS.items():
        found += _million(kind, make(MILLION), most)
        found += _growth(kind, make)
    found.append(_council())
    found += _beside_peers()
    return found


def timed(count: Callable[[], T], *, times: int = 5) -> tuple[float, T]:
    """The fastest of several runs in ms, and what it gave."""
    spent: list[float] = []
    for _ in range(times):
        began = time.process_time()
        result = count()
        spent.append((time.process_time() - began) * 1000)
    return min(spent), result


def _from_array(ballots: Ballots, method: str) -> Outcome:
    return METHODS[method](packed_from_array(ballots, candidates=CANDIDATES))


def _from_lists(ballots: Lists, method: str) -> Outcome:
    return METHODS[method](packed_from_lists(ballots, candidates=CANDIDATES))


def _from_counts(counts: Mapping[tuple[int, ...], int], method: str) -> Outcome:
    return METHODS[method](packed_from_counts(counts, candidates=CANDIDATES))


def _floor(ballots: Ballots) -> float:
    """Reading, packing, sorting and grouping alone, with numpy, step by step."""
    read, _ = timed(ballots.max)
    packed, words = timed(lambda: pack_rows(ballots, bits=4)[0])
    copies = [words.copy() for _ in range(3)]
    sorted_, _ = timed(lambda: copies.pop().sort(), times=3)
    words.sort()

    def group() -> None:
        starts = np.flatnonzero(words[1:] != words[:-1])
        np.diff(starts, append=words.size)
        np.take(words, starts)

    grouped, _ = timed(group)
    return read + packed + sorted_ + grouped


def _million(kind: str, ballots: Ballots, most: float) -> list[Row]:
    floor = _floor(ballots)
    lists = as_lists(ballots)
    walk, _ = timed(
        lambda: np.fromiter(chain.from_iterable(lists), np.int8, sum(map(len, lists))), times=2
    )
    counts = Counter(map(tuple, lists))
    found = []
    for method in METHODS:
        array, outcome = timed(partial(_from_array, ballots, method))
        listed, again = timed(partial(_from_lists, lists, method), times=2)
        grouped, third = timed(partial(_from_counts, counts, method), times=2)
        if not outcome == again == third:
            raise AssertionError(f"{method}: the ways in disagree")
        judged = method != "stv"
        found += [
            _row(
                f"{method}, 1 M {kind}, from an array",
                f"{array:.0f} ms, {_memory(ballots, method):.0f} MB beside it",
                f"read, pack, sort, group {floor:.0f} ms",
                f"{array / floor:.1f} × the floor",
                f"≤ {most:.0f} ×" if judged else "",
                met=array <= most * floor if judged else None,
            ),
            _row(
                f"{method}, 1 M {kind}, from Python lists",
                f"{listed:.0f} ms",
                f"walking the lists {walk:.0f} ms",
                f"{listed / walk:.1f} × the walk",
            ),
            _row(
                f"{method}, 1 M {kind}, from {len(counts):,} counts", f"{grouped:.0f} ms", "", ""
            ),
        ]
    return found


def _growth(kind: str, make: Callable[[int], Ballots]) -> list[Row]:
    found = []
    each: dict[int, float] = {}
    for size in (SMALL, 100_000, MILLION, 10 * MILLION):
        ballots = make(size)
        spent, _ = timed(partial(_from_array, ballots, "irv"), times=3)
        each[size] = spent / size
        memory = _memory(ballots, "irv") + ballots.nbytes / 1e6
        found.append(
            _row(
                f"irv, {size:,} {kind}, from an array",
                f"{spent:.1f} ms",
                f"{memory:.0f} MB with the array",
                f"{each[size] / each[SMALL]:.2f} × a ballot's time at {SMALL:,}",
                "≤ 1 GB" if size > MILLION else "",
                met=memory <= GIGABYTE if size > MILLION else None,
            )
        )
    return found


def _memory(ballots: Ballots, method: str) -> float:
    """The most memory that a count takes beside the ballots, in MB."""
    tracemalloc.start()
    _from_array(ballots, method)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def _council() -> Row:
    lists = as_lists(repeats(COUNCIL))
    spent = [timed(partial(_from_lists, lists, "irv"), times=1)[0] for _ in range(9)]
    median = statistics.median(spent)
    return _row(
        f"irv, a council vote of {COUNCIL:,}, from Python lists",
        f"{median:.1f} ms",
        "",
        f"{median / COUNCIL_MS:.0%} of the budget",
        f"< {COUNCIL_MS:.0f} ms",
        met=median < COUNCIL_MS,
    )


def _beside_peers() -> list[Row]:
    found = []
    for size in (SMALL, 100_000, MILLION):
        ballots = repeats(size)
        lists = as_lists(ballots)
        for method in ("irv", "schulze"):
            array, outcome = timed(partial(_from_array, ballots, method))
            listed, _ = timed(partial(_from_lists, lists, method), times=2)
            for name, count in peers(method).items():
                if size > MOST[name]:
                    continue
                spent, winner = timed(partial(count, lists), times=1)
                judged = size == MILLION
                enough = spent >= ARRAY_TIMES * array and spent >= LIST_TIMES * listed
                found.append(
                    _row(
                        f"{method}, {size:,} repeats: {name} {spent:,.0f} ms",
                        f"{array:.1f} ms from an array, {listed:.1f} ms from lists",
                        _agrees(winner, outcome),
                        f"{spent / array:.0f} × and {spent / listed:.1f} ×",
                        f"≥ {ARRAY_TIMES:.0f} × and ≥ {LIST_TIMES:.0f} ×" if judged else "",
                        met=enough if judged else None,
                    )
                )
    away = missing()
    if away:
        found.append(_row(f"peers not installed: {' '.join(away)}", "", "", ""))
    return found


def _agrees(winner: int, outcome: Outcome) -> str:
    if not winner:
        return "it elects nobody"
    return "the same winner" if (winner,) == outcome.winners else f"ANOTHER WINNER: {winner}"


def _row(
    what: str, measured: str, limit: str, ratio: str, budget: str = "", *, met: bool | None = None
) -> Row:
    return Row(
        name=NAME, what=what, measured=measured, limit=limit, ratio=ratio, budget=budget, met=met
    )
