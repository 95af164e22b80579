"""One paragraph for an outcome of ranked or approved candidates: who won, how, by which numbers."""

from collections.abc import Iterator, Mapping

from council.polls.result_text.duels import duels_sentences
from council.polls.result_text.figures import POINTS, listed, one_paragraph, ordered, shown
from council.polls.result_text.runoff import runoff_sentences, seats_sentences
from council.polls.result_text.voice import Speaker
from voting.outcome import Outcome, Tie


def paragraph(outcome: Outcome, say: Speaker) -> str:
    """Tell the outcome so that somebody who knows no voting rule can follow it."""
    names = {each.id: each.name for each in outcome.candidates}
    return one_paragraph(_sentences(outcome, names, say), say)


def _sentences(outcome: Outcome, names: Mapping[int, str], say: Speaker) -> Iterator[str]:
    ballots = outcome.ballots
    yield say("told.ballots", total=shown(ballots.total), valid=shown(ballots.valid))
    if not ballots.valid:
        yield say("told.empty")
        return
    if not outcome.rounds:
        yield from duels_sentences(outcome, names, say)
    elif outcome.method == "stv":
        yield from seats_sentences(outcome, names, say)
    elif outcome.method == "irv":
        yield from runoff_sentences(outcome, names, say)
    else:
        yield from _most(outcome, names, say)
    for tie in outcome.ties:
        yield _tie(tie, names, say)
    if outcome.winners:
        key = "told.winner" if len(outcome.winners) == 1 else "told.winners"
        if outcome.unresolved is not None:
            key = "told.before_tie"
        yield say(key, names=listed((names[each] for each in outcome.winners), say))


def _most(outcome: Outcome, names: Mapping[int, str], say: Speaker) -> Iterator[str]:
    tallies = outcome.rounds[0].tallies
    unit = "points" if outcome.method in POINTS else "votes"
    order = sorted(tallies, key=lambda each: (each not in outcome.winners, -tallies[each]))
    if not outcome.winners or len(order) == 1:
        return
    first, second = order[:2]
    yield say(
        f"told.most.{unit}",
        name=names[first],
        votes=shown(tallies[first]),
        rival=names[second],
        rival_votes=shown(tallies[second]),
    )


def _tie(tie: Tie, names: Mapping[int, str], say: Speaker) -> str:
    among = listed((names[each] for each in tie.among), say)
    if tie.rule is None:
        return say("told.tie.stands", among=among)
    return say(
        "told.tie.round" if tie.n else "told.tie.place",
        n=tie.n,
        among=among,
        rule=say(f"told.rule.{tie.rule}"),
        order=ordered([names[each] for each in group] for group in tie.order),
    )
