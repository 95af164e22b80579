"""Sentences for counts in pairs: who beats whom, and what decides where everybody is beaten."""

from collections.abc import Iterator, Mapping
from typing import cast

from council.polls.result_text.figures import listed, shown
from council.polls.result_text.voice import Speaker
from voting.outcome import Outcome


def duels_sentences(outcome: Outcome, names: Mapping[int, str], say: Speaker) -> Iterator[str]:
    """Tell the winner's closest win, or that there is a cycle and how the method resolved it."""
    if not outcome.winners or len(outcome.candidates) == 1:
        return
    if outcome.dropped:
        default = names[cast("int", outcome.options["default_option"])]
        dropped = listed((names[each] for each in outcome.dropped), say)
        yield say("told.duels.dropped", names=dropped, default=default)
    place = {each.id: at for at, each in enumerate(outcome.candidates)}
    winner = place[outcome.winners[0]]
    votes = outcome.pairwise
    ids = [each.id for each in outcome.candidates]
    rivals = [at for at in range(len(ids)) if at != winner and ids[at] not in outcome.dropped]
    if not rivals:
        return
    closest = min(rivals, key=lambda at: votes[winner][at] - votes[at][winner])
    name = names[ids[winner]]
    if votes[winner][closest] > votes[closest][winner]:
        yield say(
            "told.duels.all",
            name=name,
            rival=names[ids[closest]],
            votes=shown(votes[winner][closest]),
            against=shown(votes[closest][winner]),
        )
        return
    yield say("told.duels.cycle")
    if outcome.method == "schulze" and len(outcome.ranking[0]) == 1:
        paths = outcome.paths
        rival = min(rivals, key=lambda at: paths[winner][at] - paths[at][winner])
        yield say(
            f"told.duels.schulze.{outcome.options['strength']}",
            name=name,
            rival=names[ids[rival]],
            there=shown(paths[winner][rival]),
            back=shown(paths[rival][winner]),
        )
    elif outcome.method == "copeland":
        won = sum(votes[winner][at] > votes[at][winner] for at in rivals)
        lost = sum(votes[winner][at] < votes[at][winner] for at in rivals)
        yield say("told.duels.copeland", name=name, won=won, lost=lost)
    elif outcome.method == "minimax":
        worst = max(votes[at][winner] - votes[winner][at] for at in rivals)
        if outcome.options.get("strength") == "winning":
            beaten = [at for at in rivals if votes[at][winner] > votes[winner][at]]
            worst = max((votes[at][winner] for at in beaten), default=0)
        yield say("told.duels.minimax", name=name, votes=shown(worst))
    elif outcome.method == "ranked_pairs":
        yield say("told.duels.ranked_pairs", name=name)
