"""Answering what was sent: its effect commits, its answer is kept, and only then is it told so."""

import logging
import traceback

from council.chat.acting import comes_in_crowds, pressed
from council.chat.answering import answer
from council.chat.elder import as_wanted
from council.chat.message import Message
from council.chat.visit import Found, turned_away, voice
from council.kernel.bus.poison import Poison, set_aside
from council.kernel.database.away import is_away
from council.kernel.refusals import refuse
from council.kernel.screens.screen import Screen
from council.kernel.values import Cause, value
from council.people.hall.answers import Answer, Kept
from council.people.hall.messages import Said
from council.people.hall.sessions import SignedIn
from council.wordings import render
from web.hall.hall import Hall
from web.hall.sent import Sent, cause_of
from web.hall.visit import Came, HallVisit, visit_of

log = logging.getLogger(__name__)


@value
class Answered:
    """What became of something that was sent.

    ``number`` is the message that answers it (0: none); ``screen`` is None where it had been
    answered before. ``gone``: the account is nobody's any more, and nothing was kept. ``once`` is
    shown and kept nowhere. ``kept`` is what was kept now.
    """

    number: int
    screen: Screen | None = None
    gone: bool = False
    once: str = ""
    kept: Kept | None = None


async def take(hall: Hall, signed: SignedIn, token: str, bot: str, sent: Sent) -> Answered:
    """Do what was sent, once however often it comes. Raises what another try may mend."""
    account, act = signed.account, sent.act
    cause = cause_of(account, bot, act)
    found = Found(who=signed.person, draft=None, looked_at=None, answered=None)
    if not comes_in_crowds(hall.app, bot, sent.fields.get("press", "")):
        before, found = await hall.visits.ask(Came(signed=signed, act=act, cause=cause))
        if before is not None:
            return Answered(number=before)
    visit = visit_of(hall.app, hall.uploads, signed, cause, found)
    try:
        screen = await _answer(visit, sent)
    except Exception as error:
        if is_away(error):
            raise
        log.exception("hall: an act of the %s side failed", bot)
        screen = await _sorry(hall, signed, cause)
    said = None
    if "press" not in sent.fields:
        file = sent.file.name or "?" if sent.file is not None else ""
        said = Said(text=sent.text, file=file)

    kept = await hall.answers.ask(
        Answer(
            account=account,
            bot=bot,
            act=act,
            screen=screen,
            said=said,
            files=tuple(visit.aside.files),
            pressed=sent.message,
            token=token,
        )
    )
    hall.bells.ring(account.id)
    return Answered(
        number=kept.number, screen=screen, gone=kept.gone, once=visit.aside.once, kept=kept
    )


async def _answer(visit: HallVisit, sent: Sent) -> Screen:
    press = sent.fields.get("press")
    if press is not None:
        screen = await turned_away(visit, None) or await pressed(press, visit)
        return await as_wanted(screen, visit, press)
    if sent.file is None:
        if not sent.text:
            return visit.refuse("hall.empty")
        message = Message(text=sent.text)
    else:
        message = Message(caption=sent.text, file=sent.file)
    screen = await turned_away(visit, message) or await answer(message, visit)
    return await as_wanted(screen, visit)


async def _sorry(hall: Hall, signed: SignedIn, cause: Cause) -> Screen:
    """Record what met a bug, as the bots do, and apologize."""
    poison = Poison(
        update_id=cause.update_id,
        digest=cause.digest,
        error=traceback.format_exc(),
        body="(web hall)",
    )
    await hall.app.bus.run(lambda tx: set_aside(tx, cause.bot, poison))
    return render(refuse("our_fault"), voice(hall.app, signed.person, None))
