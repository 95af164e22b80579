"""Ballots of an owners' vote by file: asked for, shown, confirmed, kept. ``poll`` is its number."""

from council.counter.ballot_files.rules import Conflict, Doubled
from council.kernel.bus.command import Command, result
from council.kernel.screens.file_faults_result import FileFault
from council.kernel.values import value
from council.polls.commands import Turnout
from council.roll.reading_commands import RollRead
from voting.formats.ballots_csv import BallotTable


@result
@value
class BallotsAwaited:
    """The desk waits for a file of ballots of this poll."""

    number: int
    title: str


@result
@value
class BallotFaults:
    """Everything wrong with a file; nothing of it was kept. ``number`` 0: nobody said which poll."""

    number: int
    file: str
    faults: tuple[FileFault, ...]


@result
@value
class BallotsImported:
    """What a file brought, or would bring: never what anybody chose.

    ``kept`` ballots, with the units and area (hundredths of m²) of their heads and how many came
    through each channel; ``unchanged`` lines are in the record already, ``left_out`` had no choice,
    ``doubled`` have a later one of the same owner in the file. ``conflicts``: owners who had a
    ballot before, and which one stands. ``turnout`` is the poll's with what is kept.
    """

    number: int
    title: str
    rows: int
    kept: int
    heads: int
    units: int
    area_x100: int
    channels: tuple[tuple[str, int], ...]
    unchanged: int
    left_out: int
    doubled: tuple[Doubled, ...]
    conflicts: tuple[Conflict, ...]
    turnout: Turnout
    dry_run: bool

    @property
    def overtaken(self) -> int:
        """How many lines are earlier than the ballot that stands; they are not kept."""
        return sum(not each.file_stands for each in self.conflicts)


@result
@value
class ChannelAsked:
    """Lines of the file (``rows`` of them) name no channel: which one is it for all of them?"""

    number: int
    title: str
    file: str
    rows: int
    revision: int


@result
@value
class BallotsOffer:
    """A file that was read and waits for a yes: nothing is kept yet.

    ``unread`` are columns that were left aside; ``notes`` (kind, text) what the reader left out or
    read unseen (voting.formats.notes); ``problem`` says why a press did nothing.
    ``elsewhere``: other polls that have papers with these serials, and how many: perhaps the file
    belongs there.
    """

    file: str
    preview: BallotsImported
    unread: tuple[str, ...]
    revision: int
    problem: str = ""
    elsewhere: tuple[tuple[int, int], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@result
@value
class BallotsDropped:
    """The file was put away; nothing of it is kept."""

    number: int


@value
class StartBallotsFile(Command[BallotsAwaited]):
    """Wait for a file of ballots of an open owners' vote."""

    poll: int


@value
class OfferBallots(Command[BallotsOffer | ChannelAsked | BallotFaults]):
    """Show what a file would bring to the poll it was last asked for, and wait for a yes."""

    content: bytes
    table: BallotTable


@value
class PickBallotsChannel(Command[BallotsOffer | ChannelAsked | BallotFaults]):
    """Say through which channel the lines came that name none."""

    revision: int
    channel: str


@value
class ConfirmBallots(Command[BallotsImported | BallotsOffer | ChannelAsked | BallotFaults]):
    """Keep the ballots of the file that was shown."""

    revision: int


@value
class DropBallots(Command[BallotsDropped]):
    """Put the file away."""


@value
class ImportBallots(Command[BallotsImported | BallotFaults]):
    """Keep a file's ballots in one act. ``channel`` is for the lines that name none.

    With ``dry_run`` nothing is kept: the result is the preview. ``content`` is the file itself,
    kept as evidence.
    """

    poll: int
    table: BallotTable
    content: bytes
    channel: str = ""
    dry_run: bool = False


@value
class TakeBallotsList(Command[RollRead]):
    """Take away the list of everybody who may vote in an owners' vote."""

    poll: int
