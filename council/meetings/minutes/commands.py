"""Minutes 会议纪要: commands and their results."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class SectionLine:
    """One section in a list: its length, whether a person wrote it, who did last and when."""

    section: str
    heading: str
    length: int
    source: str
    revision: int
    written_by: str
    written_at: int
    corrected: bool = False


@value
class HandsLine:
    """What a later meeting, or the chair (``meeting`` 0), said to a revision."""

    meeting: int
    outcome: str
    yes: int
    no: int
    revision: int
    recorded_at: int


@result
@value
class MinutesView:
    """The minutes of a meeting at the desk. ``may`` is what the reader can do with them now.

    ``read``: the reader has read this revision to its end; ``reached``: up to which page (0: no further
    than the beginning). ``said`` is a catalog key of what has just happened.
    """

    number: int
    title: str
    starts_at: int
    state: str
    revision: int
    pages: int
    sections: tuple[SectionLine, ...]
    approvals: tuple[HandsLine, ...]
    photos: int
    read: bool
    by_meeting: bool
    reached: int = 0
    may: tuple[OpenMove, ...] = ()
    said: str = ""


@result
@value
class SectionView:
    """A page of one section. ``before``: how many texts it had before this one."""

    number: int
    section: str
    heading: str
    text: str
    page: int
    pages: int
    source: str
    reason: str
    revision: int
    written_by: str
    written_at: int
    before: int
    may: tuple[OpenMove, ...] = ()
    said: str = ""


@value
class ChangeLine:
    """One writing of a section, and the lines that it took out (``-``) and put in (``+``)."""

    revision: int
    written_by: str
    written_at: int
    source: str
    reason: str
    lines: tuple[str, ...]


@result
@value
class ChangesView:
    """How a section came to stand as it does, the latest writing first."""

    number: int
    section: str
    heading: str
    changes: tuple[ChangeLine, ...]


@result
@value
class MinutesPage:
    """A page of the minutes as they are read. ``noted``: who reads may approve, and it is kept.

    ``draft``: not approved yet. ``read``: the reader has now read all of this revision. ``desk``: it
    is read at the desk, from the list of sections.
    """

    number: int
    title: str
    starts_at: int
    text: str
    page: int
    pages: int
    draft: bool
    noted: bool = False
    read: bool = False
    desk: bool = False


@value
class DraftMinutes(Command[MinutesView]):
    """The clock assembles the minutes of a meeting that ended without any."""

    number: int


@value
class WriteMinutes(Command[MinutesView]):
    """Write a section anew. ``base``: the revision of it that the writer saw (0: whatever stands).

    ``reason``: why, where the minutes were approved already.
    """

    public: ClassVar[tuple[str, ...]] = ("text", "reason")
    number: int
    section: str
    text: str
    base: int = 0
    reason: str = ""


@value
class RedraftSection(Command[SectionView]):
    """Write a section anew as the log gives it now; ``revision`` of it is what the writer saw."""

    number: int
    section: str
    revision: int


@value
class HandInMinutes(Command[MinutesView]):
    """The minutes are complete: the chair reads them now."""

    number: int


@value
class ReadMinutes(Command[MinutesPage]):
    """Read a page of the minutes, which is noted for who may approve them."""

    number: int
    page: int


@value
class NoteFileRead(Command[MinutesView]):
    """The file of a revision was sent to whoever may approve: ``edition`` is ``number-revision``."""

    edition: str


@value
class ApproveMinutes(Command[MinutesView]):
    """Approve the minutes as the chair; ``revision`` is what was read (0: whatever stands)."""

    number: int
    revision: int = 0


@value
class ApproveByHands(Command[MinutesView]):
    """What the meeting ``at`` said to the minutes of an earlier one, by raised hands."""

    public: ClassVar[tuple[str, ...]] = ("corrections",)
    number: int
    at: int
    yes: int
    no: int
    corrections: str = ""


@result
@value
class MinutesReminded:
    """How many were reminded of minutes."""

    number: int
    told: int


@value
class RemindMinutes(Command[MinutesReminded]):
    """Remind those who write, or the chair who approves, once a day for some days."""

    number: int
