"""What anybody may read: the open data under ``/api/v1``, the pages, ``/readyz``."""

import asyncio
import contextlib
import re
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import aiohttp

from council.cli.story.product import Product
from council.cli.story.trouble import StoryStopped

Json = dict[str, Any]

#: Seconds between two looks, and how long one waits for the hall to come to rest.
LOOK, REST = 0.1, 180.0
FINE = 200
#: What has not come to rest: updates taken in, messages that have not left.
_WAITING = re.compile(
    r'^yishi_(inbox\{.*\}|outbox\{.*state="(?:queued|sending)".*\}) (\d+)$', re.MULTILINE
)
_BY_CHANNEL = re.compile(
    r'^yishi_(processed|outbox)_by_channel\{channel="(\w+)"(?:,state="sent")?\} (\d+)$',
    re.MULTILINE,
)


class Public:
    """A visitor of the public pages, who tries again while the product is away."""

    def __init__(self, product: Product) -> None:
        """Visit this product."""
        self.product = product
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the visitor's connection."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        if self._session is not None:
            await self._session.close()

    async def data(self, path: str) -> Any:
        """The open data of one address, such as ``/polls/1``."""
        status, body = await self._ask("GET", f"/api/v1{path}")
        if status != FINE:
            message = f"/api/v1{path} answers {status}: {body}"
            raise StoryStopped(message)
        return body

    async def page(self, path: str) -> str:
        """Look at a page, and tell its address; a page that is missing stops the story."""
        status, _ = await self._ask("GET", path)
        if status != FINE:
            message = f"{path} answers {status}"
            raise StoryStopped(message)
        return f"{self.product.url}{path}"

    async def move_clock(self, to: int) -> None:
        """Move the demo's clock to a time (UTC seconds); being there already is fine."""
        status, body = await self._ask("POST", "/demo/clock", {"to": to})
        if status != FINE and body != {"error": "demo.forward_only"}:
            message = f"the clock was not moved: {status} {body}"
            raise StoryStopped(message)

    async def done_until(self, time_due: int) -> None:
        """Wait until everything due up to a time (UTC seconds) is done."""

        async def done() -> str:
            _, body = await self._ask("GET", "/readyz")
            until = body.get("done_until", 0) if isinstance(body, dict) else 0
            return "" if until >= time_due else f"{body}"

        await self._until(done)

    async def all_told(self) -> None:
        """Wait until the inbox and the outbox are empty."""

        async def empty() -> str:
            _, body = await self._ask("GET", "/metrics")
            waiting = [found for found in _WAITING.findall(str(body)) if found[1] != "0"]
            return f"{waiting}" if waiting else ""

        await self._until(empty)

    async def came_by(self) -> dict[str, int]:
        """How many acts came, and how many notices went, by each channel: what is on record now."""
        _, body = await self._ask("GET", "/metrics")
        return {
            f"{'acts' if kind == 'processed' else 'notices'} {channel}": int(number)
            for kind, channel, number in _BY_CHANNEL.findall(str(body))
        }

    async def _until(self, look: Callable[[], Awaitable[str]]) -> None:
        """Look until there is nothing left to wait for."""
        deadline = time.monotonic() + REST
        while left := await look():
            if time.monotonic() > deadline:
                message = f"the hall does not come to rest: {left}"
                raise StoryStopped(message)
            await asyncio.sleep(LOOK)

    async def _ask(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any]:
        """Ask, and ask again after the product has come back."""
        assert self._session is not None, "used inside `async with`"
        while True:
            await self.product.ready.wait()
            with contextlib.suppress(aiohttp.ClientError, ConnectionError, TimeoutError):
                async with self._session.request(
                    method, f"{self.product.url}{path}", json=body
                ) as response:
                    if response.content_type == "application/json":
                        return response.status, await response.json()
                    return response.status, await response.text()
            self.product.insist_alive()
            await asyncio.sleep(LOOK)
