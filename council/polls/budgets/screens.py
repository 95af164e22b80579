"""Budget votes 预算表决 in the chat: what may be had for the pot, what is ticked, what came of it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, label
from council.kernel.screens.screen import Button
from council.kernel.screens.translator import Translator
from council.polls.budgets.counting import BudgetResult, outcome_of
from council.polls.budgets.rules import Terms
from council.polls.ranking import Order
from council.polls.result_text.budget import budget_paragraph
from council.polls.rules import PollOption

#: UTF-16 units of a project's few words on a sheet with many.
BODY_UNITS = 80
#: How many projects a message lists with their words; more have title and cost only.
WITH_WORDS = 12


def project_lines(options: Sequence[PollOption], say: Translator) -> list[str]:
    """List projects with their costs, what they came from, and a few words where there is room."""
    lines = []
    for each in options:
        line = _project(each, say)
        if each.body and len(options) <= WITH_WORDS:
            line += f"\n{say('budget.body', body=clip(each.body, BODY_UNITS))}"
        lines.append(line)
    return lines


def _project(each: PollOption, say: Translator) -> str:
    key = "budget.project_from" if each.source else "budget.project"
    kind = "motion" if each.source.startswith("m") else "proposal"
    return str(
        say(
            key,
            letter=each.letter,
            title=each.title,
            cost_fen=each.cost_fen,
            source_key=f"budget.source.{kind}",
            number=each.source[1:],
        )
    )


def sum_line(terms: Terms, order: Order, say: Translator) -> str:
    """Say what is ticked so far, what it costs together, and what is left of the pot."""
    spent = terms.sum_of(order)
    many = sum(len(group) for group in order)
    over = spent - terms.pot_fen
    key = "budget.sum.over" if over > 0 else "budget.sum"
    return str(say(key, n=many, spent_fen=spent, left_fen=-over, over_fen=over))


def sheet_blocks(
    options: Sequence[PollOption], terms: Terms, order: Order, say: Translator
) -> list[str]:
    """Say what a sheet shows while it is filled in."""
    listed = [str(say("budget.pot", pot_fen=terms.pot_fen)), *project_lines(options, say)]
    named = {each.letter: each for each in options}
    yours = [str(say("budget.yours")), *_ticked(_named(order, named), terms, say)]
    if not order:
        yours.append(str(say("budget.nothing")))
    return ["\n".join(listed), "\n".join((*yours, sum_line(terms, order, say)))]


def sure_blocks(
    options: Sequence[PollOption], terms: Terms, order: Order, say: Translator
) -> list[str]:
    """Say once more what is about to be cast."""
    named = {each.letter: each for each in options}
    lines = [str(say("ballot.sure")), *_ticked(_named(order, named), terms, say)]
    return ["\n".join((*lines, sum_line(terms, order, say)))]


def cast_lines(ranked: Sequence[Sequence[PollOption]], terms: Terms, say: Translator) -> list[str]:
    """Say what a ballot that stands ticks."""
    order: Order = tuple(tuple(each.letter for each in group) for group in ranked)
    return [
        *_ticked([each for group in ranked for each in group], terms, say),
        sum_line(terms, order, say),
    ]


def _named(order: Order, named: Mapping[str, PollOption]) -> list[PollOption]:
    return [named[letter] for group in order for letter in group]


def _ticked(named: Sequence[PollOption], terms: Terms, say: Translator) -> list[str]:
    """Name what is ticked, by letters; where places count, by places."""
    order = named if terms.ordered else sorted(named, key=lambda each: each.letter)
    return [
        str(
            say(
                "budget.placed" if terms.ordered else "budget.ticked",
                n=place,
                letter=each.letter,
                title=each.title,
                cost_fen=terms.costs[each.letter],
            )
        )
        for place, each in enumerate(order, start=1)
    ]


def project_rows(
    options: Sequence[PollOption],
    terms: Terms,
    order: Order,
    here: tuple[int, int],
    say: Translator,
) -> list[tuple[Button, ...]]:
    """One button a project, with its cost."""
    letters = [letter for group in order for letter in group]
    rows: list[tuple[Button, ...]] = []
    for each in options:
        key, place = "budget.button.untaken", ""
        if each.letter in letters:
            key = "budget.button.placed" if terms.ordered else "budget.button.taken"
            place = str(letters.index(each.letter) + 1)
        cost = say.money(each.cost_fen)
        text = label(say, key, place=place, letter=each.letter, cost=cost, title=each.title)
        rows.append((Button(label=text, press=press("ballot.tap", *here, each.letter)),))
    return rows


def budget_lines(result: BudgetResult, titles: Mapping[str, str], say: Translator) -> list[str]:
    """Say a counted budget vote: what is funded, for how much. Who paid what is for the page alone."""
    if not result.funded:
        key = "budget.result.nothing" if result.ballots else "budget.result.nobody"
        lines = [say(key)]
    else:
        lines = [
            say(
                "budget.result",
                n=len(result.funded),
                spent_fen=result.spent_fen,
                left_fen=result.left_fen,
            ),
            *(
                say(
                    "budget.result.funded",
                    letter=each.letter,
                    title=titles[each.letter],
                    cost_fen=each.cost_fen,
                )
                for each in result.funded
            ),
        ]
    lines.append(say("budget.result.ballots", ballots=result.ballots, roll=result.roll))
    if result.funded:
        lines.append(say("budget.result.page"))
    return [str(line) for line in lines]


def budget_text(result: BudgetResult, options: Sequence[PollOption], say: Translator) -> Markup:
    """Tell a budget vote in one paragraph: the equal parts, what they bought, what came closest."""
    return Markup(budget_paragraph(outcome_of(result, options), say))  # noqa: S704 - said by say


def rounded_down(fen: int | str) -> int:
    """Cut an exact amount to whole fen, for people; the open data has it exact."""
    return int(Fraction(fen))
