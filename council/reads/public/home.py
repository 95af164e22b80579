"""What is on now: the front page."""

from council.commands.campaigns import CampaignView
from council.domain.values import value
from council.reads import campaigns
from council.reads.public import meetings, motions, polls, proposals, resolutions
from council.reads.public.meetings import MeetingLine
from council.reads.public.motions import MotionLine
from council.reads.public.polls import PollLine
from council.reads.public.proposals import ProposalLine
from council.reads.public.resolutions import ResolutionLine
from council.storage.transaction import Transaction

#: How many lines of each kind the front page shows.
FEW = 4


@value
class Home:
    """The front page. ``overdue``: motions whose addressee owes an answer.

    ``campaigns``: those that take pledges; ``proposals``: those that gather seconds.
    """

    meetings: tuple[MeetingLine, ...]
    polls: tuple[PollLine, ...]
    overdue: tuple[MotionLine, ...]
    campaigns: tuple[CampaignView, ...]
    proposals: tuple[ProposalLine, ...]
    resolutions: tuple[ResolutionLine, ...]


def home(tx: Transaction, community_id: str) -> Home:
    """Gather the front page."""
    return Home(
        meetings=meetings.coming(tx, community_id, limit=2),
        polls=polls.running(tx, community_id),
        overdue=motions.overdue(tx, community_id, limit=FEW),
        campaigns=campaigns.running(tx, community_id, limit=FEW),
        proposals=proposals.lines(tx, community_id, states=("admitted", "seconded"), limit=FEW),
        resolutions=resolutions.lines(tx, community_id, limit=FEW),
    )
