"""Who comes to a meeting: commands and their results."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.meetings.commands import MeetingView


@value
class InvitedLine:
    """Somebody invited for a party; ``place`` is their number on the list, from 1 on."""

    place: int
    party: str
    name: str
    substitute: str
    arrived_at: int
    left_at: int
    may: tuple[OpenMove, ...] = ()


@value
class PartyLine:
    """A party: how many are invited and there."""

    party: str
    invited: int
    present: int


@result
@value
class Arrivals:
    """Who is invited and who is there, by party; residents by their number.

    ``seats``: 0 without a limit. ``page`` is the address of the page with the codes, below the
    community's, empty while there are none.
    """

    number: int
    title: str
    state: str
    seats: int
    yes: int
    waiting: int
    present: int
    left: int
    invited: tuple[InvitedLine, ...]
    parties: tuple[PartyLine, ...]
    page: str = ""
    may: tuple[OpenMove, ...] = ()
    said: str = ""


@value
class InviteParty(Command[Arrivals]):
    """Invite somebody for a party; one on the residents' list is told by the bot."""

    public: ClassVar[tuple[str, ...]] = ("person",)
    number: int
    party: str
    person: str


@value
class NoteParty(Command[Arrivals]):
    """Note that an invited person, by their place, is there (``arrive``) or has left (``leave``)."""

    number: int
    place: int
    what: str


@value
class SendInstead(Command[Arrivals]):
    """Note who comes in place of an invited person."""

    public: ClassVar[tuple[str, ...]] = ("person",)
    number: int
    place: int
    person: str


@value
class SetSeats(Command[Arrivals]):
    """Say how many seats there are; 0: no limit."""

    number: int
    seats: int


@value
class NameSubstitute(Command[MeetingView]):
    """A resident sends somebody else, by name."""

    public: ClassVar[tuple[str, ...]] = ("person",)
    number: int
    person: str


@value
class CheckInByCode(Command[MeetingView]):
    """Check in by the code that is shown in the room; number 0: at the meeting that is held."""

    code: str
    number: int = 0


@value
class LeaveMeeting(Command[MeetingView]):
    """Leave before the end."""

    number: int


@value
class NoteLeaving(Command[Arrivals]):
    """Note who has left before the end, by roll lines."""

    number: int
    refs: str


@result
@value
class ListTaken:
    """That somebody took the list of who was there is noted."""

    number: int


@value
class TakeList(Command[ListTaken]):
    """Take the list of who was there, as a file."""

    number: int
