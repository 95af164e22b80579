"""The ownership roll: its import from a file, its export, the correction of one unit."""

from council.kernel.bus.command import Command, result
from council.kernel.screens.file_faults_result import FileFault, told
from council.kernel.values import value
from council.roll.rules import FieldChange, Figures, RollDiff, Several
from voting.formats.faults import BadInput
from voting.roll import Unit


@value
class RunningVote:
    """An owners' vote that keeps the roll it was announced with."""

    number: int
    title: str


@result
@value
class RollImported:
    """What an import changed (or would change), and the figures of the roll that now stands.

    ``to_confirm`` are owners of several units of whom it must be said that they are one person;
    ``frozen`` the running votes, which keep the roll they were announced with.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    units: int
    heads: int
    area_x100: int
    dry_run: bool
    before: Figures = Figures()
    diff: RollDiff = RollDiff(added=(), removed=(), changes=())
    several: tuple[Several, ...] = ()
    to_confirm: tuple[Several, ...] = ()
    spellings: tuple[tuple[str, ...], ...] = ()
    frozen: tuple[RunningVote, ...] = ()


@result
@value
class RollWaits:
    """A file that leaves much out while votes run waits for a second person; nothing is kept yet."""

    removed: int
    of: int
    frozen: tuple[RunningVote, ...]


@value
class ImportRoll(Command[RollImported | RollWaits]):
    """Replace the roll by a file's units. ``same_owner`` names units confirmed as one person's.

    A file that leaves much of the roll out needs the number of units that it removes, ``removes``.

    With ``dry_run`` nothing is kept: the result is the preview. ``content`` is the file itself,
    kept as evidence.
    """

    units: tuple[Unit, ...]
    same_owner: frozenset[str] = frozenset()
    dry_run: bool = False
    content: bytes = b""
    file: str = ""
    removes: int = 0


@result
@value
class RollFaults:
    """Everything wrong with a file (or, where ``file`` is empty, with a typed answer)."""

    file: str
    faults: tuple[FileFault, ...]


def faults_in(error: BadInput, *, file: str) -> RollFaults:
    """Tell what the reader of a file found wrong."""
    return RollFaults(file=file, faults=told(error.faults))


@result
@value
class RollAwaited:
    """The desk waits for the roll file."""


@result
@value
class RollOffer:
    """A file that was read and waits for a yes: nothing is kept yet.

    ``rewritten`` and ``unread`` tell what the reader did: cells brought into their one form
    (where, before, after), and columns that it left aside; ``notes`` what else it did by itself
    (``voting.formats.notes.Note``). ``problem`` says why a press did nothing.
    """

    file: str
    preview: RollImported
    rewritten: tuple[tuple[int, str, str], ...]
    unread: tuple[str, ...]
    revision: int
    problem: str = ""
    notes: tuple[tuple[str, str], ...] = ()


@result
@value
class RollDropped:
    """The file was put away; nothing of it is kept."""


@value
class StartRollImport(Command[RollAwaited]):
    """Wait for the roll file."""


@value
class OfferRoll(Command[RollOffer]):
    """Show what a file would change, and wait for a yes."""

    file: str
    content: bytes
    units: tuple[Unit, ...]
    same_owner: frozenset[str] = frozenset()
    rewritten: tuple[tuple[int, str, str], ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@value
class SettleNamesakes(Command[RollOffer]):
    """Say of an owner of several units (by place) whether they are one person.

    ``answer`` is ``same``, ``split``, or ``all`` for all that the screen showed.
    """

    revision: int
    answer: str
    place: int = 0


@value
class ConfirmRemoval(Command[RollImported | RollWaits | RollOffer]):
    """Import a file that leaves much out: ``text`` holds the number of units that it removes."""

    text: str


@result
@value
class RollWaiting:
    """The file that waits for a second person; ``mine``: who looks is the first one."""

    id: str
    file: str
    offered_by: str
    offered_at: int
    mine: bool
    preview: RollImported
    outdated: bool


@value
class ShowRollImport(Command[RollWaiting]):
    """Look at the file that waits."""


@value
class SettleRollImport(Command[RollImported | RollDropped]):
    """Import the file that waits (``answer`` is ``yes``) or put it away (``no``)."""

    id: str
    answer: str


@value
class ConfirmRoll(Command[RollImported]):
    """Import the file that was shown."""

    revision: int


@value
class DropRoll(Command[RollDropped]):
    """Put the file away."""


@result
@value
class CorrectionAsked:
    """What the desk asks for: the new value on one line, the reason on the next."""

    unit: str
    field: str
    before: str


@value
class StartCorrection(Command[CorrectionAsked]):
    """Wait for the new value of one field of one unit, and for the reason.

    ``unit`` is its code, or its key as a button carries it.
    """

    unit: str
    field: str


@result
@value
class CorrectionOffer:
    """A correction that waits for a yes: what changes, and what that does to the figures."""

    change: FieldChange
    reason: str
    figures_before: Figures
    figures_after: Figures
    several: tuple[Several, ...]
    frozen: tuple[RunningVote, ...]
    revision: int


@value
class OfferCorrection(Command[CorrectionOffer]):
    """Show what a correction would change."""

    text: str


@result
@value
class UnitCorrected:
    """One field of one unit was corrected, on the record."""

    change: FieldChange
    reason: str
    figures: Figures
    frozen: tuple[RunningVote, ...]


@value
class ConfirmCorrection(Command[UnitCorrected]):
    """Make the correction that was shown."""

    revision: int
