"""The outbox's way out through WeCom: an application's cards, and the posts of a group's robot."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from bot.wecom import cards
from bot.wecom.api import ANSWER, Rejected, Unreachable, Unserved, Wecom, WecomError, ask
from bot.wecom.cards import Drawn, Frame
from bot.wecom.envelope import CHANNEL
from bot.wecom.pace import Pace
from council.kernel.outbox.transport import Delivery, Gone, Paused, Sent, Unfit, Unknown, Wait
from council.kernel.screens.screen import Screen

#: Too much in a minute, from all of us or at once (documented): all of that minute is let pass.
TOO_MUCH, LATER = frozenset({45009, 45033}), 60.0
#: Nobody who can be written to: unknown, not in the company, not within what the application may
#: see; of a robot: taken out of its group, or its address is no more.
NOBODY = frozenset({40003, 60011, 60111, 81013, 82001})
NO_GROUP = frozenset({93000, 93008})
#: For how long (s, the longest that is documented) the very same message is dropped there.
REPEATS = 4 * 3600
#: Accounts remembered at most of which a message's fate is unknown.
MANY = 1_000

#: Frames a screen for an account, on a side, as a card of that name.
Framing = Callable[[Screen, str, str, str], Frame]


def delivery_of(error: WecomError) -> Delivery:
    """Tell what an error says about a message."""
    match error:
        case Unserved():
            return Paused(why=str(error))
        case Rejected(code=code) if code in TOO_MUCH:
            return Wait(seconds=LATER)
        case Rejected(code=code) if code in NOBODY | NO_GROUP:
            return Gone(why=str(error))
        case Rejected():
            return Unfit(why=str(error))
        case _:
            return Unknown(why=str(error))


class WecomOutlet:
    """``council.kernel.outbox.transport.Transport`` of one side of the application."""

    channel = CHANNEL

    def __init__(self, api: Wecom, bot: str, pace: Pace, framing: Framing) -> None:
        """Send through this client at this pace; both sides share the two."""
        self._api = api
        self._bot = bot
        self._pace = pace
        self._framing = framing
        #: What may or may not have arrived: the very same is sent again, which WeCom drops.
        self._doubtful: dict[str, tuple[Screen, Drawn]] = {}

    def draw(self, account: str, screen: Screen) -> Drawn:
        """Draw a screen for somebody."""
        known = self._doubtful.get(account)
        if known is not None and known[0] == screen:
            return known[1]
        name = f"yishi-{secrets.token_hex(12)}"
        return cards.draw(screen, self._framing(screen, account, self._bot, name))

    async def send(self, account: str, screen: Screen) -> Delivery:
        """Send one screen to one member."""
        drawn = self.draw(account, screen)
        delivery = await self._all(account, drawn.messages)
        if isinstance(delivery, Unknown):
            if len(self._doubtful) >= MANY:
                self._doubtful.clear()
            self._doubtful[account] = (screen, drawn)
        else:
            self._doubtful.pop(account, None)
        return delivery

    async def replace(self, account: str, code: str, screen: Screen) -> Delivery:
        """Put a screen in the place of the card that was pressed; its code is good for one time."""
        drawn = self.draw(account, screen)
        delivery = await self._all(account, drawn.before)
        if not isinstance(delivery, Sent):
            return delivery
        change = {
            "userids": [account],
            "agentid": self._api.application.agent_id,
            "response_code": code,
            "template_card": drawn.card,
        }
        try:
            await self._api.update_card(change)
        except WecomError as error:
            return delivery_of(error)
        return Sent()

    async def prove(self, account: str, message_id: int, screen: Screen) -> Delivery:
        """Nothing is to be proven: WeCom answers every call."""
        return Sent()

    async def _all(self, account: str, messages: tuple[dict[str, Any], ...]) -> Delivery:
        wait = self._pace.wait(account, len(messages)) if messages else 0.0
        if wait > 0:
            return Wait(seconds=wait)
        for each in messages:
            delivery = await self._one(account, each)
            if not isinstance(delivery, Sent):
                return delivery
        return Sent()

    async def _one(self, account: str, message: Mapping[str, Any]) -> Delivery:
        envelope = {
            "touser": account,
            "agentid": self._api.application.agent_id,
            "enable_duplicate_check": 1,
            "duplicate_check_interval": REPEATS,
        }
        try:
            answer = await self._api.send({**envelope, **message})
        except WecomError as error:
            return delivery_of(error)
        if answer.get("invaliduser"):
            return Gone(why="invaliduser")
        if answer.get("unlicenseduser"):
            return Unfit(why="unlicenseduser: the account has no licence for this interface")
        return Sent()


class RobotOutlet:
    """``council.kernel.outbox.transport.Transport`` of a group's robot; it has one reader, the group."""

    channel = "wecom_robot"

    def __init__(self, url: str, pace: Pace) -> None:
        """Post to the address that the group's robot was given, which is its secret."""
        self._url = url
        self._pace = pace

    async def send(self, account: str, screen: Screen) -> Delivery:
        """Post one screen; what is to be pressed is left out, for in a group nobody acts."""
        wait = self._pace.wait(account)
        if wait > 0:
            return Wait(seconds=wait)
        links = [b for row in screen.rows for b in row if b.url]
        lines = [cards.plain(screen.text), *(f"{b.label} {b.url}" for b in links)]
        content = cards.cut_bytes("\n".join(lines), cards.TEXT_BYTES)
        try:
            async with aiohttp.ClientSession(timeout=ANSWER) as session:
                message = {"msgtype": "text", "text": {"content": content}}
                await ask(session, "POST", self._url, json=message)
        except (Rejected, Unreachable) as error:
            return delivery_of(error)
        return Sent()

    async def prove(self, account: str, message_id: int, screen: Screen) -> Delivery:
        """Nothing is edited in a group."""
        return Sent()
