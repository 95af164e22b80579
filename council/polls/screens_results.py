"""What a counted poll says: the rounds of a ranking, the two measures of a ratification."""

from collections.abc import Mapping

from markupsafe import Markup

from council.kernel.screens.parts import clip
from council.kernel.screens.translator import Translator
from council.polls.budgets.screens import budget_lines
from council.polls.commands import PollView
from council.polls.ranking import CountRound, RankingResult, instant_runoff
from council.polls.ratification import FirstClose, RatificationResult, WhatIf
from council.polls.result_text.paragraph import paragraph

#: UTF-16 units of the list of unclear units.
UNITS = 300


def result_lines(outcome: PollView, say: Translator) -> list[str]:
    """Say the result, whichever kind it is."""
    if outcome.ranking is not None:
        titles = {each.letter: each.title for each in outcome.options}
        return ranking_lines(outcome.ranking, titles, say)
    if outcome.budget is not None:
        titles = {each.letter: each.title for each in outcome.options}
        return budget_lines(outcome.budget, titles, say)
    if outcome.ratification is not None:
        return ratification_lines(outcome.ratification, say)
    return []


def ranking_lines(result: RankingResult, titles: Mapping[str, str], say: Translator) -> list[str]:
    """Say a ranking: who won, and the rounds. Other methods are for the page alone."""
    if result.winner:
        title = titles[result.winner]
        lines = [say("poll.ranked.winner", letter=result.winner, title=title)]
    else:
        lines = [say("poll.ranked.tie" if result.ballots else "poll.ranked.nobody")]
    lines.append(say("poll.ranked.ballots", ballots=result.ballots, roll=result.roll))
    lines += [_round(each, say) for each in result.rounds]
    if result.narrow and result.margin is not None:
        lines.append(say("poll.ranked.narrow", margin=result.margin))
    return [str(line) for line in lines]


def ranking_paragraph(result: RankingResult, titles: Mapping[str, str], say: Translator) -> Markup:
    """Tell a ranking in one paragraph: who led, who left, where the ballots went, who won."""
    names = {letter: f"{letter} {title}" for letter, title in titles.items()}
    return Markup(paragraph(instant_runoff(result, names=names), say))  # noqa: S704 - said by say


def _round(each: CountRound, say: Translator) -> Markup:
    tallies = say("ballot.and").join(f"{tally.letter} {tally.votes}" for tally in each.tallies)
    line = say("poll.ranked.round", n=each.n, tallies=tallies)
    if each.exhausted:
        line += say("poll.ranked.exhausted", n=each.exhausted)
    if each.eliminated:
        line += say("poll.ranked.out", letters=" ".join(each.eliminated))
    if each.elected:
        line += say("poll.ranked.elected", letters=" ".join(each.elected))
    return line


def ratification_lines(result: RatificationResult, say: Translator) -> list[str]:
    """Say a ratification: the answer and both measures with every denominator.

    Readings that do not decide are for the page alone, where each is labelled as what it is not:
    somebody who reads the last line of a message takes it for the result.
    """
    heads, area = result.heads, result.area_x100
    answer = result.passed if result.quorum else "no_quorum"
    clause = result.clause_reference
    lines = [say(f"poll.ratified.{answer}")]
    if clause:
        lines.append(say("poll.ratified.by_clause", clause=clause))
    if clause and result.deemed is not None:
        lines.append(_deemed(result.deemed, say))
    lines += [
        say(
            "poll.ratified.participating",
            heads=heads.participating,
            total=heads.total,
            percent_heads=result.percent_participating_heads or "—",
            needed=result.needs_heads.quorum_needed,
            area_x100=area.participating,
            total_x100=area.total,
            percent_area=result.percent_participating_area or "—",
            needed_x100=result.needs_area.quorum_needed,
        ),
        say(
            "poll.ratified.agree",
            heads=heads.agree,
            percent_heads=result.percent_agree_heads or "—",
            needed=result.needs_heads.agree_needed,
            area_x100=area.agree,
            percent_area=result.percent_agree_area or "—",
            needed_x100=result.needs_area.agree_needed,
        ),
        say(
            "poll.ratified.rest",
            oppose=heads.oppose,
            abstain=heads.abstain,
            unclear=heads.unclear,
        ),
    ]
    if result.unclear_units:
        units = clip(" ".join(result.unclear_units), UNITS)
        lines.append(say("poll.ratified.unclear", units=units))
    return [str(line) for line in lines]


def _deemed(reading: WhatIf, say: Translator) -> Markup:
    """Say the reading that decides where a clause says so, in which the silent join."""
    return say(
        "poll.ratified.deemed",
        heads=reading.heads.participating,
        total=reading.heads.total,
        area_x100=reading.area_x100.participating,
        total_x100=reading.area_x100.total,
        agree=reading.heads.agree,
        agree_x100=reading.area_x100.agree,
        percent_heads=reading.percent_heads or "—",
        percent_area=reading.percent_area or "—",
    )


def first_close_line(figures: FirstClose, say: Translator) -> str:
    """Say how the poll stood at its first close."""
    quorum = say("poll.quorum.yes" if figures.quorum else "poll.quorum.no")
    return str(
        say(
            "poll.first_close",
            closes_at=figures.at,
            heads=figures.heads,
            total=figures.heads_total,
            needed=figures.heads_needed,
            area_x100=figures.area_x100,
            needed_x100=figures.area_needed_x100,
            quorum=quorum,
        )
    )
