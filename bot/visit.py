"""One update being answered: who is there, in which language, and the two ways to answer.

A handler parses, then either asks the command bus for one command or shows one view. It never looks into
the outcome: the wording of the outcome alone makes the screen, so that a redelivered update gets
the same answer.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from typing_extensions import override

from bot.api import Api, ApiError, Call
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
from council.kernel.screens.uploads import Upload
from council.kernel.values import Account, Cause, Person, value
from council.people import records as people
from council.people.commands import RedeemCode
from council.pressing import Caller, Own
from council.wordings import render

CHANNEL = "telegram"

#: A join code as it stands on a slip: ten letters and figures of base32, often in two halves.
_CODE = re.compile(r"[A-Z2-7]{10}", re.ASCII)
#: Drafts that wait unasked: who has a ballot sheet open was not asked for a message.
_UNASKED = frozenset({"ballot"})
#: Words that end waiting for a message, as ``/cancel`` does.
STOP_WORDS = frozenset({"取消", "停止", "不写了", "cancel", "stop"})

#: How long such a message is waited for (s): a text hours later is meant for something else.
WAITED_FOR = 3600


class Written(Protocol):
    """What the messages of both libraries have alike."""

    @property
    def text(self) -> str | None:
        """The words; None for a photo, a voice message, a file."""

    @property
    def forward_origin(self) -> object:
        """Where it was forwarded from, if it was."""

    @property
    def edit_date(self) -> object:
        """When it was edited, if it was."""


#: By which method a file is sent, by its kind.
_METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "voice": "sendVoice",
    "document": "sendDocument",
}


@value
class Visit(Caller):
    """A person at one of our bots, with the update that brought them.

    ``draft`` waits for their next message; where none does, ``looked_at`` is the form that they
    were last busy with, which only waits to be filed. ``answered`` is the outcome that the update
    earned before, when it comes again.
    """

    draft: Draft | None
    api: Api
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

    @override
    async def sent(self, uploads: Sequence[Upload]) -> bool:
        """Send files one after another; tells whether all went out."""
        for each in uploads:
            call = Call(
                method=_METHODS[each.kind],
                params={"chat_id": int(self.account.id)},
                files={each.kind: (each.name, each.content)},
            )
            try:
                await self.api.call(call)
            except ApiError:
                return False
        return True


async def receive(
    app: App,
    api: Api,
    cause: Cause,
    *,
    user_id: int,
    language: str | None,
    own: Mapping[str, Own] | None = None,
) -> Visit:
    """Find out who is there, in one snapshot."""
    bot = cause.bot
    account = Account(channel=CHANNEL, id=str(user_id))

    def look(tx: Transaction) -> tuple[Person | None, Draft | None, Draft | None, object]:
        who = people.person_of(tx, account)
        draft = None if who is None else drafts.awaiting(tx, who, bot)
        form = None if who is None or draft is not None else drafts.looked_at(tx, who, bot)
        if draft is not None and draft.kind in BRIEF:
            draft = _fresh(draft, tx.now)
        kept = kept_results(tx.connection, (cause,)).get(cause.key)
        return who, draft, _fresh(form, tx.now), None if kept is None else decode(kept)

    who, draft, form, answered = await app.bus.read(look)
    return Visit(
        app=app,
        bot=bot,
        account=account,
        cause=cause,
        who=who,
        draft=draft,
        say=voice(app, who, language),
        api=api,
        answered=answered,
        own=own or {},
        looked_at=form,
    )


def _fresh(draft: Draft | None, now: int) -> Draft | None:
    """Leave out what nobody has touched for long."""
    return None if draft is None or now - draft.updated_at > WAITED_FOR else draft


def unknown(app: App, api: Api, cause: Cause, *, user_id: int, language: str | None) -> Visit:
    """Look nobody up: for what comes in crowds, where the command bus finds out who asks."""
    return Visit(
        app=app,
        bot=cause.bot,
        account=Account(channel=CHANNEL, id=str(user_id)),
        cause=cause,
        who=None,
        draft=None,
        say=voice(app, None, language),
        api=api,
    )


async def turned_away(visit: Visit, message: Written | None) -> Screen | None:
    """Answer what reaches no handler; None: come in. ``message`` is absent where a button is pressed.

    That is what was forwarded or edited or answered before, and strangers: they may only ``/start``
    or send their join code.
    """
    if message is not None and message.forward_origin is not None:
        return visit.refuse("message.forwarded")
    if message is not None and message.edit_date is not None:
        return visit.refuse("message.edited")
    if visit.answered is not None:
        return visit.render(visit.answered)
    text = (message.text or "") if message is not None else ""
    if visit.who is not None or text.startswith("/start"):
        return None
    code = _lone_code(text)
    if code:
        return await visit.ask(RedeemCode, bot=visit.bot, code=code)
    return visit.refuse("people.unknown")


def voice(app: App, who: Person | None, language: str | None) -> Translator:
    """The person's language; a stranger's is guessed from their chat program."""
    if who is not None:
        site = app.settings.pages_at(who.slug, demo=app.clock.demo)
        return Translator(who.locale, who.timezone, site=site, large=who.large)
    if language:
        return Translator("zh_CN" if language.startswith("zh") else "en", app.settings.timezone)
    return Translator(app.settings.locale, app.settings.timezone)


def _lone_code(text: str) -> str:
    """Read a join code that a stranger sent without ``/start``; empty for any other words."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "").upper()
    return plain if _CODE.fullmatch(plain) else ""
