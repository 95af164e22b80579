"""What givers bring and get back is told several households at a time, never one alone. Pure.

Whoever subtracts one published figure from the next must not learn what a neighbour gave. So
gifts, and what of them is given back, are told in groups of at least HOUSEHOLDS households, in the
order they were posted; and a group is told only when those who come after it can make a group of
their own, so that nobody is left over at the end (docs/rules.md#what-is-told).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

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
    for kind, counted, late in _STREAMS:
        stream = [
            each for each in after if (each.kind, each.counted, each.late) == (kind, counted, late)
        ]
        waits = course.waits if kind == "refund" else None
        for closing in course.closings:
            here = [each for each in stream if closing.has(each)]
            groups, _ = _told(here, waits=waits, by=closing.at)
            told_here = {each.number for each in groups}
            found += groups
            left = [each for each in here if not told_here or each.number > max(told_here)]
            if left:
                found.append(_group(left, kind, at=closing.at))
            stream = [each for each in stream if not closing.has(each)]
        if course.closings:
            found += [_group([each], kind, at=each.at) for each in stream if each.listed]
            stream = [each for each in stream if not each.listed]
        found += _told(stream, waits=waits)[0]
    return tuple(sorted(found, key=lambda each: (each.at, each.number)))


def _is_in_time(gift: Gift, over_at: int | None) -> bool:
    """Whether it was posted before the campaign stopped taking gifts.

    What does not count is only ever given back after that, be it in the same second.
    """
    return gift.counted and (over_at is None or gift.at <= over_at)


def _told(
    gifts: Sequence[Gift], *, waits: Sequence[Wait] | None = None, by: int | None = None
) -> tuple[list[Group], list[Gift]]:
    """Tell the groups that may be told, perhaps only those ``by`` a moment, and what is left over.

    ``waits``: all who will follow are known (they wait); None: more may come at any time.
    """
    chunks = _chunks(gifts)
    groups: list[Group] = []
    for place, chunk in enumerate(chunks):
        after = [each for later in chunks[place + 1 :] for each in later]
        ready = _ready_at(chunk[-1].at, after, waits) if _is_enough(chunk) else None
        if ready is None or (by is not None and ready > by):
            return groups, [*chunk, *after]
        groups.append(_group(chunk, chunk[0].kind, at=ready))
    return groups, []


def _chunks(gifts: Sequence[Gift]) -> list[list[Gift]]:
    """Part gifts into the smallest groups; what was posted in one moment stays together."""
    chunks: list[list[Gift]] = []
    for _, moment in groupby(gifts, key=lambda each: each.at):
        if not chunks or _is_enough(chunks[-1]):
            chunks.append([])
        chunks[-1] += moment
    return chunks


def _is_enough(gifts: Iterable[Gift]) -> bool:
    return len({each.household for each in gifts}) >= HOUSEHOLDS


def _ready_at(end: int, after: Sequence[Gift], waits: Sequence[Wait] | None) -> int | None:
    """Tell when those who come after a chunk that ends at ``end`` can make a group; None: not yet.

    Where they are known, it is also when there is nobody who comes after.
    """
    for now in sorted({end, *_moments(after, waits or ())}):
        if now < end:
            continue
        homes = {each.household for each in after if each.at <= now}
        if waits is not None:
            homes |= {each.household for each in waits if _is_waiting(each, now)}
        if len(homes) >= HOUSEHOLDS or (waits is not None and not homes):
            return now
    return None


def _moments(after: Sequence[Gift], waits: Sequence[Wait]) -> Iterator[int]:
    for gift in after:
        yield gift.at
    for wait in waits:
        yield wait.since
        if wait.until is not None:
            yield wait.until


def _is_waiting(wait: Wait, now: int) -> bool:
    return wait.since <= now and (wait.until is None or now < wait.until)


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
