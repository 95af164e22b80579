"""A person's browser with the web hall open: real requests, sent again until they are answered.

It does what the pages do, by script (an ``Accept`` of JSON, only what is new comes back) or without
(forms, and the whole page again). What somebody means once is sent once, twice or three times in the
same moment, under one name; all copies must be told the same answer.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.media import sample_photo
from council.cli.story.drawn import Page, read_page
from council.cli.story.phone import Message
from council.cli.story.product import Product
from council.cli.story.trouble import StoryStopped

#: Pauses (s) before something is sent again; how long (s) an answer may take.
AGAIN, ANSWERED = 0.2, 60.0
#: The longest side (px) of a photo that somebody sends.
PHOTO = 320
#: Sent away for a moment: too much at once, the database or WeCom away.
_LATER = frozenset({429, 502, 503})


@dataclass(slots=True)
class Seen:
    """What stands on somebody's screen, by number."""

    messages: dict[int, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the status, where it leads, the page or what is new."""

    status: int
    path: str
    page: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


class Browser:
    """``council.cli.story.phone.Side`` by the web hall."""

    def __init__(
        self,
        *,
        product: Product,
        connector: aiohttp.TCPConnector,
        elsewhere: Callable[[], int],
        place: int,
        side: str = "",
    ) -> None:
        """Open a browser that was never here.

        ``place`` tells people apart: every third goes without a script, and they repeat a press
        differently often. ``side``: ``desk`` for the staff's. ``elsewhere`` counts what moves on the
        other people's phones.
        """
        self.chat = Seen()
        self.reply_keyboard: object | None = None
        self.toasts: list[str] = []
        self._product, self._connector, self._elsewhere = product, connector, elsewhere
        self._path = f"/hall/{side}" if side else "/hall"
        self._copies, self._scripted = 1 + place % 3, place // 3 % 3 != 0
        #: As the server in front of the hall says it: everybody has an address of their own.
        self._headers = {
            "X-Forwarded-For": f"10.20.{place >> 8 & 255}.{place & 255}",
            "Sec-Fetch-Site": "same-origin",
            "Accept-Language": "zh-CN",
        }
        self._session: aiohttp.ClientSession | None = None
        self._token, self._revision, self._answers = "", 0, 0
        self._changed = asyncio.Event()
        self._doing: set[asyncio.Task[None]] = set()
        self._failed: BaseException | None = None

    @property
    def moved(self) -> int:
        """A number that grows with whatever happens anywhere."""
        return self._elsewhere() + self._answers

    async def until(self, predicate: Callable[[Any], bool], within: float) -> None:
        """Wait until something is seen; else TimeoutError."""
        async with asyncio.timeout(within):
            while True:
                if self._failed is not None:
                    raise self._failed
                if predicate(self):
                    return
                self._changed.clear()
                await self._changed.wait()

    async def close(self) -> None:
        """Close the browser."""
        for task in self._doing:
            task.cancel()
        if self._session is not None:
            await self._session.close()

    # What the person does

    def start(self, code: str) -> None:
        """Come in by the code on a slip."""
        self._do(self._come_in(code))

    def text(self, text: str) -> None:
        """Write something."""
        self._do(self._send({"text": text}))

    def tap(self, *, message_id: int, data: str) -> None:
        """Press a button."""
        self._do(self._send({"press": data, "message": str(message_id)}))

    def photo(self) -> None:
        """Send a photo."""
        self._do(self._send({}, file=sample_photo(PHOTO)))

    async def look(self) -> None:
        """See what is new."""
        answer = await self._ask(
            "GET", f"{self._path}/news?now&after={self._revision}", {"Accept": "application/json"}
        )
        if answer.status == 200:  # noqa: PLR2004 - HTTP
            self._take(answer)

    # How it is sent

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._doing.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._doing.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failed = task.exception()
        self._changed.set()

    async def _come_in(self, code: str) -> None:
        door = await self._ask("GET", f"/hall?code={code}")
        if not self.chat.messages and door.path == "/hall":
            self._token = read_page(door.page).token
            form = {"token": self._token, "text": code}
            joined = await self._ask("POST", "/hall/join", form=lambda: form)
            if joined.status != 303:  # noqa: PLR2004 - HTTP
                self._stop("does not get in", joined)
        await self._open()

    async def _open(self) -> None:
        answer = await self._ask("GET", self._path)
        page = read_page(answer.page)
        if answer.status != 200 or not page.revision:  # noqa: PLR2004 - HTTP
            self._stop("is not let in", answer)
        self._token = page.token
        self.reply_keyboard = {}
        self._take(answer)

    async def _send(self, fields: Mapping[str, str], *, file: bytes | None = None) -> None:
        named = {"token": self._token, "id": secrets.token_urlsafe(18), **fields}

        def form() -> Any:
            if file is None:
                return named
            made = aiohttp.FormData(named)
            made.add_field("file", file, filename="photo.png", content_type="image/png")
            return made

        copies = (self._copy(form) for _ in range(self._copies))
        numbers = set(await asyncio.gather(*copies))
        if len(numbers) != 1:
            message = f"one act {fields} was answered by the messages {sorted(numbers)}"
            raise StoryStopped(message)
        if not self._scripted:
            await self._reload(numbers.pop())

    async def _copy(self, form: Callable[[], Any]) -> int:
        """Send it until it is answered; tells the number of the message that answers it."""
        if self._scripted:
            path = f"{self._path}/act?after={self._revision}"
            answer = await self._ask("POST", path, {"Accept": "application/json"}, form=form)
            if answer.status != 200:  # noqa: PLR2004 - HTTP
                self._stop("is refused", answer)
            self._take(answer)
            return int(answer.told["number"])
        answer = await self._ask("POST", f"{self._path}/act", form=form)
        if answer.status != 303:  # noqa: PLR2004 - HTTP
            self._stop("is refused", answer)
        return int(urlsplit(answer.path).fragment[1:] or 0)  # m14: its text, b14: its buttons

    async def _reload(self, number: int) -> None:
        """Look at the page that an answer leads to; the message that it names is what they see."""
        answer = await self._ask("GET", self._path)
        page = read_page(answer.page)
        self._token = page.token
        if page.revision >= self._revision:
            self.chat.messages.pop(number, None)
        self._take(answer)

    def _take(self, answer: Answer) -> None:
        page = read_page(answer.page or answer.told["html"])
        revision = page.revision or int(answer.told["revision"])
        if answer.told.get("toast"):
            self.toasts.append(str(answer.told["toast"]))
        if revision >= self._revision:
            self._revision = revision
            self._merge(page)
        self._answers += 1
        self._changed.set()

    def _merge(self, page: Page) -> None:
        seen = self.chat.messages
        for message in page.messages:
            if seen.get(message["message_id"]) != message or self._scripted:
                seen[message["message_id"]] = message
        self.chat.messages = dict(sorted(seen.items()))

    async def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        form: Callable[[], Any] | None = None,
    ) -> Answer:
        """Ask, and ask the very same again until there is an answer."""
        while True:
            await self._product.ready.wait()
            try:
                async with self._browser().request(
                    method,
                    path if path.startswith("http") else self._product.url + path,
                    headers={**self._headers, **(headers or {})},
                    data=None if form is None else form(),
                    allow_redirects=method == "GET",
                ) as response:
                    found = await self._read(response)
            except (aiohttp.ClientError, OSError, TimeoutError):
                self._product.insist_alive()
            else:
                if found.status not in _LATER:
                    return found
            await asyncio.sleep(AGAIN)

    async def _read(self, response: aiohttp.ClientResponse) -> Answer:
        path = response.headers.get("Location", response.url.path)
        if response.content_type == "application/json":
            return Answer(status=response.status, path=path, told=await response.json())
        return Answer(status=response.status, path=path, page=await response.text())

    def _browser(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector,
                connector_owner=False,
                cookie_jar=aiohttp.CookieJar(unsafe=True),
                timeout=aiohttp.ClientTimeout(total=ANSWERED),
            )
        return self._session

    def _stop(self, why: str, answer: Answer) -> None:
        shown = answer.page[:2000] or answer.told
        message = f"somebody at {self._path} {why}: {answer.status} {answer.path} {shown}"
        raise StoryStopped(message)
