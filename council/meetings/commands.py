"""Meetings 会议: commands and their results."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Refusal
from council.kernel.values import value
from council.motions.commands import MotionView
from council.motions.opinions.told import OpinionsTold
from council.motions.votes.recorded import RecordedVote


@value
class AgendaLine:
    """One motion on an agenda.

    ``track`` as a motion's screen has it; ``vote``: what this meeting voted on it; ``may``: what the
    reader can do with it here now; ``opinions``: the statements on it.
    """

    number: int
    title: str
    state: str
    legal_class: str
    track: str
    overdue: bool = False
    vote: RecordedVote | None = None
    may: tuple[OpenMove, ...] = ()
    opinions: OpinionsTold | None = None


@value
class MinutesWaiting:
    """An earlier meeting whose minutes this one is to approve 上次会议纪要."""

    number: int
    title: str
    starts_at: int


@result
@value
class MeetingView:
    """A meeting's screen. ``may`` are the moves that the reader can make now, in this ``bot``.

    ``said`` is a catalog key of what has just happened; ``unlisted`` are motions that could still
    go on the agenda; ``rsvp``, ``substitute`` (who comes instead) and ``checked_in`` are the reader's
    own; ``waits``: they are on the waiting list; ``noted``: whom the clerk
    has just noted as being there. ``missed``: its time came and nobody had announced it.
    ``hindrance``: why the reader, who could, cannot announce it as it is planned. ``minutes`` is how
    they stand, empty where the reader cannot see any: ``draft``, ``handed_in``, ``approved``.
    ``minutes_waiting``: of which earlier meetings this one is to approve them.
    ``notes``: what staff should know of its time and agenda. ``lasts``: minutes.
    """

    bot: str
    number: int
    title: str
    place: str
    starts_at: int
    state: str
    items: tuple[AgendaLine, ...]
    yes: int
    no: int
    attended: int
    minutes: str = ""
    minutes_waiting: tuple[MinutesWaiting, ...] = ()
    cancel_reason: str = ""
    rsvp: str = ""
    substitute: str = ""
    waits: bool = False
    checked_in: bool = False
    unlisted: tuple[AgendaLine, ...] = ()
    may: tuple[OpenMove, ...] = ()
    said: str = ""
    noted: tuple[str, ...] = ()
    missed: bool = False
    hindrance: Refusal | None = None
    notes: tuple[Phrase, ...] = ()
    lasts: int = 0


@result
@value
class NoMeeting:
    """No meeting is planned."""

    bot: str
    may_plan: bool


@value
class MeetingLine:
    """One meeting in a list."""

    number: int
    title: str
    starts_at: int
    state: str


@result
@value
class MeetingList:
    """The newest meetings, latest first."""

    bot: str
    meetings: tuple[MeetingLine, ...]
    may_plan: bool


@value
class PlanSeries(Command[MeetingView]):
    """Plan a series, and its first meeting.

    ``when``: "last Friday 19:30", "最后一个星期五 19:30", "每月31日 19:30", "每周五 19:30", or a rule
    of ours. ``lasts``: minutes, 0 as long as the rules say.
    """

    when: str
    place: str
    title: str = ""
    lasts: int = 0


@value
class PlanMeeting(Command[MeetingView]):
    """Plan one meeting. ``when`` is local: "2026-03-27 19:30", "3月27日 19:30"; ``lasts``: minutes."""

    when: str
    place: str
    title: str = ""
    lasts: int = 0


@value
class PlanNext(Command[MeetingView]):
    """The clock plans the next meeting of a series whose last planned one has begun."""

    series_id: str


@value
class PutOnAgenda(Command[MeetingView]):
    """Put a motion on the agenda of a planned meeting (0: the next one)."""

    motion_number: int
    meeting_number: int = 0


@value
class TakeOffAgenda(Command[MeetingView]):
    """Take a motion off an agenda that is not announced yet."""

    motion_number: int
    meeting_number: int


@value
class MoveUp(Command[MeetingView]):
    """Move a motion one place up on an agenda that is not announced yet."""

    motion_number: int
    meeting_number: int


@value
class AnnounceMeeting(Command[MeetingView]):
    """Announce a meeting: its agenda is locked and everybody is told."""

    number: int


@value
class StartMeeting(Command[MeetingView]):
    """Open the session."""

    number: int


@value
class AdjournMeeting(Command[MeetingView]):
    """End the session; what was not reached is put off."""

    number: int


@value
class CancelMeeting(Command[MeetingView]):
    """Cancel a meeting with a reason; who had been told is told."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    reason: str


@value
class Rsvp(Command[MeetingView]):
    """Say whether one comes: ``yes`` or ``no``; it may be changed."""

    number: int
    answer: str


@value
class CheckIn(Command[MeetingView]):
    """Check in 签到, once, while the meeting is in session."""

    number: int


@value
class NoteAttendance(Command[MeetingView]):
    """Note the attendance of people without a phone, by roll lines separated by spaces."""

    number: int
    refs: str


@result
@value
class Reminded:
    """How many were reminded of a meeting."""

    number: int
    told: int


@value
class RemindMeeting(Command[Reminded]):
    """Remind those who said yes or did not answer, once, the day before."""

    number: int


@value
class DeliberateMotion(Command[MotionView]):
    """Note that the meeting has deliberated a motion."""

    number: int


@value
class AdjournMotion(Command[MotionView]):
    """Put a motion off to a later meeting."""

    number: int
