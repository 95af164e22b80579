"""What is told of a collection: whole numbers only, so that it is kept as it is compared.

Shares are in thousandths, cut off. A figure that would rest on too few answers is None.
"""

import json
from typing import Any

from council.kernel.values import value


@value
class Answers:
    """The answers to one statement among some participants."""

    agree: int
    disagree: int
    unsure: int

    @property
    def seen(self) -> int:
        """How many answered."""
        return self.agree + self.disagree + self.unsure


@value
class StatementAnswers:
    """One statement: all its answers, and those of each group; None where they are too few to show."""

    number: int
    answers: Answers | None
    groups: tuple[Answers | None, ...]


@value
class Shared:
    """What nearly all share: ``side`` (agree or disagree), and how likely every group takes it.

    ``per_mille`` is the group-aware consensus; ``groups`` the same of each group alone.
    """

    number: int
    side: str
    per_mille: int
    groups: tuple[int, ...]


@value
class Dividing:
    """What divides: how likely each group agrees (or, without groups, all together)."""

    number: int
    groups: tuple[int, ...]


@value
class Group:
    """An opinion group: how many, and the statements (number, side) that stand for it, best first."""

    size: int
    stands_for: tuple[tuple[int, str], ...]


@value
class Picture:
    """The picture of a collection.

    ``participants`` took part, ``in_groups`` of them answered enough to be grouped. ``shown``: enough
    took part to show anything; else all that follows is empty. Without ``groups`` what is shared and
    what divides is told of all together.
    """

    participants: int
    in_groups: int
    shown: bool
    groups: tuple[Group, ...] = ()
    shared: tuple[Shared, ...] = ()
    divides: tuple[Dividing, ...] = ()
    statements: tuple[StatementAnswers, ...] = ()


def to_json(picture: Picture) -> str:
    """Write a picture in its one form, to be kept and compared."""
    return json.dumps(_plain(picture), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_json(written: str) -> Picture:
    """Read what ``to_json`` wrote."""
    kept = json.loads(written)
    return Picture(
        participants=kept["participants"],
        in_groups=kept["in_groups"],
        shown=kept["shown"],
        groups=tuple(
            Group(
                size=each["size"],
                stands_for=tuple((number, side) for number, side in each["stands_for"]),
            )
            for each in kept["groups"]
        ),
        shared=tuple(
            Shared(**{**each, "groups": tuple(each["groups"])}) for each in kept["shared"]
        ),
        divides=tuple(
            Dividing(number=each["number"], groups=tuple(each["groups"]))
            for each in kept["divides"]
        ),
        statements=tuple(
            StatementAnswers(
                number=each["number"],
                answers=_answers(each["answers"]),
                groups=tuple(_answers(one) for one in each["groups"]),
            )
            for each in kept["statements"]
        ),
    )


def _answers(kept: dict[str, int] | None) -> Answers | None:
    return None if kept is None else Answers(**kept)


def _plain(written: Any) -> Any:
    if isinstance(written, tuple):
        return [_plain(each) for each in written]
    if hasattr(written, "__dataclass_fields__"):
        return {name: _plain(getattr(written, name)) for name in written.__dataclass_fields__}
    return written
