"""What a motion tells of the statements collected on it: what nearly all share, then what divides."""

from council.kernel.values import value


@value
class SharedStatement:
    """A statement that every group answers the same way.

    ``side`` is ``agree`` or ``disagree``; ``groups``: the share of each group's answers that take
    it, in thousandths, cut off (of all together where there are no groups).
    """

    text: str
    side: str
    groups: tuple[int, ...]


@value
class DividingStatement:
    """A statement that groups answer differently: the share that agrees in each, in thousandths.

    Without groups: one that all together are undecided about.
    """

    text: str
    groups: tuple[int, ...]


@value
class OpinionsTold:
    """A collection on a motion.

    ``state`` is ``open`` or ``closed``; ``ends_at`` when it ends or ended. While it is open only
    ``took_part`` is told. ``shown``: enough took part; ``groups`` are the sizes of the opinion
    groups, none where no groups are shown.
    """

    state: str
    ends_at: int
    took_part: int
    shown: bool = False
    groups: tuple[int, ...] = ()
    shared: tuple[SharedStatement, ...] = ()
    divides: tuple[DividingStatement, ...] = ()
