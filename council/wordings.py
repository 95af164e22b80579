"""Outcomes, refusals and views become sentences, tables and buttons: plain data for any channel.

Importing this registers the screens of every house.
"""

from types import ModuleType

from council.campaigns import screens as campaigns
from council.campaigns import screens_desk as campaigns_desk
from council.campaigns.bank_statements import screens as bank
from council.campaigns.funds import screens as funds
from council.campaigns.payments import screens as payments
from council.campaigns.receipts import screens as receipts
from council.campaigns.refunds import screens as refunds
from council.counter import screens as counter
from council.counter.assisted import screens as assisted
from council.counter.ballot_files import screens as ballot_files
from council.counter.count_sheets import screens as count_sheets
from council.counter.deliveries import screens as deliveries
from council.counter.follow_ups import screens as follow_ups
from council.counter.papers import screens as papers
from council.kernel.forms import screens as forms
from council.kernel.screens.render import render
from council.kernel.speech import screens as speech
from council.meetings import screens as meetings
from council.meetings.arrivals import screens as arrivals
from council.meetings.floor import screens as floor
from council.meetings.items import screens as items
from council.meetings.minutes import screens as minutes
from council.meetings.series import screens as series
from council.motions import screens as motions
from council.motions.responses import screens as responses
from council.overview import lost, own
from council.overview import screens as overview
from council.overview.search import screens as search
from council.overview.sharing import screens as sharing
from council.people import codes_screens as codes
from council.people import screens as people
from council.people.hall import screens as hall
from council.polls import screens as polls
from council.polls.ballots import screens as ballots
from council.proposals import screens as proposals
from council.proposals import screens_desk as proposals_desk
from council.resolutions import screens as resolutions
from council.resolutions.tasks import screens as tasks
from council.roll import screens as roll
from council.roll import screens_units as units
from council.roll.owners import screens as owners
from council.rules.power_list import screens as powers
from council.statements import screens as statements

__all__ = ["SCREENS", "render"]

#: Whoever has a screen.
SCREENS: tuple[ModuleType, ...] = (
    people,
    codes,
    hall,
    forms,
    speech,
    powers,
    roll,
    units,
    owners,
    proposals,
    proposals_desk,
    motions,
    responses,
    statements,
    meetings,
    minutes,
    arrivals,
    items,
    series,
    floor,
    polls,
    ballots,
    counter,
    papers,
    assisted,
    ballot_files,
    count_sheets,
    deliveries,
    follow_ups,
    resolutions,
    tasks,
    campaigns,
    campaigns_desk,
    bank,
    receipts,
    refunds,
    payments,
    funds,
    overview,
    lost,
    own,
    search,
    sharing,
)
