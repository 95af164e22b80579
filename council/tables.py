"""Every table of the record. ``metadata`` is complete once this package is imported."""

from council.campaigns import tables as money
from council.campaigns.bank_statements import tables as bank
from council.campaigns.funds import tables as funds
from council.campaigns.payments import tables as payments
from council.counter.assisted import tables as assisted
from council.counter.deliveries import tables as deliveries
from council.counter.papers import tables as papers
from council.counter.proxies import tables as proxies
from council.kernel import tables as dialogue
from council.kernel.database.columns import metadata
from council.kernel.operation import tables as operation
from council.meetings import tables as meetings
from council.meetings.arrivals import tables as arrivals
from council.meetings.floor import tables as floor
from council.meetings.minutes import tables as minutes
from council.motions.consultations import tables as consultations
from council.motions.responses import tables as responses
from council.overview.search import tables as search
from council.people import tables as people
from council.people.hall import tables as hall
from council.polls import tables as polls
from council.proposals import tables as proposals
from council.resolutions.tasks import tables as tasks
from council.roll import tables as roll
from council.rules import tables as rules
from council.rules.power_list import tables as power_list
from council.statements import tables as statements

__all__ = [
    "arrivals",
    "assisted",
    "bank",
    "consultations",
    "deliveries",
    "dialogue",
    "floor",
    "funds",
    "hall",
    "meetings",
    "metadata",
    "minutes",
    "money",
    "operation",
    "papers",
    "payments",
    "people",
    "polls",
    "power_list",
    "proposals",
    "proxies",
    "responses",
    "roll",
    "rules",
    "search",
    "statements",
    "tasks",
]
