"""Signed papers after they were recorded: corrections, and the desk's view of a poll."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class PaperCorrected:
    """A paper was read again. ``was`` and ``voter`` differ when it was somebody else's."""

    number: int
    title: str
    kind: str
    serial: str
    was: str
    voter: str
    choice: str
    order: tuple[tuple[str, ...], ...]
    reason: str


@value
class CorrectPaper(Command[PaperCorrected]):
    """Read a recorded paper again, with the reason; what was recorded stays in the record.

    ``voter``, ``owner`` and ``said`` as in ``RecordPaper``; another voter than before gets the
    ballot, and what stood for the first one stands again.
    """

    poll: int
    serial: str
    voter: str
    said: str
    reason: str
    owner: str = ""


@value
class WaitingAct:
    """An assisted act that waits for a second person."""

    number: int
    person: str
    voter: str


@result
@value
class PollDesk:
    """What the desk does in one poll: how many acts came on paper, and which forms it may begin.

    ``assisted``: those whose ballot stands; ``waiting`` for a second person. ``proxies``: written
    authorisations that were not revoked. ``serials`` of the papers held, ``unscanned`` those of
    which there is no photo, ``disowned`` those of ballots whose voter said: not me. ``delivers``:
    there are door-to-door lists.
    """

    number: int
    kind: str
    title: str
    papers: int
    corrections: int
    assisted: int
    waiting: tuple[WaitingAct, ...]
    proxies: int
    forms: tuple[str, ...]
    delivers: bool
    serials: tuple[str, ...] = ()
    unscanned: tuple[str, ...] = ()
    disowned: tuple[str, ...] = ()
