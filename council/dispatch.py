"""Which use case answers which command: the table of contents of the council."""

from typing import Any

from council import acts, forms, hung  # noqa: F401 - what every house has for all
from council.campaigns import use_cases as campaigns
from council.campaigns.bank_statements import use_cases as bank
from council.counter import use_cases as desk
from council.counter.ballot_files import keeping as ballots_file
from council.counter.ballot_files import offering as ballots_file_offer
from council.counter.count_sheets import taking as count_sheets
from council.kernel.bus.command import Command, with_numbers_masked
from council.kernel.bus.use_cases import Batches, UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.forms import filling
from council.kernel.policy import check
from council.kernel.refusals import refuse
from council.meetings import holding as meetings
from council.meetings.arrivals import coming as arrivals
from council.meetings.floor import taking_part
from council.meetings.floor import use_cases as floor
from council.meetings.items import setting as items
from council.motions import use_cases as motions
from council.people import joining as people
from council.people import records as residents
from council.people.commands import RedeemCode
from council.people.hall import codes as hall
from council.polls import use_cases as polls
from council.polls.ballots import casting as ballots
from council.proposals import seconding as proposals
from council.resolutions import drafting as resolutions
from council.roll import correcting as roll_corrections
from council.roll import importing as roll
from council.roll import offering as roll_offer
from council.roll import reading as roll_reads
from council.roll import second_person as roll_second
from council.roll.owners import listing as owners
from council.rules import adopting as rules
from council.rules.power_list import adopting as powers
from council.statements import use_cases as statements

#: One use case a command, for people who are on the list (or the operator, or the clock).
USE_CASES: UseCases = {
    **filling.FILLING,
    **people.PEOPLE,
    **hall.HALL,
    **rules.RULES,
    **powers.ADOPTING,
    **roll.ROLL,
    **roll_offer.OFFERS,
    **roll_reads.ROLL_READS,
    **roll_second.SECOND,
    **roll_corrections.CORRECTIONS,
    **owners.OWNERS,
    **proposals.PROPOSALS,
    **motions.MOTIONS,
    **statements.STATEMENTS,
    **meetings.MEETINGS,
    **items.ITEMS,
    **arrivals.ARRIVALS,
    **floor.FLOOR,
    **polls.POLLS,
    **count_sheets.COUNT_SHEETS,
    **ballots.BALLOTS,
    **ballots_file.BALLOTS_FILE,
    **ballots_file_offer.OFFERS,
    **desk.DESK,
    **resolutions.RESOLUTIONS,
    **campaigns.CAMPAIGNS,
    **bank.BANK,
}

#: Commands that come in crowds: their use case takes the whole list.
BATCHES: Batches = {**ballots.BATCHES, **taking_part.TAKING_PART}


def run(tx: Transaction, command: Command[Any]) -> Any:
    """Tell who acts, check that their role may, then run the use case.

    Gives what the command promises, or a Refusal.
    """
    if isinstance(command, RedeemCode):
        return people.join(tx, command)
    who = residents.actor(tx, command.actor, command.community_id)
    if who is None:
        return refuse("people.unknown")
    refusal = check(who, command.verb)
    if refusal is not None:
        return refusal
    return USE_CASES[type(command)](tx, who, with_numbers_masked(command))
