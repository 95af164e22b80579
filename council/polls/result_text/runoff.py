"""Sentences for counts in rounds: the instant runoff, and seats filled by transfers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from council.polls.result_text.figures import listed, shown
from council.polls.result_text.voice import Speaker
from voting.handed_on import handed_on
from voting.outcome import Outcome, Round

#: So many eliminations are told one by one; a longer count is told by its first and its last.
TOLD_SINGLY = 3


def runoff_sentences(outcome: Outcome, names: Mapping[int, str], say: Speaker) -> Iterator[str]:
    """Tell an instant runoff: the first round, who left and where the ballots went, the last."""
    first, last = outcome.rounds[0], outcome.rounds[-1]
    if len(outcome.rounds) > 1:
        leader = max(first.tallies, key=lambda each: first.tallies[each])
        yield say(
            "told.irv.first",
            threshold=shown(first.threshold or 0),
            name=names[leader],
            votes=shown(first.tallies[leader]),
        )
        yield from _eliminations(outcome.rounds, names, say)
    if not outcome.winners:
        return
    winner = outcome.winners[0]
    votes = last.tallies[winner]
    rivals = [each for each in last.tallies if each != winner]
    rival = max(rivals, key=lambda each: last.tallies[each], default=None)
    at_once = len(outcome.rounds) == 1
    if rival is None:
        yield say("told.irv.alone", name=names[winner])
        return
    majority = last.threshold is not None and votes >= last.threshold
    how = "at_once" if at_once and majority else "final" if majority else "last_left"
    yield say(
        f"told.irv.{how}",
        n=last.n,
        name=names[winner],
        votes=shown(votes),
        rival=names[rival],
        rival_votes=shown(last.tallies[rival]),
        threshold=shown(last.threshold or 0),
        continuing=shown(outcome.ballots.total - last.exhausted),
    )


def seats_sentences(outcome: Outcome, names: Mapping[int, str], say: Speaker) -> Iterator[str]:
    """Tell a count for several seats: the quota, and who reached a seat in which round."""
    first = outcome.rounds[0]
    seat_by_seat = outcome.options.get("variant") == "multi_pass"
    if seat_by_seat:
        yield say("told.stv.seat_by_seat", seats=outcome.seats)
    elif first.threshold is not None:
        yield say("told.stv.quota", seats=outcome.seats, threshold=shown(first.threshold))
    for each in outcome.rounds:
        if each.elected:
            yield say(
                "told.stv.elected",
                n=each.n,
                names=listed(
                    (
                        say("told.gain", name=names[one], votes=shown(each.tallies[one]))
                        for one in each.elected
                    ),
                    say,
                ),
            )
    gone = [names[one] for each in outcome.rounds for one in each.eliminated]
    if gone and not seat_by_seat:
        yield say("told.stv.out", names=listed(gone, say))


def _eliminations(
    rounds: Sequence[Round], names: Mapping[int, str], say: Speaker
) -> Iterator[str]:
    pairs = list(pairwise(rounds))
    singly = pairs if len(pairs) <= TOLD_SINGLY else [pairs[0], pairs[-1]]
    for number, (before, after) in enumerate(singly):
        if number == 1 and singly is not pairs:
            gone = [names[one] for each, _ in pairs[1:-1] for one in each.eliminated]
            yield say("told.irv.meanwhile", names=listed(gone, say))
        yield elimination(before, after, names, say)


def elimination(before: Round, after: Round, names: Mapping[int, str], say: Speaker) -> str:
    """Tell who left at the end of a round and, where the tallies say so, where the ballots went."""
    moved = handed_on(before, after)
    received = [
        say("told.gain", name=names[each], votes=shown(gain))
        for each, gain in sorted(moved.gains.items() if moved else (), key=lambda item: -item[1])
    ]
    if moved and moved.exhausted:
        received.append(say("told.irv.nobody", votes=shown(moved.exhausted)))
    return say(
        "told.irv.out" if received else "told.irv.out.nothing",
        n=before.n,
        names=listed(
            (
                say("told.gain", name=names[each], votes=shown(before.tallies[each]))
                for each in before.eliminated
            ),
            say,
        ),
        gains=listed(received, say),
    )
