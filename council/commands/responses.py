"""Responses 答复 of the addressed party to a motion: commands and their results."""

from typing import ClassVar

from council.commands.message import Command, result
from council.commands.motions import MotionView
from council.domain.values import value


@result
@value
class AnswerSheet:
    """A half-written answer of the property manager.

    ``done`` names the steps already filled or skipped, ``step`` the next one; ``cost_fen`` is -1
    and ``done_by`` empty while unknown. ``stale`` says that an older sheet's button was pressed
    and changed nothing.
    """

    number: int
    title: str
    revision: int
    decision: str
    reason: str
    cost_fen: int
    responsible: str
    done_by: str
    done: tuple[str, ...]
    step: str
    may_skip: bool
    stale: bool = False


@result
@value
class ReasonWanted:
    """The manager's next message is the reason of an extension."""

    number: int
    title: str
    days: int


@result
@value
class ExtensionSheet:
    """An extension before it is confirmed: why, and from which due time to which."""

    number: int
    title: str
    revision: int
    reason: str
    due_at: int
    until_at: int
    days: int
    stale: bool = False


@value
class Acknowledge(Command[MotionView]):
    """Say that the motion has been seen and taken on."""

    verb: ClassVar[str] = "response.acknowledge"
    number: int


@value
class BeginExtension(Command[ReasonWanted]):
    """Wait for the reason of the one extension."""

    verb: ClassVar[str] = "response.extend"
    number: int


@value
class FillExtension(Command[ExtensionSheet]):
    """Give the reason of the one extension; nothing is put off before it is confirmed."""

    verb: ClassVar[str] = "response.extend"
    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    reason: str


@value
class Extend(Command["MotionView | ExtensionSheet"]):
    """Take the extension that was shown; an older sheet's button only shows the new one."""

    verb: ClassVar[str] = "response.extend"
    number: int
    revision: int


@value
class FillAnswer(Command[AnswerSheet]):
    """Begin an answer (empty ``field``) or fill one field of its sheet.

    ``field``: decision, reason, cost, responsible, date, ``skip`` (the awaited step) or ``again``
    (ask a step once more). ``revision`` is the pressed sheet's; 0 comes from a typed message.
    """

    verb: ClassVar[str] = "response.answer"
    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    field: str = ""
    text: str = ""
    revision: int = 0


@value
class FileAnswer(Command["MotionView | AnswerSheet"]):
    """Give the answer that the sheet describes."""

    verb: ClassVar[str] = "response.answer"
    number: int
    revision: int


@value
class AnswerMotion(Command[MotionView]):
    """Answer a motion at once. ``cost_fen`` None means that none was named."""

    verb: ClassVar[str] = "response.answer"
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

    verb: ClassVar[str] = "response.overdue"
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

    verb: ClassVar[str] = "response.remind"
    number: int
