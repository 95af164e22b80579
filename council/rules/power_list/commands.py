"""The power-and-duty list: its import from a file, an earlier version once more."""

from council.kernel.bus.command import Command, result
from council.kernel.screens.file_faults_result import FileFault, told
from council.kernel.values import value
from council.rules.power_list.matter import Matter
from council.rules.power_list.rules import ListDiff
from voting.formats.faults import BadInput


@result
@value
class PowersAdopted:
    """Which version is in force now (or, after a dry run, would be), and what it changed."""

    number: int
    matters: int
    diff: ListDiff
    dry_run: bool = False


@value
class AdoptPowers(Command[PowersAdopted]):
    """Let another list hold, read from a file whose bytes are kept as evidence."""

    matters: tuple[Matter, ...]
    file: str = ""
    content: bytes = b""
    dry_run: bool = False


@result
@value
class PowersFaults:
    """Everything wrong with a file; nothing of it is kept."""

    file: str
    faults: tuple[FileFault, ...]


def faults_in(error: BadInput, *, file: str) -> PowersFaults:
    """Tell what the reader of a file found wrong."""
    return PowersFaults(file=file, faults=told(error.faults))


@result
@value
class PowersAwaited:
    """The desk waits for the list as a file."""


@result
@value
class PowersOffer:
    """A list that waits for a yes: nothing is kept yet.

    ``file`` is empty where it is an earlier version, ``earlier``. ``unread`` and ``notes`` tell
    what the reader of a file did; ``problem`` says why a press did nothing.
    """

    file: str
    matters: int
    diff: ListDiff
    revision: int
    unread: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    earlier: int = -1


@result
@value
class PowersDropped:
    """The list was put away; nothing of it is kept."""


@value
class StartPowers(Command[PowersAwaited]):
    """Wait for the list as a file."""


@value
class OfferPowers(Command[PowersOffer]):
    """Show what a file would change, and wait for a yes."""

    file: str
    content: bytes
    matters: tuple[Matter, ...]
    unread: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@value
class OfferEarlier(Command[PowersOffer]):
    """Show what an earlier version (0: the list that ships) would change, and wait for a yes."""

    number: int


@value
class ConfirmPowers(Command[PowersAdopted | PowersOffer]):
    """Adopt what was shown."""

    revision: int


@value
class DropPowers(Command[PowersDropped]):
    """Put it away."""
