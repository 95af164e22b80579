"""Minutes 会议纪要 as they are kept, and what an evening brings that they are made of."""

from typing import Literal

from council.kernel.values import value

Source = Literal["log", "person", "before"]
Outcome = Literal["approved", "corrected", "refused"]


@value
class Section:
    """A section of minutes as somebody, or the log, wrote it.

    ``section`` is its key, ``position`` where it stands; an empty ``heading``: it has none.
    ``reason``: why it was written after the approval.
    """

    community_id: str
    meeting_id: str
    section: str
    revision: int
    position: int
    heading: str
    text: str
    source: Source
    reason: str
    written_by: str
    written_at: int


@value
class Reading:
    """How far somebody has read a revision; ``done_at`` is 0 until its end."""

    community_id: str
    meeting_id: str
    resident_id: str
    revision: int
    page: int
    read_at: int
    done_at: int


@value
class Approval:
    """What was said to a revision: by the chair (no meeting), or by raised hands at a meeting."""

    community_id: str
    meeting_id: str
    number: int
    revision: int
    outcome: Outcome
    at_meeting_id: str
    yes: int
    no: int
    recorded_by: str
    recorded_at: int


@value
class PartyThere:
    """A party at a meeting: ``standing`` 列席 parties have no vote; ``absent``: invited, not there.

    ``names`` are those of its people who came, as far as they are told by name.
    """

    party: str
    count: int
    names: tuple[str, ...] = ()
    standing: bool = False
    absent: int = 0


@value
class SpeechGiven:
    """A speech or a statement: ``side`` is ``for``, ``against``, ``ask`` or empty; how long, in seconds.

    ``in_writing``: it was not spoken. ``afterwards``: it was entered after it was given.
    """

    side: str
    name: str
    seconds: int
    text: str = ""
    in_writing: bool = False
    afterwards: bool = False


@value
class AmendmentMoved:
    """An amendment: its ``outcome`` is ``carried``, ``lost``, ``fallen`` or empty."""

    text: str
    mover: str
    seconder: str
    outcome: str
    yes: int = 0
    no: int = 0
    afterwards: bool = False


@value
class PointRaised:
    """A point of order 程序问题; ``ruling`` is ``taken``, ``refused`` or empty."""

    name: str
    ruling: str
    afterwards: bool = False


@value
class Proceedings:
    """What happened on one motion at a meeting, by its number.

    ``text`` are the words it got by amendments, empty where it stands as it was drafted. ``reason``:
    why it was put off. ``outcome``: what became of it on the floor (``carried``, ``lost``,
    ``no_quorum``, ``concluded``, ``postponed``, ``fallen`` or empty).
    """

    motion: int
    mover: str = ""
    seconder: str = ""
    backed: bool = False
    text: str = ""
    outcome: str = ""
    reason: str = ""
    speeches: tuple[SpeechGiven, ...] = ()
    amendments: tuple[AmendmentMoved, ...] = ()
    points: tuple[PointRaised, ...] = ()
    afterwards: bool = False


@value
class Task:
    """Something to be done after the meeting; ``due_on`` is 0 where no day was named."""

    title: str
    owner: str = ""
    due_on: int = 0
