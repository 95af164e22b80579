"""Meetings 会议, their series, who will come and who came, as they are kept."""

from council.kernel.values import value
from council.motions.votes.recorded import RecordedVote


@value
class Series:
    """A series of meetings by a rule (RFC 5545).

    ``starts_at``: its first occurrence, from which every second week or month is counted;
    ``until_at``: no occurrence is later (0: it goes on); ``ended_at`` is 0 until nothing of it is
    planned any more. ``follows_id``: the series that it continues under another rule.
    ``sequence`` rises with each change that a calendar must take over.
    """

    community_id: str
    id: str
    title: str
    rule: str
    place: str
    created_by: str
    created_at: int
    ended_at: int
    starts_at: int
    until_at: int
    lasts_minutes: int
    sequence: int
    changed_at: int
    follows_id: str


@value
class Meeting:
    """A meeting as kept. Times are 0 until they happen, empty strings stand for what is not given.

    ``lasts_minutes``: 0 where the rules say how long a meeting is. ``occurs_at``: the time that the
    rule of its series gave it, by which calendars know it for good. ``moved_at``: when it was moved
    last, from ``moved_from_at``. ``capacity``: how many seats there are, 0 without a limit.
    """

    community_id: str
    id: str
    number: int
    series_id: str
    title: str
    place: str
    starts_at: int
    state: str
    announced_at: int
    opened_at: int
    adjourned_at: int
    minutes: str
    cancel_reason: str
    lasts_minutes: int
    occurs_at: int
    sequence: int
    changed_at: int
    moved_at: int
    moved_from_at: int
    move_reason: str
    capacity: int


@value
class Listed:
    """A motion that stands on an agenda, or could; ``late``: its answer is overdue."""

    id: str
    number: int
    title: str
    state: str
    legal_class: str
    meeting_id: str
    late: bool


@value
class Rsvp:
    """A resident's latest answer (``yes``, ``no``) to whether they will come."""

    community_id: str
    meeting_id: str
    resident_id: str
    answer: str
    answered_at: int
    substitute: str
    turn: int


@value
class Attendance:
    """That a resident came, and who noted it.

    ``how``: by the ``code``, a ``button``, or the ``desk``; empty for one of before.
    """

    community_id: str
    meeting_id: str
    resident_id: str
    arrived_at: int
    noted_by: str
    left_at: int
    substitute: str
    how: str


@value
class CarriedVote:
    """The vote of a finished meeting that carried its motion, whose number is ``motion``."""

    id: str
    meeting_id: str
    motion: int
    title: str
    legal_class: str
    adjourned_at: int
    recorded: RecordedVote
