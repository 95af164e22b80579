"""What falls due, from every house, and the ticker that asks each, one after the other."""

from council.campaigns.falls_due import falls_due as campaigns
from council.kernel.app import App
from council.kernel.ticker.clock_watch import ClockWatch
from council.kernel.ticker.readiness import Readiness
from council.kernel.ticker.ticker import FallsDue, Ticker
from council.meetings.falls_due import falls_due as meetings
from council.meetings.floor.falls_due import falls_due as floor
from council.meetings.minutes.falls_due import falls_due as minutes
from council.motions.falls_due import falls_due as motions
from council.people.falls_due import falls_due as people
from council.polls.falls_due import falls_due as polls
from council.polls.reopened import reopened
from council.resolutions.falls_due import falls_due as resolutions
from council.statements.falls_due import falls_due as statements

NOUNS: tuple[FallsDue, ...] = (
    statements,
    meetings,
    minutes,
    floor,
    polls,
    motions,
    resolutions,
    campaigns,
    people,
)


def make_ticker(
    app: App,
    readiness: Readiness,
    nouns: tuple[FallsDue, ...] = NOUNS,
    *,
    watch: ClockWatch | None = None,
) -> Ticker:
    """Make the ticker of one hall."""
    return Ticker(app, readiness, nouns, inspect=reopened, watch=watch)
