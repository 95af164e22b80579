"""What the moves of a proposal 提案 are judged by: at the desk, and for one reader."""

from council.kernel.acts.facts import facts


@facts
class DeskFacts:
    """A proposal at the desk. ``voices`` counts its voice messages.

    ``asked``: its author is asked to merge it. ``moved``: a motion stands on it already.
    """

    number: int
    state: str
    body: str
    voices: int
    asked: bool
    moved: bool


@facts
class ReaderFacts:
    """A proposal for one resident, who is ``adult`` or not; ``mine``: who wrote it.

    ``into`` is the number of the one that its author is asked to merge it into, ``other`` that of
    the one which it went, or is to go into, where the reader may read that; 0 for none.
    """

    number: int
    state: str
    mine: bool
    adult: bool
    readable: bool
    seconded: bool
    following: bool
    into: int
    other: int
