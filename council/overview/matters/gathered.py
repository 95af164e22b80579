"""What the houses tell of one matter, gathered; all of it is public."""

from council.campaigns.commands import CampaignView
from council.kernel.history import Step
from council.kernel.values import value
from council.meetings.public import Meeting
from council.motions.public import Motion
from council.polls.public import Poll
from council.proposals.public import Proposal
from council.resolutions.public import Resolution


@value
class HeardMotion:
    """A motion with what became of it in every house below; ``steps``: the acts on it."""

    motion: Motion
    steps: tuple[Step, ...]
    meetings: tuple[Meeting, ...]
    polls: tuple[Poll, ...]
    resolutions: tuple[Resolution, ...]
    campaigns: tuple[CampaignView, ...]


@value
class Gathered:
    """A matter at ``now``: its proposal (None where it begins with a motion) and its motions."""

    now: int
    proposal: Proposal | None
    motions: tuple[HeardMotion, ...]

    @property
    def title(self) -> str:
        """Its title: the proposal's, else the first motion's."""
        return self.proposal.title if self.proposal else self.motions[0].motion.title

    @property
    def path(self) -> str:
        """The page with its whole text."""
        if self.proposal:
            return f"/proposals/{self.proposal.number}"
        return f"/motions/{self.motions[0].motion.number}"
