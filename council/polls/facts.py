"""What the moves of a poll 表决 are judged by."""

from council.kernel.values import value
from council.polls.poll import Poll


@value
class PollFacts:
    """A poll at ``now``, for somebody (by id), or for the ``clock``."""

    poll: Poll
    now: int
    person: str
    clock: bool

    @property
    def number(self) -> int:
        """The poll's number."""
        return self.poll.number

    @property
    def state(self) -> str:
        """Its state as kept."""
        return self.poll.state
