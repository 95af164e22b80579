"""What the moves of a resolution 决议 and of its tasks are judged by."""

from council.kernel.acts.facts import facts
from council.motions.votes.recorded import RecordedVote
from council.polls.poll import Poll
from council.resolutions.resolution import Resolution


@facts
class ResolutionFacts:
    """A resolution at ``now``, for somebody (by id).

    It rests on a ``poll``, or (None) on the ``vote`` at a meeting. ``tasks`` counts what is
    planned, ``done`` what of that is done. ``waiting``: their earlier objection has no answer yet.
    """

    resolution: Resolution
    now: int
    person: str
    poll: Poll | None
    vote: RecordedVote
    tasks: int
    done: int
    waiting: bool

    @property
    def number(self) -> str:
        """The resolution's number."""
        return self.resolution.number

    @property
    def state(self) -> str:
        """Its state."""
        return self.resolution.state


@facts
class TaskFacts:
    """A task of the resolution ``number``, which is in ``state``."""

    number: str
    state: str
    position: int
    done: bool
