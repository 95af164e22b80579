"""What is on now: the front page."""

from council.domain.values import value
from council.reads.public import meetings, proposals
from council.reads.public.meetings import MeetingLine
from council.reads.public.proposals import ProposalLine
from council.storage.transaction import Transaction

#: How many lines of each kind the front page shows.
FEW = 5


@value
class Home:
    """The front page: the next meeting first; proposals that still gather seconds."""

    meetings: tuple[MeetingLine, ...]
    proposals: tuple[ProposalLine, ...]


def home(tx: Transaction, community_id: str) -> Home:
    """Gather the front page."""
    coming = [
        line for line in meetings.lines(tx, community_id, limit=20) if meetings.is_coming(line)
    ]
    return Home(
        meetings=tuple(reversed(coming))[:2],
        proposals=proposals.lines(tx, community_id, states=("admitted", "seconded"), limit=FEW),
    )
