"""What givers bring and get back is told several households at a time, never one alone. Pure.

Whoever subtracts one published figure from the next must not learn what a neighbour gave. So
gifts, and what of them is given back, are told in groups of at least HOUSEHOLDS households, in the
order they were posted; and a group is told only when those who come after it can make a group of
their own, so that nobody is left over at the end (docs/rules.md#what-is-told).
"""

from collections.abc import Collection, Iterable, Sequence
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
    its transfer.
    """

    number: int
    at: int
    kind: str
    counted: bool
    household: str
    amount_fen: int
    late: bool = False


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
class Course:
    """How far a campaign is: when it stopped taking gifts, and whether its books are closed.

    ``over_at`` None: it takes gifts. ``closed_at`` None: something may still move. ``waiting`` are
    the households that something is about to be given back to.
    """

    over_at: int | None
    closed_at: int | None
    waiting: frozenset[str] = frozenset()


def told(gifts: Sequence[Gift], course: Course) -> tuple[Group, ...]:
    """Group a campaign's gifts, given in the order they were posted, as far as they may be told.

    When it stops taking gifts all that came in by then is told; what was given back by then and not
    told is taken off. What is left when the books are closed is told too, for they must add up. Late
    money has groups of its own.
    """
    over_at = course.over_at
    in_time = [each for each in gifts if not each.late and (over_at is None or each.at <= over_at)]
    after = [each for each in gifts if each.late or (over_at is not None and each.at > over_at)]
    brought, rest = _told([each for each in in_time if each.kind == "receipt"])
    back, back_rest = _told([each for each in in_time if each.kind == "refund"])
    found = [*brought, *back]
    if over_at is not None and (rest or back_rest):
        found.append(_group([*rest, *back_rest], "receipt", at=over_at))
    for kind, counted, late in _STREAMS:
        stream = [
            each for each in after if (each.kind, each.counted, each.late) == (kind, counted, late)
        ]
        waiting = course.waiting if kind == "refund" else frozenset()
        groups, left = _told(stream, waiting=waiting, known=kind == "refund")
        found += groups
        if left and course.closed_at is not None:
            found.append(_group(left, kind, at=course.closed_at))
    return tuple(sorted(found, key=lambda each: (each.at, each.number)))


def _told(
    gifts: Sequence[Gift], *, waiting: Collection[str] = (), known: bool = False
) -> tuple[list[Group], list[Gift]]:
    """Tell the groups that may be told, and what is left over.

    ``known``: all who will follow are known (they wait); else more may come at any time.
    """
    chunks = _chunks(gifts)
    groups: list[Group] = []
    for place, chunk in enumerate(chunks):
        after = [each for later in chunks[place + 1 :] for each in later]
        ready = _ready_at(after)
        homes = {each.household for each in after} | set(waiting)
        if ready is None and known and (not homes or len(homes) >= HOUSEHOLDS):
            ready = chunk[-1].at
        if not _is_enough(chunk) or ready is None:
            return groups, [*chunk, *after]
        groups.append(_group(chunk, chunk[0].kind, at=max(ready, chunk[-1].at)))
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


def _ready_at(after: Sequence[Gift]) -> int | None:
    """Tell when those who came after could make a group of their own; None: not yet."""
    homes: set[str] = set()
    for each in after:
        homes.add(each.household)
        if len(homes) >= HOUSEHOLDS:
            return each.at
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
