"""What the moves of a meeting 会议 and of the lines of its agenda are judged by."""

from typing import Protocol

from council.kernel.acts.facts import facts
from council.motions.facts import Hearing
from council.rules.profile import RuleRow


@facts
class MeetingFacts:
    """A meeting at ``now``, for one reader, ``adult`` and ``present`` or not.

    ``by_code``: whoever checks in by phone shows the code on the wall. ``items`` counts what stands on its agenda; ``notice_days`` are the clear days that this needs.
    """

    number: int
    state: str
    starts_at: int
    now: int
    timezone: str
    items: int
    notice_days: int
    adult: bool
    present: bool
    by_code: bool


@facts
class InvitedFacts:
    """Somebody invited to meeting ``number`` in ``state``; ``place``: their number on its list.

    ``arrived`` and ``left``: they were noted so.
    """

    number: int
    state: str
    place: int
    arrived: bool
    left: bool


@facts
class SheetFacts:
    """The agenda of meeting ``number`` in ``state``; ``together``: so many wait for one vote."""

    number: int
    state: str
    together: int


@facts
class ItemFacts:
    """An item, motion ``number`` in ``state``, on the agenda of a meeting at ``now``.

    ``consent``: it is to be voted on together with others.
    """

    number: int
    state: str
    consent: bool
    meeting: int
    meeting_state: str
    starts_at: int
    now: int


class Heard(Protocol):
    """What a meeting judges a motion by that it hears."""

    @property
    def number(self) -> int:
        """The motion's number."""

    @property
    def state(self) -> str:
        """The motion's state."""

    @property
    def rule(self) -> RuleRow:
        """Its row of the rules."""

    @property
    def hearing(self) -> Hearing:
        """The meeting that hears it."""


@facts
class LineFacts:
    """A motion on, or for, the agenda of the meeting number ``meeting`` at ``now``.

    ``place`` counts from 0, and is -1 where it does not stand there; ``listed``: it stands on the
    agenda of some meeting to come. ``late``: its answer is. ``carried_over``: the clock puts it there
    from a meeting that did not get to it. ``length`` is how long the agenda is,
    ``limit`` how long it may be. ``hearing`` is this meeting, if it is the one that hears it.
    """

    number: int
    state: str
    rule: RuleRow
    late: bool
    carried_over: bool
    listed: bool
    meeting: int
    meeting_state: str
    starts_at: int
    now: int
    place: int
    length: int
    limit: int
    hearing: Hearing
