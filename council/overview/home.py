"""The front page: what waits for residents now, and what became of what they decided."""

from collections.abc import Sequence
from typing import Literal

from council.campaigns import reads as campaigns
from council.campaigns.commands import CampaignView
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings import public as meetings
from council.meetings.public import MeetingLine
from council.motions import public as motions
from council.motions.public import MotionLine
from council.polls import public as polls
from council.polls.public import DecidedPoll, PollLine
from council.proposals import public as proposals
from council.proposals.public import ProposalLine
from council.resolutions import public as resolutions
from council.resolutions.public import ResolutionLine

#: How many lines of each kind the front page shows.
FEW = 4
#: Among so many that are open the first to close is found.
MANY = 50


@value
class Lead:
    """The one open matter that the page begins with.

    ``ends_at``: when it closes (UTC seconds), of a meeting when it begins, 0 of a proposal, which
    waits without an end. ``place`` of a meeting. ``part`` of ``whole``: what a campaign has been
    pledged of its target (fen), or how many seconds a proposal has of those asked; else 0.
    """

    noun: Literal["poll", "campaign", "proposal", "meeting"]
    kind: str
    number: int
    title: str
    ends_at: int
    place: str = ""
    part: int = 0
    whole: int = 0


@value
class Home:
    """The front page. ``overdue``: motions whose addressee owes an answer.

    ``lead`` stands in its list too. ``decided``: results that no resolution tells yet.
    ``campaigns``: those that take pledges; ``funded``: the newest others. ``proposals``: those that
    gather seconds or wait to become a motion. ``meetings``: those going on or to come, soonest first; none whose time has
    passed without its having been opened.
    """

    lead: Lead | None
    meetings: tuple[MeetingLine, ...]
    polls: tuple[PollLine, ...]
    overdue: tuple[MotionLine, ...]
    campaigns: tuple[CampaignView, ...]
    funded: tuple[CampaignView, ...]
    proposals: tuple[ProposalLine, ...]
    decided: tuple[DecidedPoll, ...]
    resolutions: tuple[ResolutionLine, ...]

    @property
    def outcomes(self) -> tuple[DecidedPoll | ResolutionLine, ...]:
        """What was decided, of either kind, newest first."""
        dated: list[tuple[int, DecidedPoll | ResolutionLine]] = [
            *((each.counted_at, each) for each in self.decided),
            *((each.published_at, each) for each in self.resolutions),
        ]
        dated.sort(key=lambda each: each[0], reverse=True)
        return tuple(each for _, each in dated[: FEW + 1])

    @property
    def is_empty(self) -> bool:
        """Whether nothing has happened in this community yet."""
        return not any(
            (
                *(self.meetings, self.polls, self.overdue, self.campaigns, self.funded),
                *(self.proposals, self.decided, self.resolutions),
            )
        )


def home(tx: Transaction, community_id: str) -> Home:
    """Gather the front page."""
    running = polls.running(tx, community_id)
    pledging = campaigns.running(tx, community_id, limit=MANY)
    moved = motions.moved(tx, community_id)
    gathering = tuple(
        line
        for line in proposals.lines(tx, community_id, states=("admitted", "seconded"), limit=MANY)
        if line.number not in moved
    )
    next_ones = meetings.next_ones(tx, community_id, limit=2)
    return Home(
        lead=leading(running, pledging, gathering, next_ones),
        meetings=next_ones,
        polls=running,
        overdue=motions.overdue(tx, community_id, limit=FEW),
        campaigns=pledging[:FEW],
        funded=campaigns.over(tx, community_id, limit=max(0, 2 - len(pledging))),
        proposals=gathering[:FEW],
        decided=polls.decided(tx, community_id, limit=FEW),
        resolutions=resolutions.lines(tx, community_id, limit=FEW),
    )


def leading(
    running: Sequence[PollLine],
    pledging: Sequence[CampaignView],
    gathering: Sequence[ProposalLine],
    next_ones: Sequence[MeetingLine],
) -> Lead | None:
    """Choose the one matter that waits for residents: of the first kind that has any, the first to close.

    An open poll; else a campaign that takes pledges; else the proposal that lacks the fewest
    seconds; else the next meeting; else none.
    """
    open_polls = [each for each in running if each.state == "open"]
    if open_polls:
        poll = min(open_polls, key=lambda each: (each.closes_at, each.number))
        return Lead(
            noun="poll",
            kind=poll.kind,
            number=poll.number,
            title=poll.title,
            ends_at=poll.closes_at,
        )
    if pledging:
        campaign = min(pledging, key=lambda each: (each.deadline_at, each.number))
        return Lead(
            noun="campaign",
            kind="campaign",
            number=campaign.number,
            title=campaign.title,
            ends_at=campaign.deadline_at,
            part=campaign.pledged_fen,
            whole=campaign.target_fen,
        )
    short = [each for each in gathering if each.seconds < each.needed]
    if short:
        proposal = min(short, key=lambda each: (each.needed - each.seconds, each.number))
        return Lead(
            noun="proposal",
            kind="proposal",
            number=proposal.number,
            title=proposal.title,
            ends_at=0,
            part=proposal.seconds,
            whole=proposal.needed,
        )
    if next_ones:
        meeting = next_ones[0]
        return Lead(
            noun="meeting",
            kind="in_session" if meeting.state == "in_session" else "meeting",
            number=meeting.number,
            title=meeting.title,
            ends_at=meeting.starts_at,
            place=meeting.place,
        )
    return None
