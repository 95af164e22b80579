"""On which side of the hall a member is: one application serves residents and the desk."""

from dataclasses import replace
from functools import partial

from bot.wecom.cards import read_key
from bot.wecom.envelope import CHANNEL, Event
from council.chat.acting import command_typed
from council.kernel import drafts
from council.kernel.app import App
from council.kernel.bus.inbox import Waiting
from council.kernel.bus.processed import kept_results
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF
from council.kernel.values import Account, Cause
from council.people import records as people
from council.people.screens import STAFF_KEYS, key_labels
from council.routes import TYPED

RESIDENT, DESK = "resident", "staff"


async def side_of(app: App, event: Event, waiting: Waiting) -> str:
    """Tell the side: a card's is in its key; of words it is where words are awaited.

    What only the desk knows as a command or a key leads there; all else is the residents'. What comes
    once more stays where it was done.
    """
    if event.kind == "template_card_event":
        return DESK if read_key(event.fields.get("EventKey", ""))[0] == DESK else RESIDENT
    if event.kind == "text":
        return await app.bus.read(
            partial(_of_words, event.user, event.fields.get("Content", ""), waiting)
        )
    return RESIDENT


def _of_words(user: str, text: str, waiting: Waiting, tx: Transaction) -> str:
    who = people.person_of(tx, Account(channel=CHANNEL, id=user))
    if who is None or not who.roles & STAFF:
        return RESIDENT
    again = Cause(bot=DESK, update_id=waiting.update_id, digest=waiting.digest)
    if kept_results(tx.connection, (again,)):
        return DESK
    again = replace(again, bot=RESIDENT)
    if kept_results(tx.connection, (again,)):
        return RESIDENT
    name, _ = command_typed(text)
    labels = key_labels(STAFF_KEYS)
    meant = name or labels.get(text.strip(), "")
    if meant and meant in TYPED[DESK]:
        return RESIDENT if meant in TYPED[RESIDENT] and not labels.get(text.strip()) else DESK
    mine, desk = (drafts.awaiting(tx, who, bot) for bot in (RESIDENT, DESK))
    if mine is None and desk is None and who.large and text[:1].isdigit():
        # Elder mode: a number means a button of the card that came last.
        mine, desk = (
            drafts.load(tx, who, bot, drafts.SCREEN, CHANNEL) for bot in (RESIDENT, DESK)
        )
    if desk is None:
        return RESIDENT
    later = mine is None or (desk.updated_at, desk.revision) > (mine.updated_at, mine.revision)
    return DESK if later else RESIDENT
