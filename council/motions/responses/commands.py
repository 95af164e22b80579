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
    """Answer a motion at once. ``cost_fen`` None means that none was named."""

    number: int
    decision: str
    reason: str = ""
    cost_fen: int | None = None
    responsible: str = ""
    done_by: str = ""


@result
@value
class OverdueNoted:
    """The lateness was told once, and the motion stands on ``meeting_number`` (0: none yet)."""

    number: int
    meeting_number: int


@value
class NoteOverdue(Command[OverdueNoted]):
    """The clock found a response late."""

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
