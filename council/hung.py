"""What hangs on the hooks of other houses; importing this hangs it."""

from types import ModuleType

from council.campaigns.payments import on_tasks as contracts_on_tasks
from council.counter import acts as counter
from council.counter import disowned
from council.counter.assisted import lapsing
from council.counter.assisted import reads as assisted
from council.counter.deliveries import reads as deliveries
from council.counter.follow_ups import calling
from council.counter.follow_ups import reads as follow_ups
from council.meetings import acts as meetings
from council.meetings import of_motions
from council.meetings.arrivals import coming
from council.meetings.minutes import of_floor
from council.motions import classes_in_use, of_proposals
from council.people.hall import messages as hall
from council.polls import acts as polls
from council.polls import on_motions, ready, rules_kept
from council.polls.electorate import linking, running
from council.proposals import fewer_seconds
from council.resolutions import acts as resolutions
from council.resolutions import of_minutes, resting
from council.statements import acts as statements
from council.statements import on_motions as statements_on_motions

HUNG: tuple[ModuleType, ...] = (
    hall,
    fewer_seconds,
    of_proposals,
    classes_in_use,
    statements,
    statements_on_motions,
    meetings,
    of_motions,
    of_floor,
    coming,
    polls,
    on_motions,
    ready,
    rules_kept,
    linking,
    running,
    counter,
    disowned,
    lapsing,
    assisted,
    deliveries,
    calling,
    follow_ups,
    resolutions,
    resting,
    of_minutes,
    contracts_on_tasks,
)
