"""Ballots 选票: commands and their results. ``poll`` is the per-community number."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.polls.commands import PollView
from council.polls.rules import PollOption


@value
class HeadLine:
    """One head that a person votes for: its units and area (hundredths of m²).

    ``place`` counts from 0 in the person's own heads; ``choice`` is the standing ballot's, empty
    where none was cast. ``co_owners``: how many others vote for it, ``co_voted`` of them have;
    ``unclear``: the ballots that stand contradict each other.
    """

    place: int
    units: tuple[str, ...]
    area_x100: int
    choice: str = ""
    co_owners: int = 0
    co_voted: int = 0
    unclear: bool = False


@result
@value
class BallotSheet:
    """The sheet that a person is filling in; never a cast ballot by itself.

    Ranking: ``options`` in this voter's own order, ``order`` the tapped places (letters, tie
    groups, best first), ``joining`` = the next tap shares the last place. Ratification:
    ``heads``, and ``choice`` for the head at ``place`` (-1: none chosen yet). ``confirming`` =
    everything is shown once more before it is cast. ``note`` is the key of a sentence about what
    just happened (a stale button, an unreadable order), empty for none. ``cast`` = how many
    revisions of this person's ballot exist (of the head at ``place``). ``clause_reference``: the
    clause by which the silent follow the majority, empty where there is none.
    """

    number: int
    kind: str
    title: str
    body: str
    legal_class: str
    options: tuple[PollOption, ...]
    order: tuple[tuple[str, ...], ...]
    joining: bool
    heads: tuple[HeadLine, ...]
    place: int
    choice: str
    revision: int
    closes_at: int
    cast: int
    confirming: bool
    note: str
    locale: str
    timezone: str
    clause_reference: str = ""


@value
class OpenSheet(Command[BallotSheet | PollView]):
    """Open one's sheet of an open poll; typed rankings are awaited from now on.

    A poll that is over shows its page instead.
    """

    poll: int


@value
class MarkBallot(Command[BallotSheet]):
    """Change the sheet: ``act`` is tap, undo, clear, tie, done or back; ``letter`` for a tap."""

    poll: int
    revision: int
    act: str
    letter: str = ""


@value
class TypeRanking(Command[BallotSheet]):
    """Type the whole order, such as ``3 1 2``; ``poll`` 0 = the sheet used last."""

    text: str
    poll: int = 0


@value
class ChooseOnSheet(Command[BallotSheet]):
    """Choose agree, oppose or abstain for the head at ``place``; the confirm screen follows."""

    poll: int
    revision: int
    place: int
    choice: str


@result
@value
class BallotCast:
    """The receipt: the ballot stands. Carries all that its screen shows.

    ``ranked``: places, best first, each with its options; ``unranked``: tied last. ``choice``,
    ``units`` and ``area_x100`` for a ratification. ``revision`` counts this slot's ballots from 1;
    ``unchanged`` = the same ballot was cast before and nothing new was written. ``others``: heads
    of this person that have not voted yet. ``receipt``: a short code of the kept row.
    ``looked_up``: nothing was cast just now, it is what stands.
    """

    number: int
    kind: str
    title: str
    ranked: tuple[tuple[PollOption, ...], ...]
    unranked: tuple[PollOption, ...]
    choice: str
    units: tuple[str, ...]
    area_x100: int
    revision: int
    unchanged: bool
    cast_at: int
    closes_at: int
    receipt: str
    others: int
    locale: str
    timezone: str
    looked_up: bool = False


@value
class CastBallot(Command[BallotCast | BallotSheet]):
    """Cast what the sheet says; set-based, since these come in crowds.

    ``revision`` is that of the sheet that the person confirmed; an older one gets the current
    sheet back instead.
    """

    poll: int
    revision: int


@result
@value
class PaperRecorded:
    """A paper ballot stands. ``replaced``: the channel of the earlier ballot, empty if none."""

    number: int
    kind: str
    title: str
    voter: str
    owner: str
    units: tuple[str, ...]
    area_x100: int
    choice: str
    order: tuple[tuple[str, ...], ...]
    serial: str
    revision: int
    replaced: str
    receipt: str
    scan: str = ""


@value
class RecordPaper(Command[PaperRecorded]):
    """Record one signed paper ballot in one act.

    ``voter``: a unit's code (ratification) or a resident's ref (ranking); ``owner`` may be empty
    where only one may sign. ``said``: a choice, or an order such as ``C A B``. ``serial``: the
    paper's number, used once a poll. ``scan``: the hash of a kept photo of it. ``signed_at``: when
    it was signed, None = now; a later ballot of its signer stands.
    """

    poll: int
    voter: str
    said: str
    serial: str
    owner: str = ""
    scan: str = ""
    signed_at: int | None = None


@result
@value
class BallotDisowned:
    """An objection to what was laid in one's name is kept, and the desk is told.

    ``undone``: it counts no more, and what stood before stands again if ``restored``. Else it stands
    until the desk has compared the paper; ``open``: whether that is still before the close.
    """

    poll: int
    kind: str
    title: str
    undone: bool
    restored: bool
    closes_at: int
    open: bool


@value
class DisownBallot(Command[BallotDisowned]):
    """Say that a ballot which the desk laid is not one's own.

    ``place`` is one's slot in the poll, from 0; ``revision`` the ballot that one was told of.
    """

    poll: int
    place: int
    revision: int
