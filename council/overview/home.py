"""What is on now: the front page."""

from council.campaigns import reads as campaigns
from council.campaigns.commands import CampaignView
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings import public as meetings
from council.meetings.public import MeetingLine
from council.motions import public as motions
from council.motions.public import MotionLine
from council.polls import public as polls
from council.polls.public import PollLine
from council.proposals import public as proposals
from council.proposals.public import ProposalLine
from council.resolutions import public as resolutions
from council.resolutions.public import ResolutionLine

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
