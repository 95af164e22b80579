"""A visit through Telegram: the account behind an update, and how files reach its chat."""

from collections.abc import Awaitable, Callable, Sequence

from typing_extensions import override

from bot.api import Api, ApiError, Call
from council.chat.message import AttachedFile, NotFetched
from council.chat.own import OWN
from council.chat.visit import Visit as AnyVisit
from council.chat.visit import find, voice
from council.kernel.app import App
from council.kernel.screens.uploads import Upload
from council.kernel.values import Account, Cause, value

CHANNEL = "telegram"

#: By which method a file is sent, by its kind.
_METHODS = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "voice": "sendVoice",
    "document": "sendDocument",
}
#: Asks the Bot API for the username of the residents' bot; empty where it cannot be told.
Username = Callable[[], Awaitable[str]]
#: Finds a voice message that came before, by its id.
Voices = Callable[[str], AttachedFile]


@value
class Visit(AnyVisit):
    """A person at one of our bots.

    ``username`` asks for the residents' bot's, ``voices`` finds what was spoken, where a bot can.
    """

    api: Api
    username: Username | None = None
    voices: Voices | None = None

    @override
    async def sent(self, uploads: Sequence[Upload]) -> bool:
        """Send files one after another; tells whether all went out."""
        for each in uploads:
            call = Call(
                method=_METHODS[each.kind],
                params={"chat_id": int(self.account.id)}
                | ({"caption": each.caption} if each.caption else {}),
                files={each.kind: (each.name, each.content)},
            )
            try:
                await self.api.call(call)
            except ApiError:
                return False
        return True

    @override
    async def told_at_once(self, text: str) -> bool:
        params = {"chat_id": int(self.account.id), "text": text, "parse_mode": "HTML"}
        try:
            await self.api.call(Call(method="sendMessage", params=params))
        except ApiError:
            return False
        return True

    @override
    async def voice_message(self, name: str) -> bytes:
        if self.voices is None:
            raise NotFetched
        return await self.voices(name).fetch()

    @override
    async def residents_bot(self) -> str:
        return "" if self.username is None else await self.username()


async def receive(
    app: App,
    api: Api,
    cause: Cause,
    *,
    user_id: int,
    language: str | None,
    username: Username | None = None,
    voices: Voices | None = None,
) -> Visit:
    """Find out who is there, in one snapshot."""
    account = Account(channel=CHANNEL, id=str(user_id))
    found = await app.bus.read(lambda tx: find(tx, account, cause))
    return Visit(
        app=app,
        bot=cause.bot,
        account=account,
        cause=cause,
        who=found.who,
        draft=found.draft,
        say=voice(app, found.who, language, hands=True),
        api=api,
        answered=found.answered,
        own=OWN.get(cause.bot, {}),
        looked_at=found.looked_at,
        username=username,
        voices=voices,
    )


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
