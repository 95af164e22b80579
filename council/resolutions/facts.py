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
    ``open_review``: a look back is planned and not held.
    """

    resolution: Resolution
    now: int
    person: str
    poll: Poll | None
    vote: RecordedVote
    tasks: int
    done: int
    waiting: bool
    open_review: bool

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
    """A task of the resolution ``number``, which is in ``state``, for whoever looks at it.

    ``reported``: it waits for acceptance; ``awaited``: the one who looks is an inspector who has
    not said yet; ``is_owner``: it is theirs to do.
    """

    number: str
    state: str
    position: int
    done: bool
    reported: bool = False
    acceptance: str = "none"
    awaited: bool = False
    is_owner: bool = False

    @property
    def subject(self) -> str:
        """How forms about it name it: ``NUMBER-PLACE``."""
        return f"{self.number}-{self.position}"
