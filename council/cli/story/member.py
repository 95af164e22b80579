"""A member of a company at WeCom: they write, and press the buttons of the cards that they see."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

import aiohttp
from typing_extensions import override
from yarl import URL

from bot.wecom_sandbox.company import Shown
from bot.wecom_sandbox.server import WecomSandbox
from council.cli.story.browser import AGAIN, Browser, Seen
from council.cli.story.phone import Message
from council.cli.story.product import Product
from council.cli.story.trouble import StoryStopped

_SIDE = "resident/"
#: How often (s) a member looks whether something is new.
LOOK = 0.1
ACKNOWLEDGED = 200


class Member:
    """``council.cli.story.phone.Side`` by the application at WeCom."""

    def __init__(self, *, theirs: WecomSandbox, product: Product, user: str) -> None:
        """Let somebody see the application."""
        self.toasts: list[str] = []
        self._theirs, self._product, self._user = theirs, product, user
        self._doing: set[asyncio.Task[None]] = set()
        self._seen: dict[int, tuple[int, Message]] = {}
        theirs.company.join(user)

    @property
    def chat(self) -> Seen:
        """What stands in the member's chat; a card that was changed is another message."""
        for number, shown in enumerate(self._theirs.company.chats[self._user], 1):
            known = self._seen.get(number)
            if known is None or known[0] != shown.changes:
                self._seen[number] = shown.changes, _message(number, shown)
        return Seen({number: message for number, (_, message) in self._seen.items()})

    @property
    def reply_keyboard(self) -> object | None:
        """Whether they are in: they have been answered."""
        return {} if self.chat.messages else None

    @property
    def moved(self) -> int:
        """A number that grows with whatever WeCom is asked for."""
        return len(self._theirs.calls)

    async def until(self, predicate: Callable[[Any], bool], within: float) -> None:
        """Wait until something is seen; else TimeoutError."""
        async with asyncio.timeout(within):
            while not predicate(self):  # noqa: ASYNC110 - WeCom's server tells no change
                await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """See what is new: WeCom has shown it already."""

    async def close(self) -> None:
        """Put the phone away."""
        for task in self._doing:
            task.cancel()

    def start(self, code: str) -> None:
        """Type the code on a slip."""
        self.text(code)

    def text(self, text: str) -> None:
        """Write something."""
        number = str(secrets.randbits(62))
        fields = {"MsgType": "text", "Content": text, "MsgId": number}
        self._post(self._theirs.xml(self._user, fields))

    def tap(self, *, message_id: int, data: str) -> None:
        """Press a button of a card."""
        shown = self._theirs.company.chats[self._user][message_id - 1]
        label = next(
            text for text, each in shown.buttons.items() if each.get("key") == f"{_SIDE}{data}"
        )
        self._post(self._theirs.pressed(self._user, shown, label))

    def photo(self) -> None:
        """Files go by the web hall."""
        message = f"{self._user} has no way to send a photo"
        raise StoryStopped(message)

    def _post(self, xml: str) -> None:
        task = asyncio.create_task(self._delivered(xml))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _delivered(self, xml: str) -> None:
        """Post an event until it is acknowledged, and once more: WeCom repeats what took long."""
        for _ in range(2):
            await self._product.ready.wait()
            while await self._theirs.deliver(xml) != ACKNOWLEDGED:
                await asyncio.sleep(AGAIN)
                await self._product.ready.wait()

    async def way_in(self) -> str:
        """The link of the newest card into the web hall."""
        while True:
            for shown in reversed(self._theirs.company.chats[self._user]):
                if way := shown.content.get("card_action", {}).get("url"):
                    return str(way)
            await asyncio.sleep(LOOK)


def _message(number: int, shown: Shown) -> Message:
    """A card as the scenes read messages; what leads elsewhere is no press."""
    rows = [
        [{"text": text, "callback_data": each["key"].removeprefix(_SIDE)}]
        for text, each in shown.buttons.items()
        if each.get("key", "").startswith(_SIDE) and "/" not in each["key"].removeprefix(_SIDE)
    ]
    return {
        "message_id": number,
        "from": {"is_bot": True},
        "text": shown.text,
        "reply_markup": {"inline_keyboard": rows},
    }


class Vouched(Browser):
    """Somebody who joins at WeCom, and comes into the web hall by a card's link, signed in."""

    def __init__(self, *, member: Member, at_home: tuple[str, str], **given: Any) -> None:
        """Vouched for as ``member``; ``at_home``: WeCom's address, and who is at home there."""
        super().__init__(**given)
        self._member, self._at_home = member, at_home

    @override
    async def _come_in(self, code: str) -> None:
        self._member.start(code)
        way = await self._member.way_in()
        address, user = self._at_home
        self._browser().cookie_jar.update_cookies({"member": user}, URL(address))
        await self._ask("GET", way)
        await self._open()

    @override
    async def close(self) -> None:
        await self._member.close()
        await super().close()


def connector() -> aiohttp.TCPConnector:
    """What all browsers share."""
    return aiohttp.TCPConnector(limit=80)
