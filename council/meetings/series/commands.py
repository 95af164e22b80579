"""Series of meetings 系列会议: commands and their results."""

from typing import ClassVar

from council.kernel.bus.command import Command, result
from council.kernel.forms.commands import Phrase
from council.kernel.values import value
from council.meetings.commands import MeetingView


@value
class AheadLine:
    """A meeting to come: planned (``number``), or only what the rule of a series gives (0).

    ``series`` is the number of its series, 0 where it has none; ``occurs_at`` the rule's own time.
    """

    number: int
    series: int
    title: str
    place: str
    starts_at: int
    occurs_at: int
    state: str


@value
class SeriesLine:
    """A series that goes on."""

    number: int
    title: str
    rule: Phrase


@result
@value
class MeetingsAhead:
    """The next twelve meetings, those that are only projected among them."""

    bot: str
    lines: tuple[AheadLine, ...]
    series: tuple[SeriesLine, ...]
    may: tuple[str, ...] = ()
    said: str = ""


@result
@value
class SeriesView:
    """A series: its rule, how long it goes on (``until_at``: 0 without end), its next occurrences."""

    bot: str
    number: int
    title: str
    place: str
    rule: Phrase
    lasts: int
    until_at: int
    ended: bool
    lines: tuple[AheadLine, ...]
    notes: tuple[Phrase, ...] = ()
    may: tuple[str, ...] = ()
    said: str = ""


@result
@value
class OccurrenceView:
    """One occurrence of a series that no meeting was made of yet."""

    bot: str
    series: int
    title: str
    place: str
    starts_at: int
    notes: tuple[Phrase, ...] = ()
    may: tuple[str, ...] = ()


@result
@value
class SeriesOver:
    """Nothing of a series is planned any more: its rule has come to its end."""

    title: str


@value
class MoveMeeting(Command[MeetingView]):
    """Give a meeting another time or place, with a reason; everybody who was told is told again.

    Empty: as it was. ``lasts``: minutes, 0 as it was.
    """

    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    reason: str
    when: str = ""
    place: str = ""
    lasts: int = 0


@value
class PlanOccurrence(Command[MeetingView]):
    """Make a meeting of an occurrence of a series before its turn."""

    series: int
    occurs_at: int


@value
class SkipOccurrence(Command[MeetingsAhead]):
    """Leave out an occurrence of a series that is not planned yet, with a reason."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    series: int
    occurs_at: int
    reason: str


@value
class ChangeSeries(Command[SeriesView]):
    """Change a series from a local date on (ISO); what is announced stays as it is."""

    series: int
    from_on: str
    when: str
    place: str
    title: str
    lasts: int = 0


@value
class EndSeries(Command[SeriesView]):
    """End a series: from a local date on (ISO) there is none of it, except what is announced."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    series: int
    from_on: str
    reason: str
