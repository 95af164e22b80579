"""A message or press being answered: who is there, in which language, and the ways to answer.

A handler parses, then either asks the command bus for one command or shows one view. It never looks into
the outcome: the wording of the outcome alone makes the screen, so that whatever comes twice gets
the same answer.
"""

import re
import unicodedata
from collections.abc import Callable

from typing_extensions import override

from council.chat.message import Message, NotFetched
from council.forms import BRIEF
from council.kernel import drafts
from council.kernel.app import App
from council.kernel.bus.processed import kept_results
from council.kernel.bus.results import decode
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.refusals import Refusal
from council.kernel.screens.render import stop_button
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.kernel.values import Account, Cause, Person, value
from council.people import records as people
from council.people.commands import RedeemCode
from council.pressing import Caller
from council.wordings import render

#: A join code as it stands on a slip: ten letters and figures of base32, often in two halves.
_CODE = re.compile(r"[A-Z2-7]{10}", re.ASCII)
#: Drafts that wait unasked: who has a ballot sheet open was not asked for a message.
_UNASKED = frozenset({"ballot"})
#: Words that end waiting for a message, as ``/cancel`` does.
STOP_WORDS = frozenset({"取消", "停止", "算了", "不要了", "不写了", "cancel", "stop"})

#: How long such a message is waited for (s): a text hours later is meant for something else.
WAITED_FOR = 3600


@value
class Visit(Caller):
    """A person in a chat with one of our bots, with what they sent.

    ``draft`` waits for their next message; where none does, ``looked_at`` is the form that they
    were last busy with, which only waits to be filed. ``answered`` is the outcome that the same
    message earned before, when it comes again.
    """

    draft: Draft | None = None
    answered: object = None
    looked_at: Draft | None = None

    async def show(self, read: Callable[[Transaction, Person], object]) -> Screen:
        """Show what a read model tells this person (or its refusal)."""
        return render(await self.look(read), self.say)

    @override
    def render(self, outcome: object) -> Screen:
        """Word an outcome or view at hand.

        A refusal while a message is awaited leaves the waiting as it is, and offers to end it.
        """
        screen = render(outcome, self.say)
        awaited = self.draft is not None and self.draft.kind not in _UNASKED
        if isinstance(outcome, Refusal) and awaited:
            return screen.above_home(stop_button(self.say))
        return screen

    async def told_at_once(self, text: str) -> bool:
        """Say what must not be kept anywhere, now or not at all; tells whether it was said."""
        return False

    async def voice_message(self, name: str) -> bytes:
        """Fetch a voice message again that came before (``AttachedFile.voice``). Raises NotFetched."""
        raise NotFetched

    async def residents_bot(self) -> str:
        """Tell the username of the residents' bot; empty where it cannot be told."""
        return self.app.settings.resident_bot


@value
class Found:
    """Who is there, and what they were busy with."""

    who: Person | None
    draft: Draft | None
    looked_at: Draft | None
    answered: object


def find(tx: Transaction, account: Account, cause: Cause) -> Found:
    """Find out who is there, and whether what they sent was answered before."""
    return busy_with(tx, people.person_of(tx, account), cause)


def busy_with(tx: Transaction, who: Person | None, cause: Cause) -> Found:
    """Find out what somebody is busy with, and whether what they sent was answered before."""
    bot = cause.bot
    draft = None if who is None else drafts.awaiting(tx, who, bot)
    form = None if who is None or draft is not None else drafts.looked_at(tx, who, bot)
    if draft is not None and draft.kind in BRIEF:
        draft = _fresh(draft, tx.now)
    kept = kept_results(tx.connection, (cause,)).get(cause.key)
    return Found(
        who=who,
        draft=draft,
        looked_at=_fresh(form, tx.now),
        answered=None if kept is None else decode(kept),
    )


def _fresh(draft: Draft | None, now: int) -> Draft | None:
    """Leave out what nobody has touched for long."""
    return None if draft is None or now - draft.updated_at > WAITED_FOR else draft


def named(visit: Visit) -> tuple[str, str]:
    """Tell the form that waits for a message, and what it is about."""
    assert visit.draft is not None, "only a form that waits is answered"
    return visit.draft.kind.removeprefix(drafts.FORM), visit.draft.subject


async def turned_away(visit: Visit, message: Message | None) -> Screen | None:
    """Answer what reaches no handler; None: come in. ``message`` is absent where a button is pressed.

    That is what was forwarded or edited or answered before, and strangers: they may only ``/start``
    or send their join code.
    """
    if message is not None and message.forwarded:
        return visit.refuse("message.forwarded")
    if message is not None and message.edited:
        return visit.refuse("message.edited")
    if visit.answered is not None:
        return visit.render(visit.answered)
    text = (message.text or "") if message is not None else ""
    if visit.who is not None or text.startswith("/start"):
        return None
    code = lone_code(text)
    if code:
        return await visit.ask(RedeemCode, bot=visit.bot, code=code)
    return visit.refuse("people.unknown")


def voice(
    app: App, who: Person | None, language: str | None, *, hands: bool = False
) -> Translator:
    """The person's language; a stranger's is guessed from their chat program.

    ``hands``: that program can open pages that know who holds them.
    """
    if who is not None:
        site = app.settings.pages_at(who.slug, demo=app.clock.demo)
        return Translator(who.locale, who.timezone, site=site, large=who.large, hands=hands)
    if language:
        return Translator("zh_CN" if language.startswith("zh") else "en", app.settings.timezone)
    return Translator(app.settings.locale, app.settings.timezone)


def lone_code(text: str) -> str:
    """Read a join code that stands alone; empty for any other words."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").upper()
    return plain if _CODE.fullmatch(plain) else ""
