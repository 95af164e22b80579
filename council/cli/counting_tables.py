"""Counted results as tables that a person can read at a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rich.cells import cell_len

from council.cli.counting_voice import Speaker
from council.kernel.one_line import one_line
from council.polls.result_text.budget import budget_paragraph
from council.polls.result_text.figures import listed, shown
from council.polls.result_text.grid import Grid, budget_grid, pairs_grid, rounds_grid
from council.polls.result_text.paragraph import paragraph
from council.rules.profile import RuleProfile, RuleRow
from voting.budget import ProjectId
from voting.budget_outcome import BudgetOutcome
from voting.formats.recognised import Recognised
from voting.measures import Measure, Reading
from voting.outcome import Outcome, Tie
from voting.ratification import Passed, Ratification, judged
from voting.thresholds import DoubleThreshold, Threshold, percent

K = TypeVar("K")

#: Blanks between columns. Tables are as wide as what they hold: a terminal may scroll, a file has no
#: width.
GAP = 3


def tally_text(
    outcome: Outcome, *, file: str, recognised: Recognised | None = None, say: Speaker
) -> str:
    """Write the outcome of ranked ballots: papers, rounds or pairs, ties, winner.

    A table of ballots is first said to be what it was taken for.
    """
    names = {each.id: each.name for each in outcome.candidates}
    parts = _head(outcome, file=file, say=say)
    if recognised is not None:
        parts[1:1] = [_taken_for(recognised, say)]
    if outcome.rounds:
        parts.append(_grid(rounds_grid(outcome, say)))
    if outcome.pairwise:
        parts.append(say("tally.pairwise") + "\n" + _grid(pairs_grid(outcome, say)))
    if outcome.ranking:
        ranking = _order(outcome.ranking, names)
        parts.append(say("tally.ranking", ranking=ranking))
    if outcome.dropped:
        parts.append(say("tally.dropped", dropped=_names(outcome.dropped, names, say)))
    parts += [_tie(tie, names, say) for tie in outcome.ties if tie.rule is not None]
    tied = outcome.unresolved
    if tied is not None:
        if outcome.winners:
            parts.append(say("tally.before_tie", winners=_names(outcome.winners, names, say)))
        parts.append(say("tally.unresolved", among=_names(tied.among, names, say)))
    elif outcome.winners:
        parts.append(say("tally.winner", winner=_names(outcome.winners, names, say)))
    else:
        parts.append(say("tally.no_winner"))
    return "\n".join([*parts, "", paragraph(outcome, say)])


def budget_text(outcome: BudgetOutcome, *, file: str, say: Speaker) -> str:
    """Write what a budget buys: papers, every project, ties, one paragraph."""
    names = {each.id: each.name for each in outcome.projects}
    spent = outcome.spent
    return "\n".join(
        [
            *_head(outcome, file=file, say=say),
            say(
                "tally.budget.money",
                budget=shown(outcome.budget),
                spent=shown(spent),
                left=shown(outcome.budget - spent),
            ),
            _grid(budget_grid(outcome, say)),
            *(
                say(
                    "tally.budget.tie",
                    among=say("told.list").join(names[each] for each in tie.among),
                    rule=say(f"told.rule.{tie.rule}"),
                    first=names[tie.among[0]],
                )
                for tie in outcome.ties
            ),
            *_official(outcome, names, say),
            *([""] if outcome.ties or outcome.official is not None else []),
            budget_paragraph(outcome, say),
        ]
    )


def _taken_for(found: Recognised, say: Speaker) -> str:
    """Say what a table was taken for, which columns were read and which not."""
    said = [say(f"tally.table.{found.kind}", n=found.columns)]
    if found.layout:
        said.append(say("tally.table.layout", layout=found.layout))
    if found.count:
        said.append(say("tally.table.count", column=found.count))
    if found.unread:
        said.append(say("tally.table.unread", columns=say("told.list").join(found.unread)))
    if found.elsewhere:
        said.append(say("tally.table.elsewhere", n=found.elsewhere))
    if found.write_in is not None:
        said.append(say("tally.table.write_in", id=found.write_in))
    return say("tally.table", said=say("tally.table.and").join(said))


def _official(outcome: BudgetOutcome, names: dict[ProjectId, str], say: Speaker) -> Iterator[str]:
    """Say whether the file's own selection is this one."""
    if outcome.official is None:
        return
    there, here = set(outcome.official), set(outcome.selected)
    if there == here:
        yield say("tally.budget.official.agrees")
    else:
        only_there, only_here = (
            listed((names[each] for each in names if each in group), say) or "—"
            for group in (there - here, here - there)
        )
        yield say("tally.budget.official.differs", only_there=only_there, only_here=only_here)
    if outcome.otherwise:
        otherwise = listed((names[each] for each in outcome.otherwise), say)
        yield say("tally.budget.official.otherwise", names=otherwise)


def _head(outcome: Outcome | BudgetOutcome, *, file: str, say: Speaker) -> list[str]:
    ballots = outcome.ballots
    return [
        say("tally.title", file=file, method=say(f"tally.method.{_method(outcome)}")),
        say(
            "tally.ballots",
            total=ballots.total,
            valid=ballots.valid,
            blank=ballots.blank,
            spoiled=ballots.spoiled,
        ),
        say("tally.options", options=_options(outcome)),
    ]


def _method(outcome: Outcome | BudgetOutcome) -> str:
    ends = outcome.method == "greedy" and outcome.options["variant"] == "no_skip"
    return "greedy.no_skip" if ends else outcome.method


