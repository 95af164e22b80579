"""Gifts in groups, as slowly as the words say it: every group asks at every moment who came after.

An independent model for ``ledger/grouping``, which looks at each gift once.
"""

from collections.abc import Sequence
from itertools import groupby

from council.campaigns.ledger.grouping import HOUSEHOLDS, Course, Gift, Group, Wait


def told_slowly(gifts: Sequence[Gift], course: Course) -> tuple[Group, ...]:
    """Group a campaign's gifts as far as they may be told."""
    over = course.over_at
    in_time = [g for g in gifts if g.counted and (over is None or g.at <= over)]
    after = [g for g in gifts if g not in in_time]
    found, rest = [], []
    for kind in ("receipt", "refund"):
        groups, left = _told([g for g in in_time if g.kind == kind])
        found, rest = found + groups, rest + left
    if over is not None and rest:
        found.append(_group(rest, "receipt", over))
    for kind, counted, late in sorted({(g.kind, g.counted, g.late) for g in after}):
        stream = [g for g in after if (g.kind, g.counted, g.late) == (kind, counted, late)]
        waits = course.waits if kind == "refund" else None
        for closing in course.closings:
            end = (closing.at, closing.upto)
            groups, left = _told([g for g in stream if (g.at, g.number) <= end], waits, closing.at)
            found += groups + ([_group(left, kind, closing.at)] if left else [])
            stream = [g for g in stream if (g.at, g.number) > end]
        alone = [g for g in stream if g.listed and course.closings]
        found += [_group([g], kind, g.at) for g in alone]
        found += _told([g for g in stream if g not in alone], waits)[0]
    return tuple(sorted(found, key=lambda group: (group.at, group.number)))


def _told(
    gifts: list[Gift], waits: Sequence[Wait] | None = None, by: int | None = None
) -> tuple[list[Group], list[Gift]]:
    chunks: list[list[Gift]] = []
    for _, moment in groupby(gifts, key=lambda g: g.at):
        if not chunks or len({g.household for g in chunks[-1]}) >= HOUSEHOLDS:
            chunks.append([])
        chunks[-1] += moment
    groups: list[Group] = []
    for place, chunk in enumerate(chunks):
        after = [g for later in chunks[place + 1 :] for g in later]
        enough = len({g.household for g in chunk}) >= HOUSEHOLDS
        ready = _ready_at(chunk[-1].at, after, waits) if enough else None
        if ready is None or (by is not None and ready > by):
            return groups, [*chunk, *after]
        groups.append(_group(chunk, chunk[0].kind, ready))
    return groups, []


def _ready_at(end: int, after: list[Gift], waits: Sequence[Wait] | None) -> int | None:
    moments = {end, *(g.at for g in after)}
    moments |= {each for w in waits or () for each in (w.since, w.until) if each is not None}
    for now in sorted(each for each in moments if each >= end):
        homes = {g.household for g in after if g.at <= now}
        homes |= {
            w.household
            for w in waits or ()
            if w.since <= now and (w.until is None or now < w.until)
        }
        if len(homes) >= HOUSEHOLDS or (waits is not None and not homes):
            return now
    return None


def _group(gifts: list[Gift], kind: str, at: int) -> Group:
    return Group(
        number=max(g.number for g in gifts),
        many=len(gifts),
        at=at,
        kind=kind,
        counted=gifts[0].counted,
        late=gifts[0].late,
        amount_fen=sum(g.amount_fen for g in gifts),
    )
