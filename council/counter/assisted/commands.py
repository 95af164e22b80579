"""Assisted acts 线下代办: commands and their results. ``act`` is the per-community number."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class AssistedAct:
    """One assisted act as the desk sees it. ``just`` is the verb that led here, ``moves`` come next.

    ``stands``: the ballot that it became is the one that counts now. ``review``: its helper had
    helped with ``most`` before, all that the poll's rules allow without one.
    """

    number: int
    poll: int
    title: str
    kind: str
    state: str
    person: str
    voter: str
    helper: str
    helper_role: str
    desk: str
    reason: str
    consent: str
    evidence: str
    witness: str
    choice: str
    order: tuple[tuple[str, ...], ...]
    serial: str
    scan: str
    contact: str
    review: bool
    most: int
    stands: bool
    recorded_by: str
    recorded_at: int
    confirmed_by: str
    end_reason: str
    moves: tuple[str, ...] = ()
    just: str = ""


@result
@value
class AssistOverturned:
    """The person took an assisted act back. ``restored``: an earlier ballot of theirs stands again."""

    poll: int
    kind: str
    title: str
    restored: bool
    closes_at: int


@value
class RecordAssist(Command[AssistedAct]):
    """Record what somebody decided and a helper wrote down; it waits for a second person.

    ``voter``, ``owner`` and ``said`` as in ``RecordPaper``. ``evidence`` and ``scan`` are hashes of
    kept files. ``statement_read``, ``read_back`` and ``slip_given`` must all have been done.
    """

    poll: int
    voter: str
    owner: str
    said: str
    helper: str
    helper_role: str
    desk: str
    reason: str
    consent: str
    evidence: str
    serial: str
    scan: str
    contact: str
    witness: str = ""
    statement_read: bool = False
    read_back: bool = False
    slip_given: bool = False


@value
class ConfirmAssist(Command[AssistedAct]):
    """Let it count, as a second person."""

    act: int


@value
class RevokeAssist(Command[AssistedAct]):
    """Reject it before it counts, or take it back because the person asked for it, with the reason."""

    act: int
    reason: str


@value
class OverturnAssist(Command[AssistOverturned]):
    """Take back what was done in one's own name, until the close."""

    act: int
