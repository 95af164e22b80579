"""Follow-up calls 回访: commands and their results. ``act`` is the number of the assisted act."""

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class FollowUpCall:
    """One call: who is asked about what. ``moves`` are the outcomes that the viewer may note now."""

    act: int
    poll: int
    title: str
    kind: str
    person: str
    voter: str
    helper: str
    desk: str
    recorded_at: int
    choice: str
    order: tuple[tuple[str, ...], ...]
    state: str
    note: str
    called_by: str
    moves: tuple[OpenMove, ...] = ()
    just: str = ""


@value
class ConfirmFollowUp(Command[FollowUpCall]):
    """Note that the person confirmed the act."""

    act: int


@value
class MissFollowUp(Command[FollowUpCall]):
    """Note that the person was not reached; somebody may try again."""

    act: int


@value
class ContradictFollowUp(Command[FollowUpCall]):
    """Note that the person denies the act, with what they said."""

    act: int
    note: str
