"""Responses 答复 of the addressed party to a motion: commands and their results."""

from typing import ClassVar

from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.motions.commands import MotionView


@value
class Acknowledge(Command[MotionView]):
    """Say that the motion has been seen and taken on."""

    number: int


@value
class Extend(Command[MotionView]):
    """Take the one extension, with a reason of substance."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    reason: str


@value
class AnswerMotion(Command[MotionView]):
    """Answer a motion at once. ``cost_fen`` None means that none was named.

    ``photos`` are kept files by their hashes.
    """

    number: int
    decision: str
    reason: str = ""
    cost_fen: int | None = None
    responsible: str = ""
    done_by: str = ""
    photos: tuple[str, ...] = ()


@value
class HandOn(Command[MotionView]):
    """Ask another party to take it on; until it has, nothing changes."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    party: str
    reason: str


@value
class TakeOn(Command[MotionView]):
    """Take on what was handed on, or has climbed to this party."""

    number: int


@value
class HandBack(Command[MotionView]):
    """Hand back what was handed on, with the reason."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    reason: str


@value
class AskBack(Command[MotionView]):
    """Ask the proposer something before answering."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    text: str


@value
class ReplyToQuestion(Command[MotionView]):
    """Reply, as the proposer, to what the party asked."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    text: str


@value
class PlanAnswer(Command[MotionView]):
    """Say what will be done, by whom and until when, where the answer did not."""

    public: ClassVar[tuple[str, ...]] = ("measures",)
    number: int
    measures: str
    responsible: str
    done_by: str


@value
class CompleteAnswer(Command[MotionView]):
    """Say that what was promised is done; those who asked are asked how content they are."""

    public: ClassVar[tuple[str, ...]] = ("note",)
    number: int
    note: str = ""
    photos: tuple[str, ...] = ()


@value
class RateAnswer(Command[MotionView]):
    """Say how content one is, as somebody who asked; said again, it counts anew."""

    number: int
    level: str


@result
@value
class LadderClimbed:
    """The ``steps`` that the clock took now; ``meeting_number``: on whose agenda it put the motion."""

    number: int
    steps: tuple[str, ...]
    meeting_number: int


@value
class ClimbLadder(Command[LadderClimbed]):
    """The clock finds a step of the ladder due: what is owed is near, or late."""

    number: int


@result
@value
class PromiseReminded:
    """``stage``: the reminder that was sent now (``before``, ``day``), or none."""

    number: int
    stage: str


@value
class RemindPromise(Command[PromiseReminded]):
    """The clock finds a promised day near, or come."""

    number: int
