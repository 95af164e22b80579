"""Statements 意见征集: commands and their results.

In results ``motion`` is the number of the motion and ``number`` that of a statement within its
collection; in commands ``number`` is the motion's, ``statement`` the statement's.
"""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.motions.opinions.told import OpinionsTold


@value
class Similar:
    """A statement that resembles another one."""

    number: int
    text: str


@result
@value
class CollectionView:
    """A collection's screen. ``may`` are the moves that the reader can make now, in this ``bot``.

    ``said`` is a catalog key of what has just happened. ``accepted`` counts the statements that are
    asked; ``waiting`` those to be judged (told at the desk only). ``answered`` and ``written`` are
    the reader's own, ``of_one_person`` what the reader may write. ``told`` is what all may know.
    """

    bot: str
    motion: int
    title: str
    told: OpinionsTold
    accepted: int
    waiting: int = 0
    answered: int = 0
    written: int = 0
    of_one_person: int = 0
    may: tuple[OpenMove, ...] = ()
    said: str = ""


@result
@value
class StatementCard:
    """One statement to answer. ``answer`` is the reader's own so far, empty for none.

    ``left``: how many the reader has not answered, this one among them; ``back``: the statement
    that was answered before this one, 0 for none. ``said`` as in a collection.
    """

    motion: int
    number: int
    text: str
    answer: str
    left: int
    total: int
    back: int
    said: str = ""
    may: tuple[OpenMove, ...] = ()


@value
class OwnAnswer:
    """A statement that the reader has answered."""

    number: int
    text: str
    answer: str


@value
class OwnAnswers:
    """A page of the reader's own answers, the latest first."""

    motion: int
    lines: tuple[OwnAnswer, ...]
    page: int
    pages: int
    total: int


@result
@value
class WaitingStatement:
    """The statement that waits longest to be judged, with what resembles it.

    ``waiting`` counts those that wait, this one among them. Who wrote it is not told.
    """

    motion: int
    number: int
    text: str
    waiting: int
    similar: tuple[Similar, ...]
    may: tuple[OpenMove, ...]
    said: str = ""


@result
@value
class StatementWritten:
    """A resident's statement waits to be judged; ``left``: how many more this person may write."""

    motion: int
    text: str
    left: int
    may: tuple[OpenMove, ...]


@value
class PictureView:
    """The picture of a closed collection, to open the agenda item with; ``accepted`` statements."""

    bot: str
    motion: int
    title: str
    told: OpinionsTold
    accepted: int


@value
class OpenCollection(Command[CollectionView]):
    """Begin to collect statements on a motion, until ``closes_at`` (UTC seconds; 0 = as usual)."""

    number: int
    closes_at: int = 0


@value
class SeedStatements(Command[CollectionView]):
    """Put the staff's own statements in, one a line."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    text: str


@value
class CloseCollection(Command[CollectionView]):
    """End a collection, and draw its picture."""

    number: int


@value
class WriteStatement(Command[StatementWritten]):
    """Put one's own statement in; it is asked once it was accepted."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    text: str


@value
class AcceptStatement(Command[WaitingStatement | CollectionView]):
    """Let all answer a statement."""

    number: int
    statement: int


@value
class RejectStatement(Command[WaitingStatement | CollectionView]):
    """Keep a statement from being asked; its author is told why."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    statement: int
    reason: str


@value
class AnswerStatement(Command[StatementCard | CollectionView]):
    """Answer a statement: ``agree``, ``disagree``, ``unsure``, or ``later`` to put it off."""

    number: int
    statement: int
    answer: str
