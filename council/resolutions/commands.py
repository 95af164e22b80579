"""Resolutions 决议: commands and their results. ``number`` is a resolution's, such as ``2026-3``."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.motions.votes.recorded import RecordedVote
from council.polls.ratification import RatificationResult


@value
class Task:
    """A precondition or task; ``done_at`` 0 = open. ``done_by`` is a name.

    ``moves`` are what the viewer may do with it now.
    """

    position: int
    title: str
    done_at: int = 0
    done_by: str = ""
    due_at: int = 0
    progress: int = 0
    reported_at: int = 0
    moves: tuple[OpenMove, ...] = ()


@value
class Review:
    """A look back 复盘: planned for ``due_at``; ``held_at`` 0 and ``score`` 0 until it is held."""

    number: int
    due_at: int
    body: str = ""
    score: int = 0
    held_at: int = 0


@value
class Correction:
    """A later resolution that corrects this one (or, on the later one, what it corrects).

    ``honest``: what went wrong was an honest attempt 容错.
    """

    number: str
    title: str
    reason: str
    honest: bool
    noted_at: int


@value
class Objection:
    """A resident's objection with its answer (empty = none yet). ``name`` is masked."""

    number: int
    name: str
    body: str
    raised_at: int
    answer: str = ""
    answered_at: int = 0
    mine: bool = False


@result
@value
class ResolutionView:
    """One resolution as it stands; also the result of every act on one.

    ``bot`` draws the buttons: ``resident`` or ``staff``. ``moves`` are what the viewer may do now;
    ``seal`` marks the text that they see. ``poll_state`` tells a counted from a certified poll.
    ``publish_by`` is 0 once published. ``just`` is the verb that led here. Names are in full only
    for staff. It rests either on ``poll`` with its ``result`` or on the ``vote`` of a meeting; the
    other is 0, empty or None, and so is ``challenge_until`` of a meeting's decision.
    ``approved_fen`` is how much may be spent on it, 0 where nothing was said.
    """

    bot: str
    number: str
    title: str
    body: str
    state: str
    motion: int
    poll: int
    poll_state: str
    legal_class: str
    result: RatificationResult | None
    vote: RecordedVote | None
    drafted_at: int
    drafted_by: str
    publish_by: int
    published_at: int
    published_by: str
    posted_until: int
    challenge_until: int
    fulfilled_at: int
    repealed_at: int
    repealed_by: str
    tasks: tuple[Task, ...]
    objections: tuple[Objection, ...]
    moves: tuple[OpenMove, ...]
    seal: str
    just: str = ""
    reviews: tuple[Review, ...] = ()
    corrected_by: tuple[Correction, ...] = ()
    corrects: tuple[Correction, ...] = ()
    approved_fen: int = 0


@value
class DraftResolution(Command[ResolutionView]):
    """Draft the resolution of a passed ratification; its text is the motion's until revised."""

    poll: int


@value
class DraftMeetingResolution(Command[ResolutionView]):
    """Draft the resolution of a motion that a meeting carried by its vote."""

    motion: int


@value
class ReviseResolution(Command[ResolutionView]):
    """Change the text of an unpublished resolution, or how much may be spent on it.

    Empty, or 0, leaves as it is.
    """

    number: str
    title: str = ""
    body: str = ""
    approved_fen: int = 0


@value
class PublishResolution(Command[ResolutionView]):
    """Publish as a second person; certifies the poll in the same act where that is still to do.

    ``seal`` is that of the text which the person read.
    """

    number: str
    seal: str


@value
class AddTasks(Command[ResolutionView]):
    """Add preconditions and tasks, one a line."""

    number: str
    lines: str


@value
class DoTask(Command[ResolutionView]):
    """Mark a task as done."""

    number: str
    position: int


@value
class FulfilResolution(Command[ResolutionView]):
    """Confirm that everything was done."""

    number: str


@value
class RepealResolution(Command[ResolutionView]):
    """Note that a later resolution repeals this one."""

    number: str
    later: str


@value
class RaiseObjection(Command[ResolutionView]):
    """Object to a resolution while it is posted; everybody can read it."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: str
    text: str


@value
class AnswerObjection(Command[ResolutionView]):
    """Answer an objection; everybody can read the answer."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: str
    objection: int
    text: str


@value
class RemindPublication(Command["PublicationReminded"]):
    """Remind the staff that a counted decision is to be published; once a poll."""

    poll: int


@value
class PublicationReminded:
    """How many of the staff were reminded."""

    poll: int
    reminded: int


@value
class PlanReview(Command[ResolutionView]):
    """Plan a look back 复盘; the staff are reminded on the day."""

    number: str
    due_at: int


@value
class HoldReview(Command[ResolutionView]):
    """Keep what a look back found, with a score from 1 to 5; everybody can read it."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: str
    text: str
    score: int


@value
class CorrectResolution(Command[ResolutionView]):
    """Note that a later resolution corrects this one, which stays readable 容错纠错.

    ``honest``: what went wrong was an honest attempt; the reason is public.
    """

    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: str
    later: str
    reason: str
    honest: bool = False


@value
class RemindReview(Command["ReviewReminded"]):
    """Remind the staff that a look back is due; once."""

    number: str


@value
class ReviewReminded:
    """How many of the staff were reminded."""

    number: str
    reminded: int
