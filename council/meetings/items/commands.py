"""Items of an agenda 议程: commands and their results."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.forms.commands import Phrase
from council.kernel.values import value
from council.meetings.commands import MeetingView


@value
class SheetLine:
    """One item: when it begins by the minutes of those before it, and what can be done with it."""

    motion: int
    title: str
    kind: str
    minutes: int
    begins_at: int
    presenter: str
    consent: bool
    late: bool
    carried_over: bool
    files: int
    may: tuple[OpenMove, ...] = ()


@value
class Offer:
    """A proposal that has its seconds and could become a motion, where there is room for it."""

    number: int
    title: str


@result
@value
class AgendaSheet:
    """The agenda by its minutes. ``lasts``: how long the meeting is."""

    bot: str
    number: int
    title: str
    place: str
    starts_at: int
    lasts: int
    state: str
    lines: tuple[SheetLine, ...]
    offers: tuple[Offer, ...] = ()
    notes: tuple[Phrase, ...] = ()
    may: tuple[OpenMove, ...] = ()
    said: str = ""


@value
class SetItem(Command[AgendaSheet]):
    """Say of an item what it is for, how long it takes, who presents it, with which photos.

    ``consent``: it is voted on together with others.
    """

    public: ClassVar[tuple[str, ...]] = ("presenter",)
    motion_number: int
    meeting_number: int
    kind: str
    minutes: int
    presenter: str = ""
    consent: bool = False
    files: tuple[str, ...] = ()


@value
class LiftConsent(Command[AgendaSheet]):
    """Somebody wants an item voted on by itself: it is taken out of the vote of all together."""

    motion_number: int
    meeting_number: int


@result
@value
class CarriedOver:
    """A motion that a meeting did not get to stands on the next agenda."""

    motion: int
    meeting: int


@value
class CarryOver(Command[CarriedOver]):
    """Put a motion that was adjourned on the next open agenda, before what is new there."""

    number: int


@value
class ConsentVote(Command[MeetingView]):
    """Count one vote for all items that are voted on together."""

    number: int
    electorate: str
    entitled: int
    came: int
    yes: int
    no: int
