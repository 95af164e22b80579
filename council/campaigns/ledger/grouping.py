"""What givers bring and get back is told several households at a time, never one alone. Pure.

Whoever subtracts one published figure from the next must not learn what a neighbour gave. So
gifts, and what of them is given back, are told in groups of at least HOUSEHOLDS households, in the
order they were posted; and a group is told only when those who come after it can make a group of
their own, so that nobody is left over at the end (docs/rules.md#what-is-told).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import chain, groupby, islice

from council.kernel.values import value

#: How many households are told of together at least.
HOUSEHOLDS = 3
#: What is told apart once a campaign is over: kind, whether it counts, whether it is late.
_STREAMS = (
    ("receipt", True, False),
    ("refund", True, False),
    ("refund", False, False),
    ("receipt", False, True),
    ("refund", False, True),
)
#: Households with the moment at which each comes first, the first ones first.
_Firsts = tuple[tuple[str, int], ...]
#: Moments, and who waits before all of them and from each of them on: one entry more.
_Waiting = tuple[list[int], list[frozenset[str]]]


@value
class Gift:
    """What one household brought (positive), or got back (negative): ``kind`` receipt or refund.

    ``counted``: it counts towards the target (a gift, and what is given back because somebody
    withdrew or a mistake was mended, but no surplus). ``late``: it came after the deadline, or was
    given back of that; it never counts. ``at`` is when it was posted (UTC seconds), ``number`` that of
    its transfer. ``listed``: it could not be paid back once, and stood among the unclaimed.
    """

    number: int
    at: int
    kind: str
    counted: bool
    household: str
    amount_fen: int
    late: bool = False
    listed: bool = False


@value
class Wait:
    """A household that something was about to be given back to, from ``since`` and before ``until``.

    ``until`` None: it waits still, also where it could not be paid (``refunds/claiming``).
    """

    household: str
    since: int
    until: int | None


@value
class Group:
    """Gifts that are told together, ``at`` a time; ``number`` is the last transfer among them."""

    number: int
    many: int
    at: int
    kind: str
    counted: bool
    amount_fen: int
    late: bool = False


@value
class Closing:
    """When the books were closed: the second, and the number of the newest transfer by then.

    A closing of before that was kept has all of its second.
    """

    at: int
    upto: int = 2**63

    def has(self, gift: Gift) -> bool:
        """Whether a gift was posted by then; one of the same second may have come afterwards."""
        return (gift.at, gift.number) <= (self.at, self.upto)


@value
class Course:
    """How far a campaign is: when it stopped taking gifts, and when nothing was left to do with it.

    ``over_at`` None: it takes gifts. ``closings`` are the moments at which its money was dealt with:
    more than one where a payment was brought back since. ``waits``: for whom what was given back was
    still to come, and when. All of it is the past, so what was told once stays told.
    """

    over_at: int | None
    closings: tuple[Closing, ...] = ()
    waits: tuple[Wait, ...] = ()


def told(gifts: Sequence[Gift], course: Course) -> tuple[Group, ...]:
    """Group a campaign's gifts, given in the order they were posted, as far as they may be told.

    When it stops taking gifts all that came in by then is told; what was given back by then and not
    told is taken off. What is left when the money is dealt with is told too, for the books must add
    up; later only groups are, and who stood among the unclaimed, whose sum everybody has read. Late
    money has groups of its own.
    """
    over_at = course.over_at
    in_time = [each for each in gifts if _is_in_time(each, over_at)]
    after = [each for each in gifts if not _is_in_time(each, over_at)]
    brought, rest = _told([each for each in in_time if each.kind == "receipt"])
    back, back_rest = _told([each for each in in_time if each.kind == "refund"])
    found = [*brought, *back]
    if over_at is not None and (rest or back_rest):
        found.append(_group([*rest, *back_rest], "receipt", at=over_at))
    waits = _waiting(course.waits)
    for kind, counted, late in _STREAMS:
        stream = [
            each for each in after if (each.kind, each.counted, each.late) == (kind, counted, late)
        ]
        waiting = waits if kind == "refund" else None
        for closing in course.closings:
            here = [each for each in stream if closing.has(each)]
            groups, left = _told(here, waiting=waiting, by=closing.at)
            found += groups
            if left:
                found.append(_group(left, kind, at=closing.at))
            stream = [each for each in stream if not closing.has(each)]
        if course.closings:
            found += [_group([each], kind, at=each.at) for each in stream if each.listed]
            stream = [each for each in stream if not each.listed]
        found += _told(stream, waiting=waiting)[0]
    return tuple(sorted(found, key=lambda each: (each.at, each.number)))


def _is_in_time(gift: Gift, over_at: int | None) -> bool:
    """Whether it was posted before the campaign stopped taking gifts.

    What does not count is only ever given back after that, be it in the same second.
    """
    return gift.counted and (over_at is None or gift.at <= over_at)


def _told(
    gifts: Sequence[Gift], *, waiting: _Waiting | None = None, by: int | None = None
) -> tuple[list[Group], list[Gift]]:
    """Tell the groups that may be told, perhaps only those ``by`` a moment, and what is left over.

    ``waiting``: all who will follow are known (they wait); None: more may come at any time.
    """
    chunks = _chunks(gifts)
    groups: list[Group] = []
    for place, (chunk, after) in enumerate(zip(chunks, _first_after(chunks), strict=True)):
        ready = _ready_at(chunk[-1].at, after, waiting) if _is_enough(chunk) else None
        if ready is None or (by is not None and ready > by):
            return groups, list(chain.from_iterable(chunks[place:]))
        groups.append(_group(chunk, chunk[0].kind, at=ready))
    return groups, []


def _chunks(gifts: Sequence[Gift]) -> list[list[Gift]]:
    """Part gifts into the smallest groups; what was posted in one moment stays together."""
    chunks: list[list[Gift]] = []
    homes: set[str] = set()
    for _, moment in groupby(gifts, key=lambda each: each.at):
        if not chunks or len(homes) >= HOUSEHOLDS:
            chunks.append([])
            homes.clear()
        for gift in moment:
            chunks[-1].append(gift)
            homes.add(gift.household)
    return chunks


def _is_enough(gifts: Iterable[Gift]) -> bool:
    return len({each.household for each in gifts}) >= HOUSEHOLDS


def _first_after(chunks: Sequence[Sequence[Gift]]) -> list[_Firsts]:
    """Tell for each chunk which HOUSEHOLDS households come first of all who come after it, and when.

    From the last chunk to the first, so that each gift is looked at once.
    """
    found: list[_Firsts] = []
    after: dict[str, int] = {}
    for chunk in reversed(chunks):
        found.append(tuple(after.items()))
        for gift in chunk:
            after[gift.household] = min(gift.at, after.get(gift.household, gift.at))
        after = dict(sorted(after.items(), key=lambda each: each[1])[:HOUSEHOLDS])
    return found[::-1]


def _waiting(waits: Sequence[Wait]) -> _Waiting:
    """Tell who waits from each moment on at which that changes: HOUSEHOLDS of them, or all if fewer."""
    changes: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for wait in waits:
        if wait.until is not None and wait.until <= wait.since:
            continue
        changes[wait.since].append((wait.household, 1))
        if wait.until is not None:
            changes[wait.until].append((wait.household, -1))
    moments, homes = sorted(changes), [frozenset[str]()]
    many: dict[str, int] = {}
    for moment in moments:
        for home, change in changes[moment]:
            many[home] = many.get(home, 0) + change
            if not many[home]:
                del many[home]
        homes.append(frozenset(islice(many, HOUSEHOLDS)))
    return moments, homes


def _ready_at(end: int, after: _Firsts, waiting: _Waiting | None) -> int | None:
    """Tell when those who come after a chunk that ends at ``end`` can make a group; None: not yet.

    Where they are known, it is also when there is nobody who comes after.
    """
    moments, homes = waiting or ([], [frozenset()])
    changes = (moments[place] for place in range(bisect_right(moments, end), len(moments)))
    for now in merge((end, *(max(end, at) for _, at in after)), changes):
        there = {home for home, at in after if at <= now} | homes[bisect_right(moments, now)]
        if len(there) >= HOUSEHOLDS or (waiting is not None and not there):
            return now
    return None


def _group(gifts: Sequence[Gift], kind: str, *, at: int) -> Group:
    return Group(
        number=max(each.number for each in gifts),
        many=len(gifts),
        at=at,
        kind=kind,
        counted=gifts[0].counted,
        late=gifts[0].late,
        amount_fen=sum(each.amount_fen for each in gifts),
    )
