"""The figures of one thing as a table, for spreadsheets: ``/polls/2.csv``.

Each is made of what its page shows and of nothing else. Columns have the names promised in
docs/interfaces.md, whoever asks; money is in yuan, areas in m², times are ISO 8601 in UTC.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from council.campaigns.commands import CampaignView
from council.kernel.values import value
from council.meetings.public import AgendaItem, Meeting
from council.polls.public import Deemed, Poll, Ratified
from council.polls.ranking import RankingResult
from voting.formats.table import BOM, write_area, write_table
from voting.measures import Measure


@value
class Table:
    """A header and lines of cells, as many each."""

    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]

    def written(self) -> str:
        """Write it as CSV that spreadsheets open as it is; no cell of it is a formula."""
        return BOM + write_table(self.header, self.lines)


def _table(header: str, lines: Iterable[Sequence[object]]) -> Table:
    return Table(
        header=tuple(header.split()),
        lines=tuple(tuple("" if cell is None else str(cell) for cell in line) for line in lines),
    )


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat() if at else ""


def _yuan(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def poll_table(it: Poll) -> Table:
    """The rounds of a counted ranking, the measures of a counted ratification; else no line."""
    if it.kind == "ranking":
        return _table(
            "poll state round option title votes elected eliminated exhausted threshold",
            _rounds(it, it.ranking) if it.ranking else (),
        )
    return _table(
        "poll state passed reading measure total participating agree oppose abstain unclear "
        "percent_participating percent_agree quorum majority",
        _measures(it, it.ratification) if it.ratification else (),
    )


def _rounds(it: Poll, counted: RankingResult) -> Iterable[Sequence[object]]:
    titles = {option.letter: option.title for option in it.options}
    for each in counted.rounds:
        for tally in each.tallies:
            letter = tally.letter
            yield (
                *(it.number, it.state, each.n, letter, titles.get(letter, ""), tally.votes),
                *(_flag(letter in each.elected), _flag(letter in each.eliminated)),
                *(each.exhausted, each.threshold),
            )


def _measures(it: Poll, counted: Ratified) -> Iterable[Sequence[object]]:
    """Each reading in heads and in area; the silent are read along where a clause asks for it."""
    readings: list[tuple[str, Ratified | Deemed]] = [("cast", counted)]
    if counted.clause_reference and counted.deemed:
        readings.append(("deemed", counted.deemed))
    for name, read in readings:
        for measure, found, needs in (
            ("heads", read.heads, read.needs_heads),
            ("area_m2", read.area_x100, read.needs_area),
        ):
            yield (
                *(it.number, it.state, counted.passed, name, measure),
                *_amounts(found, in_area=measure == "area_m2"),
                *(found.percent_participating, found.percent_agree),
                *(_flag(needs.quorum), _flag(needs.majority)),
            )


def _amounts(found: Measure, *, in_area: bool) -> Sequence[object]:
    amounts = (
        *(found.total, found.participating, found.agree),
        *(found.oppose, found.abstain, found.unclear),
    )
    return tuple(write_area(each) for each in amounts) if in_area else amounts


def _flag(yes: bool) -> str:
    return "yes" if yes else "no"


def campaign_table(it: CampaignView) -> Table:
    """What was asked, promised, received by each method, given back and is held."""
    of_all: tuple[tuple[str, int | None, int], ...] = (
        ("target", None, it.target_fen),
        ("minimum", None, it.minimum_fen),
        ("pledged", it.pledges, it.pledged_fen),
        ("awaiting", it.awaiting, it.awaiting_fen),
        ("received", it.receipts, it.received_fen),
        *((f"received_{each.method}", each.receipts, each.amount_fen) for each in it.methods),
        ("asked_back", None, it.asked_back_fen),
        ("refunded", None, it.refunded_fen),
        ("reserve", None, it.reserve_fen),
        ("held", None, it.held_fen),
        ("surplus", None, it.surplus_fen),
    )
    return _table(
        "campaign state deadline what count amount_yuan",
        (
            (it.number, it.state, _time(it.deadline_at), what, count, _yuan(fen))
            for what, count, fen in of_all
        ),
    )


def meeting_table(it: Meeting) -> Table:
    """The agenda, with what was voted at the meeting."""
    return _table(
        "meeting state starts_at place coming attended item motion title motion_state addressee "
        "polls outcome entitled came yes no",
        (
            (
                *(it.number, it.state, _time(it.starts_at), it.place, it.coming, it.attended),
                *_item(item),
            )
            for item in it.agenda
        ),
    )


def _item(item: AgendaItem) -> Sequence[object]:
    said = item.vote.vote if item.vote else None
    return (
        *(item.position, item.motion, item.title, item.state, item.addressee),
        " ".join(str(number) for number in item.polls),
        *((said.outcome, said.entitled, said.came, said.yes, said.no) if said else ("",) * 5),
    )
