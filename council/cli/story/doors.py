"""By which door somebody comes: the chat of Telegram, the web hall, WeCom."""

import secrets
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.sandbox.server import Sandbox
from bot.wecom_sandbox.company import Company
from bot.wecom_sandbox.server import WecomSandbox
from council.cli.story.browser import Browser
from council.cli.story.figures import Plot
from council.cli.story.member import Member, Vouched, connector
from council.cli.story.product import Product
from council.demo.cast import STAFF_BOT
from council.demo.town import STAFF

#: How many act by cards alone, and how many come from a card into the hall.
BY_CARDS, VOUCHED = 8, 6
#: Every eighth taps a ranking (``scenes.ranking``).
TAPPING, WAYS = 0, 8
#: So many residents there are for one who comes by the web hall.
THIRD = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """Who comes by which door; whoever is not named here has Telegram."""

    web: frozenset[str]
    vouched: frozenset[str]
    wecom: frozenset[str]


def parts(plot: Plot) -> Parts:
    """A third of the residents and the manager by the web hall, some of them from WeCom; some by cards.

    Who taps a ranking or pledges does not do so by cards: six buttons are too few for the one, and
    the number of a pledge is for the other's eyes.
    """
    residents = (*plot.core, *plot.bystanders)
    web = residents[::THIRD]
    busy = {giver.ref for giver in plot.givers}
    busy |= {ref for place, ref in enumerate(plot.rankings) if place % WAYS == TAPPING}
    voters = {voter.ref for voter in plot.chat}
    cards = [ref for ref in residents[1::THIRD] if ref in voters and ref not in busy]
    managers = [ref for ref, _, role in STAFF if role == "manager"]
    return Parts(
        web=frozenset((*web, *managers)),
        vouched=frozenset(web[1 : 1 + VOUCHED]),
        wecom=frozenset(cards[:BY_CARDS]),
    )


class Doors:
    """The browsers and the members of the company, beside the sandbox's phones."""

    def __init__(self, *, sandbox: Sandbox, product_url: str) -> None:
        """Nobody has come yet. WeCom calls the product at ``product_url``."""
        self._sandbox = sandbox
        corp = Company(
            corp_id="wx5823bf96d3bd56c7", secret=secrets.token_hex(16), agent_id=1000002
        )
        self._token, self._aes_key = secrets.token_hex(8), secrets.token_hex(21) + "0"
        self.theirs = WecomSandbox(corp, token=self._token, aes_key=self._aes_key)
        self.theirs.callback_url = f"{product_url}/wecom/callback"
        self._url = product_url
        self._parts: Parts | None = None
        self._connector: aiohttp.TCPConnector | None = None
        self._opened: list[Browser | Member] = []

    async def __aenter__(self) -> Self:
        """Open WeCom."""
        self._connector = connector()
        await self.theirs.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close everything."""
        for side in self._opened:
            await side.close()
        if self._connector is not None:
            await self._connector.close()
        await self.theirs.stop()

    def settings(self) -> dict[str, str]:
        """What the product is to know of its doors."""
        company = self.theirs.company
        return {
            "YISHI_PUBLIC_URL": self._url,
            "YISHI_WECOM_CORP_ID": company.corp_id,
            "YISHI_WECOM_AGENT_ID": str(company.agent_id),
            "YISHI_WECOM_SECRET": company.secret,
            "YISHI_WECOM_TOKEN": self._token,
            "YISHI_WECOM_AES_KEY": self._aes_key,
            "YISHI_WECOM_API_URL": self.theirs.url,
            "YISHI_WECOM_OAUTH_URL": self.theirs.url,
        }

    def deal(self, plot: Plot) -> None:
        """Say who comes by which door."""
        self._parts = parts(plot)

    def by_wecom(self, ref: str) -> bool:
        """Whether somebody joins at WeCom."""
        assert self._parts is not None, "dealt before the first scene"
        return ref in self._parts.vouched | self._parts.wecom

    def side(self, ref: str, bot: str, *, product: Product, place: int) -> Browser | Member | None:
        """Somebody's way to act; None: Telegram's."""
        assert self._parts is not None, "dealt before the first scene"
        found: Browser | Member | None = None
        if ref in self._parts.web:
            found = self._browser(ref, bot, product, place)
        elif ref in self._parts.wecom:
            found = self._member(ref, product)
        if found is not None:
            self._opened.append(found)
        return found

    def _member(self, ref: str, product: Product) -> Member:
        return Member(theirs=self.theirs, product=product, user=ref.lower())

    def _browser(self, ref: str, bot: str, product: Product, place: int) -> Browser:
        assert self._parts is not None
        assert self._connector is not None, "used inside `async with`"
        given: dict[str, Any] = {
            "product": product,
            "connector": self._connector,
            "elsewhere": lambda: self._sandbox.world.shown,
            "place": place,
        }
        if ref in self._parts.vouched:
            member = self._member(ref, product)
            return Vouched(member=member, at_home=(self.theirs.url, ref.lower()), **given)
        return Browser(side="desk" if bot == STAFF_BOT else "", **given)
