"""Tables sent to the desk as files: a roll, ballots, a power-and-duty list, a bank statement, by their header."""

import asyncio

from council.campaigns.bank_statements.commands import ImportStatement
from council.campaigns.bank_statements.commands import faults_in as faults_in_statement
from council.campaigns.bank_statements.reading import is_statement
from council.campaigns.bank_statements.rules import statement_too_large
from council.chat import ballots_file, bank, powers, roll
from council.chat.acting import OnMessage, not_understood
from council.chat.fetching import content_of
from council.chat.message import Message
from council.chat.visit import Visit
from council.counter.ballot_files.commands import OfferBallots
from council.kernel.policy import check, may
from council.kernel.refusals import refuse
from council.kernel.screens.screen import Screen
from council.roll.commands import ConfirmRemoval, OfferRoll, faults_in
from council.roll.rules import FILE_BYTES, file_too_large
from council.rules.power_list.commands import OfferPowers
from council.rules.power_list.file import is_power_list
from voting.formats.ballots_csv import is_ballots
from voting.formats.faults import BadInput

#: How a table's name ends.
ENDINGS = (".csv", ".xlsx")
#: A picture of a table is none, in whatever format.
PICTURES = (".jpg", ".jpeg", ".png", ".heic", ".webp", ".bmp")
#: So much of another ending is told.
ENDING_MOST = 8


async def take_roll(message: Message, visit: Visit) -> Screen:
    """What comes where a roll is waited for, or the number of units that one removes."""
    if message.text and visit.draft is not None and visit.draft.awaits == "removal":
        return await visit.ask(ConfirmRemoval, text=message.text)
    return await _take(message, visit, verb=OfferRoll.verb, otherwise="roll.not_a_file")


async def take_ballots(message: Message, visit: Visit) -> Screen:
    """What comes where ballots are waited for."""
    return await _take(message, visit, verb=OfferBallots.verb, otherwise="ballots_file.not_a_file")


async def take_powers(message: Message, visit: Visit) -> Screen:
    """What comes where the power-and-duty list is waited for."""
    return await _take(message, visit, verb=OfferPowers.verb, otherwise="powers.not_a_file")


async def take_bank(message: Message, visit: Visit) -> Screen:
    """What comes where the export of a bank, WeChat or Alipay is waited for."""
    name = _name(message)
    _, dot, ending = name.rpartition(".")
    if dot and not name.casefold().endswith((*ENDINGS, *PICTURES)):
        return visit.render(refuse("bank.other_kind", ending=ending[:ENDING_MOST].upper()))
    return await _take(message, visit, verb=ImportStatement.verb, otherwise="bank.not_a_file")


async def unasked(message: Message, visit: Visit) -> Screen:
    """Take a table that nobody asked for; of anything else say that nobody waits for it."""
    if _name(message).casefold().endswith(ENDINGS):
        return await take_roll(message, visit)
    if (message.text or "").startswith("/"):
        return visit.refuse("message.unknown_command")
    if message.text:
        return not_understood(message.text, visit)
    return visit.refuse("message.not_expected")


def _name(message: Message) -> str:
    """Tell the name of the file that was sent; empty for none."""
    return "" if message.file is None else message.file.name


async def _take(message: Message, visit: Visit, *, verb: str, otherwise: str) -> Screen:
    """Fetch the file, see beside the command bus what it is, and hand it to its noun."""
    who = visit.person
    verbs = (OfferRoll.verb, OfferBallots.verb, ImportStatement.verb)
    if not any(may(who, each) for each in verbs):
        refusal = check(who, verb)
        assert refusal is not None
        return visit.render(refusal)
    name = _name(message)
    if message.file is None or not name.casefold().endswith(ENDINGS):
        return visit.refuse(otherwise)
    kind = "" if visit.draft is None else visit.draft.kind
    # Whoever may bring only statements brings one, however damaged it is.
    only = not may(who, OfferRoll.verb) and not may(who, OfferBallots.verb)
    money = only or kind == bank.KIND
    content = await content_of(
        message.file,
        visit,
        most=FILE_BYTES,
        too_large=statement_too_large if money else file_too_large,
        not_fetched="roll.file_not_fetched",
    )
    if isinstance(content, Screen):
        return content
    if not content.strip():
        return visit.refuse("table.empty")
    try:
        ballots = await asyncio.to_thread(is_ballots, content, file=name)
        powers_list = await asyncio.to_thread(is_power_list, content, file=name)
        statement = not ballots and await asyncio.to_thread(is_statement, content, file=name)
    except BadInput as error:
        faults = faults_in_statement if money else faults_in
        return visit.render(faults(error, file=name))
    if statement or only or (money and not ballots and not powers_list):
        return await bank.take(content, name, visit)
    if powers_list or (kind == powers.KIND and not ballots):
        return await powers.offer(content, name, visit)
    offer = ballots_file.offer if ballots else roll.offer
    return await offer(content, name, visit)


#: Which function takes the message that a draft of some kind waits for.
AWAITED: dict[str, OnMessage] = {
    "roll": take_roll,
    "ballots_file": take_ballots,
    powers.KIND: take_powers,
    bank.KIND: take_bank,
}
