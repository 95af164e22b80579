"""Votes at a meeting 会议表决: commands and their results."""

from dataclasses import field
from typing import ClassVar

from council.commands.message import Command, result
from council.commands.motions import MotionView
from council.domain.meeting_votes import MeetingVote
from council.domain.refusals import Param
from council.domain.values import value


@result
@value
class MeetingVoteSheet:
    """A half-filled count of a motion 议案 at its meeting.

    ``answers`` by field; ``asks`` is the field that comes next, empty when ``preview`` can be
    confirmed. ``proposed`` is what our own records say of the asked number (-1: nothing).
    ``correcting``: a count stands already. ``stale``: the pressed button was an older sheet's.
    """

    motion: int
    title: str
    legal_class: str
    citation: str
    law_version: str
    revision: int
    electorates: tuple[str, ...]
    answers: dict[str, Param]
    asks: str
    proposed: int
    correcting: bool
    preview: MeetingVote | None = None
    stale: bool = False
    problem: str = ""
    problem_params: dict[str, Param] = field(default_factory=dict)


@value
class StartMeetingVote(Command[MeetingVoteSheet]):
    """Begin the count of a motion at its meeting, or the correction of one, anew."""

    verb: ClassVar[str] = "motion.vote"
    number: int


@value
class FillMeetingVote(Command[MeetingVoteSheet]):
    """Fill the asked field. ``revision`` is the pressed sheet's; 0 comes from a typed message."""

    verb: ClassVar[str] = "motion.vote"
    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    text: str
    revision: int = 0


@value
class FileMeetingVote(Command[MotionView | MeetingVoteSheet]):
    """Keep the count that the sheet shows."""

    verb: ClassVar[str] = "motion.vote"
    number: int
    revision: int
