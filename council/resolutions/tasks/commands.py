"""Tasks 落实事项: commands and their results. ``number`` is the resolution's, such as ``2026-3``."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class TaskStep:
    """One step of a task's history; ``by`` is a name, for staff only. ``photo`` is a hash."""

    kind: str
    progress: int
    taken_at: int
    note: str = ""
    photo: str = ""
    motion: int = 0
    by: str = ""


@value
class Inspector:
    """Who accepts a task; ``verdict`` is empty until they have said."""

    name: str
    verdict: str


@result
@value
class TaskView:
    """One task as it stands; ``moves`` are what the viewer may do now, ``just`` what led here.

    ``owner`` and the inspectors' names are in full for staff, masked for residents. Times are 0
    where none, ``budget_fen`` is -1 where none was named.
    """

    bot: str
    number: str
    resolution: str
    position: int
    title: str
    owner: str
    due_at: int
    late: bool
    progress: int
    budget_fen: int
    acceptance: str
    reported_at: int
    done_at: int
    inspectors: tuple[Inspector, ...]
    steps: tuple[TaskStep, ...]
    moves: tuple[OpenMove, ...]
    just: str = ""


@value
class PlanTask(Command[TaskView]):
    """Say who does a task (by register number), until when, for how much, and who accepts it.

    ``due_at`` 0: no day; ``budget_fen`` None: no budget. ``inspectors`` are register numbers.
    """

    number: str
    position: int
    owner: str = ""
    due_at: int = 0
    budget_fen: int | None = None
    acceptance: str = "none"
    inspectors: tuple[str, ...] = ()


@value
class NoteProgress(Command[TaskView]):
    """Say how far a task is, in percent, with a note and perhaps a photo (its hash).

    A hundred percent reports it done: where somebody accepts it, it then waits for them.
    """

    public: ClassVar[tuple[str, ...]] = ("note",)
    number: str
    position: int
    percent: int
    note: str
    photo: str = ""


@value
class InspectTask(Command[TaskView]):
    """Accept a task as a named inspector, or say what is ``missing``, which opens it again."""

    public: ClassVar[tuple[str, ...]] = ("missing",)
    number: str
    position: int
    missing: str = ""


@value
class AcceptAtMeeting(Command[TaskView]):
    """Note what a meeting decided about a task, by its motion: carried accepts it.

    One that was lost opens it again, with what is ``missing``.
    """

    public: ClassVar[tuple[str, ...]] = ("missing",)
    number: str
    position: int
    motion: int
    missing: str = ""


@value
class TellLateTask(Command["LateTaskTold"]):
    """Tell that a task's day is past; once for each day that was planned."""

    number: str
    position: int


@value
class LateTaskTold:
    """How many people were told."""

    number: str
    position: int
    told: int
