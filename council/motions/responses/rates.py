"""Rates of the parties 三率, by calendar quarter: answered in time, done, content. Pure rules.

响应率: acknowledged in time, of what was to be acknowledged in the quarter, for the party that the
motion names. 解决率: completed, of what was accepted and fell due in the quarter (the promised day,
else the day of the plan). 满意率: very content or content, of all who said a level about what was
completed in the quarter; who does not know is left out, and fewer than five are not told
(docs/rules.md#answers-of-the-parties).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from council.kernel.values import value
from voting.thresholds import percent

#: From very content to not at all; the last one does not know.
LEVELS = ("very_good", "good", "fair", "bad", "very_bad", "unknown")
CONTENT, UNKNOWN = frozenset(LEVELS[:2]), LEVELS[-1]
#: Fewer than so many are told as nothing: one could guess who said what.
FEWEST = 5
#: How many quarters are told.
QUARTERS = 8


@value
class Rate:
    """``part`` of ``whole``; ``percent`` is cut off after two decimals, None of nothing.

    ``few``: too few to be told, and both are 0.
    """

    part: int
    whole: int
    percent: str | None
    few: bool = False


@value
class PartyRates:
    """The three rates of a party; of all together where it is empty."""

    party: str
    acknowledged: Rate
    solved: Rate
    content: Rate


@value
class Quarter:
    """The rates of a calendar quarter: of all together first, then of each party."""

    year: int
    quarter: int
    lines: tuple[PartyRates, ...]


@value
class Answered:
    """What a response says to the rates. ``addressee``: the party that the motion names.

    ``holder`` is who owed it in the end; ``levels`` what those said who asked.
    """

    addressee: str
    holder: str
    withdrawn: bool
    acknowledge_by: int
    acknowledged_at: int
    accepted: bool
    done_by: str
    plan_by: int
    completed_at: int
    levels: tuple[str, ...]


#: One thing counted: year and quarter, party, which rate, how much of one it is worth.
_Count = tuple[tuple[int, int], str, str, int]


def rate(part: int, whole: int) -> Rate:
    """Make a rate."""
    return Rate(part=part, whole=whole, percent=percent(part, of=whole))


def content(levels: Iterable[str]) -> Rate:
    """Tell how many are content, of those who know; nothing of fewer than five."""
    said = Counter(level for level in levels if level != UNKNOWN)
    whole = said.total()
    if whole < FEWEST:
        return Rate(part=0, whole=0, percent=None, few=whole > 0)
    return rate(sum(said[level] for level in CONTENT), whole)


def quarters(answered: Iterable[Answered], *, now: int, zone: ZoneInfo) -> tuple[Quarter, ...]:
    """Tell the rates of the quarters in which anything fell due, the newest first."""
    found: dict[tuple[int, int], dict[str, list[tuple[str, int]]]] = {}
    levels: dict[tuple[int, int], dict[str, list[str]]] = {}
    for each in answered:
        for quarter, party, which, worth in _counts(each, now=now, zone=zone):
            found.setdefault(quarter, {}).setdefault(party, []).append((which, worth))
        if each.completed_at and each.levels:
            of_quarter = levels.setdefault(_quarter(each.completed_at, zone), {})
            of_quarter.setdefault(each.holder, []).extend(each.levels)
    newest = sorted({*found, *levels}, reverse=True)[:QUARTERS]
    return tuple(
        Quarter(
            year=quarter[0],
            quarter=quarter[1],
            lines=_lines(found.get(quarter, {}), levels.get(quarter, {})),
        )
        for quarter in newest
    )


def _lines(
    counted: Mapping[str, list[tuple[str, int]]], levels: Mapping[str, list[str]]
) -> tuple[PartyRates, ...]:
    parties = sorted({*counted, *levels})
    everybody = _line(
        "",
        [each for party in parties for each in counted.get(party, ())],
        [each for party in parties for each in levels.get(party, ())],
    )
    return (
        everybody,
        *(_line(party, counted.get(party, []), levels.get(party, [])) for party in parties),
    )


def _line(party: str, counted: list[tuple[str, int]], levels: list[str]) -> PartyRates:
    def of(which: str) -> Rate:
        worth = [each for name, each in counted if name == which]
        return rate(sum(worth), len(worth))

    return PartyRates(
        party=party,
        acknowledged=of("acknowledged"),
        solved=of("solved"),
        content=content(levels),
    )


def _counts(each: Answered, *, now: int, zone: ZoneInfo) -> Iterator[_Count]:
    """Tell what a response counts for, and in which quarter."""
    acknowledged = each.acknowledged_at > 0
    if acknowledged or (each.acknowledge_by <= now and not each.withdrawn):
        in_time = acknowledged and each.acknowledged_at < each.acknowledge_by
        quarter = _quarter(each.acknowledge_by, zone)
        yield quarter, each.addressee, "acknowledged", int(in_time)
    if not each.accepted or each.withdrawn:
        return
    due = _end_of(each.done_by, zone) if each.done_by else each.plan_by
    if due and (due <= now or each.completed_at):
        yield _quarter(due, zone), each.holder, "solved", int(each.completed_at > 0)


def _end_of(day: str, zone: ZoneInfo) -> int:
    """Tell when a day is over; what is to be done by it may be done until then."""
    after = date.fromisoformat(day) + timedelta(days=1)
    return int(datetime.combine(after, time(0), zone).timestamp()) - 1


def _quarter(at: int, zone: ZoneInfo) -> tuple[int, int]:
    local = datetime.fromtimestamp(at, zone)
    return local.year, (local.month + 2) // 3
