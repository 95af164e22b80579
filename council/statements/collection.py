"""A collection 意见征集 and its statements as they are kept."""

from council.kernel.values import value


@value
class Collection:
    """A collection as kept. ``picture`` and ``digest`` are empty, ``closed_at`` 0 while it is open.

    ``seed`` orders the statements; the limits are those of the rules when it was opened.
    """

    community_id: str
    id: str
    motion_id: str
    state: str
    seed: str
    opened_at: int
    closes_at: int
    of_one_person: int
    characters: int
    smallest_group: int
    shown_from: int
    closed_at: int
    took_part: int
    matrix: str
    digest: str
    picture: str


@value
class Statement:
    """One statement as kept; ``author_id`` is empty for those of the staff."""

    number: int
    text: str
    state: str
    author_id: str
    reason: str


@value
class OwnAnswer:
    """What somebody answered; ``turn`` counts their answers, ``changes`` those of this one."""

    answer: str
    turn: int
    changes: int
