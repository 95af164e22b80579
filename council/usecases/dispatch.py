"""Which use case answers which command: the table of contents of the council."""

from typing import Any

from council.commands import registry  # noqa: F401 - grants what each act's row allows
from council.commands.message import Command, with_numbers_masked
from council.commands.people import RedeemCode
from council.domain.policy import check
from council.domain.refusals import refuse
from council.storage import people as residents
from council.storage.transaction import Transaction
from council.usecases import (
    ballots,
    ballots_file,
    ballots_file_offer,
    campaigns,
    count_sheets,
    desk,
    filling,
    meetings,
    motions,
    owners,
    people,
    polls,
    proposals,
    resolutions,
    roll,
    roll_corrections,
    roll_offer,
    roll_reads,
    roll_second,
    rules,
)
from council.usecases.table import Crowds, UseCases

#: One use case a command, for people who are on the list (or the operator, or the clock).
USE_CASES: UseCases = {
    **filling.FILLING,
    **people.PEOPLE,
    **rules.RULES,
    **roll.ROLL,
    **roll_offer.OFFERS,
    **roll_reads.ROLL_READS,
    **roll_second.SECOND,
    **roll_corrections.CORRECTIONS,
    **owners.OWNERS,
    **proposals.PROPOSALS,
    **motions.MOTIONS,
    **meetings.MEETINGS,
    **polls.POLLS,
    **count_sheets.COUNT_SHEETS,
    **ballots.BALLOTS,
    **ballots_file.BALLOTS_FILE,
    **ballots_file_offer.OFFERS,
    **desk.DESK,
    **resolutions.RESOLUTIONS,
    **campaigns.CAMPAIGNS,
}

#: Commands that come in crowds: their use case takes the whole list.
CROWDS: Crowds = {**ballots.CROWDS}


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