def ratification_text(
    counted: Ratification,
    row: RuleRow,
    *,
    rules: RuleProfile,
    deemed: Reading | None,
    say: Speaker,
) -> str:
    """Write a ratification: both measures with every denominator, the answer, what was left out.

    Where a clause lets the silent follow the majority, the reading that decides stands beside.
    """
    parts = [
        say("ratify.title", row=row.id, citation=row.citation),
        say("ratify.law", profile=rules.name, law_version=row.law_version),
        _measures(counted.reading, counted.rule, row, say),
    ]
    if deemed is not None:
        parts.append(say("ratify.by_clause", clause=rules.silence.clause_reference))
        parts.append(_measures(deemed, counted.rule, row, say))
    parts.append(say(f"ratify.passed.{_answer(deemed or counted.reading, counted.rule)}"))
    if counted.unclear_units:
        parts.append(say("ratify.unclear", units=say("told.list").join(counted.unclear_units)))
    if counted.ignored:
        parts.append(say("ratify.ignored", n=len(counted.ignored)))
        parts += [
            say(
                "ratify.ignored.line",
                line=each.ballot.line,
                unit=each.ballot.unit,
                owner=each.ballot.owner,
                reason=say(f"ratify.reason.{each.reason.value}"),
            )
            for each in counted.ignored
        ]
    if counted.multi_unit:
        parts.append(say("ratify.multi_unit"))
        parts += [
            say("ratify.multi_unit.line", owner=owner, units=say("told.list").join(units))
            for owner, units in counted.multi_unit.items()
        ]
    return "\n".join(parts)


def _answer(reading: Reading, rule: DoubleThreshold) -> str:
    passed = judged(reading, rule=rule)
    if passed is Passed.NO and not reading.has_quorum(rule):
        return "no_quorum"
    return passed.value


def _measures(reading: Reading, rule: DoubleThreshold, row: RuleRow, say: Speaker) -> str:
    heads, area = reading.heads, reading.area_x100
    headers = ("", say("ratify.column.heads"), say("ratify.column.area"))
    rows: list[tuple[str, str, str]] = []

    def line(key: str, of_heads: str, of_area: str) -> None:
        rows.append((say(f"ratify.row.{key}"), of_heads, of_area))

    def amounts(key: str, of_heads: int, of_area: int) -> None:
        line(key, f"{of_heads:,}", _area(of_area))

    def shares(key: str, of_heads: str | None, of_area: str | None) -> None:
        line(key, _percent(of_heads), _percent(of_area))

    def needed(key: str, threshold: Threshold, of_heads: int, of_area: int) -> None:
        amounts(key, threshold.needed(of=of_heads), threshold.needed(of=of_area))

    amounts("total", heads.total, area.total)
    amounts("participating", heads.participating, area.participating)
    shares("share", heads.percent_participating, area.percent_participating)
    needed("quorum", rule.quorum, heads.total, area.total)
    amounts("agree", heads.agree, area.agree)
    shares("agree_share", *(_share(each) for each in (heads, area)))
    majority = rule.majority
    share = "three_quarters" if row.special else "half"
    needed(f"majority.{share}", majority, heads.participating, area.participating)
    amounts("oppose", heads.oppose, area.oppose)
    amounts("abstain", heads.abstain, area.abstain)
    if heads.unclear or area.unclear:
        amounts("unclear", heads.unclear, area.unclear)
    return _drawn(headers, rows)


def _share(measure: Measure) -> str | None:
    return percent(measure.agree, of=measure.participating)


def _percent(share: str | None) -> str:
    return "—" if share is None else f"{share}%"


def _area(x100: int) -> str:
    return f"{x100 // 100:,}.{x100 % 100:02d}"


def _options(outcome: Outcome | BudgetOutcome) -> str:
    written = (
        f"{name}={','.join(map(str, value)) if isinstance(value, tuple) else value}"
        for name, value in outcome.options.items()
    )
    return "  ".join(written)


def _tie(tie: Tie, names: dict[int, str], say: Speaker) -> str:
    return say(
        "tally.tie.broken",
        among=_names(tie.among, names, say),
        rule=str(tie.rule),
        order=_order(tie.order, names),
    )


def _names(ids: Iterable[K], names: Mapping[K, str], say: Speaker) -> str:
    return say("told.list").join(names[each] for each in ids)


def _order(groups: Sequence[Iterable[int]], names: dict[int, str]) -> str:
    return " > ".join(" = ".join(names[each] for each in group) for group in groups)


def _grid(grid: Grid) -> str:
    return _drawn(grid.headers, grid.rows)


def _drawn(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Draw a table, the first column to the left and figures to the right.

    A thousand candidates make a million cells: a library that can wrap and colour each of them takes
    minutes for what is two passes here.
    """
    table = [[one_line(cell) for cell in row] for row in (headers, *rows)]
    lengths = [[cell_len(cell) for cell in row] for row in table]
    widths = [max(column) for column in zip(*lengths, strict=True)]

    def line(row: Sequence[str], taken: Sequence[int]) -> str:
        first, *others = (width - length for width, length in zip(widths, taken, strict=True))
        figures = (
            f"{' ' * (GAP + free)}{cell}" for free, cell in zip(others, row[1:], strict=True)
        )
        return f" {row[0]}{' ' * first}{''.join(figures)}".rstrip()

    head, *body = (line(row, taken) for row, taken in zip(table, lengths, strict=True))
    rule = " " + "─" * (sum(widths) + GAP * (len(widths) - 1))
    return "\n".join(["", head, rule, *body, ""])
