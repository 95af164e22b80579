"""Other people's counts of the same ballots; one that is not installed is named and left out."""

from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

Lists = Sequence[Sequence[int]]
Count = Callable[[Lists], int]

#: From this many ballots on a peer is left out: it would take minutes.
MOST = {"votelib": 1_000_000, "pyrankvote": 100_000, "stvpoll": 100_000}


def missing() -> list[str]:
    """Which peers are not installed (they come with the test extras)."""
    return [name for name in MOST if find_spec(name) is None]


def peers(method: str) -> dict[str, Count]:
    """Name → how the peer names the winner, for those that are here and know the method."""
    known: dict[str, dict[str, Count]] = {
        "irv": {
            "votelib": _votelib_irv,
            "pyrankvote": _pyrankvote_irv,
            "stvpoll": _stvpoll_irv,
        },
        "schulze": {"votelib": _votelib_schulze},
    }
    away = missing()
    return {name: count for name, count in known[method].items() if name not in away}


def _votelib_irv(ballots: Lists) -> int:
    sequential = import_module("votelib.evaluate.sequential")
    selector = sequential.TransferableVoteSelector(quota_function="droop")
    return int(selector.evaluate(Counter(map(tuple, ballots)))[0])


def _votelib_schulze(ballots: Lists) -> int:
    pairs = import_module("votelib.convert").RankedToCondorcetVotes(unranked_at_bottom=True)
    schulze = import_module("votelib.evaluate.condorcet").Schulze()
    return int(schulze.evaluate(pairs.convert(Counter(map(tuple, ballots))))[0])


def _pyrankvote_irv(ballots: Lists) -> int:
    pyrankvote = import_module("pyrankvote")
    known = {n: pyrankvote.Candidate(str(n)) for n in range(1, 11)}
    papers = [pyrankvote.Ballot([known[n] for n in ballot]) for ballot in ballots]
    result = pyrankvote.instant_runoff_voting(list(known.values()), papers)
    return int(result.get_winners()[0].name)


def _stvpoll_irv(ballots: Lists) -> int:
    # Names, because it loses a candidate given as 0; its majority is one of all ballots.
    counts = Counter(tuple(map(str, ballot)) for ballot in ballots)
    known = tuple(str(n) for n in range(1, 11))
    result = import_module("stvpoll.irv").calculate_irv(known, list(counts.items()))
    elected = result.elected_as_tuple()
    return int(elected[0]) if elected else 0
