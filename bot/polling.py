"""Long polling: updates are fetched and taken in, a batch at a time; then the offset moves.

Nothing of what is fetched can end this: what is no update is put aside by the intake. Of an answer
that cannot be read as a whole each update is read by itself, and taken in as text where no parser
takes it; an answer that cannot even be cut into updates is fetched again one at a time.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

import aiohttp

from bot.standing import Standing

Update = dict[str, Any]
TakeIn = Callable[[Sequence[Any]], Awaitable[None]]
#: What is done when another process fetches the same updates; told in the Bot API's words.
OnConflict = Callable[[str], Awaitable[None]]

#: The kinds of updates that our bots want; every other kind is let pass.
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
#: Updates fetched at once.
BATCH = 100
LONG_POLL, ANSWER, FAREWELL = 25, 60.0, 1.0
#: The pause (s) after an answer that is none, or that brings nothing new.
PAUSE = 1.0
#: Seconds between two looks whether the Bot API serves us again.
PAUSED = 5.0
#: The longest (s) that we let a server make us wait.
DAY = 86_400
#: The largest number an update may have.
MOST = 2**63 - 1

#: Where the updates of an answer begin; what matters for cutting them: texts, brackets, commas.
_UPDATES = re.compile(r'"result"\s*:\s*\[')
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{},]', re.DOTALL)
_KEY = re.compile(r'(?<!\\)"update_id"\s*:')
_NUMBER = re.compile(r'"update_id"\s*:\s*(\d{1,18})\b')


class Unreadable(Exception):
    """An answer with updates that no parser takes, and that cannot be cut."""

    def __init__(self, text: str) -> None:
        """Keep its text."""
        super().__init__(text[:100])
        self.text = text


async def poll(url: str, standing: Standing, disturbed: OnConflict, take_in: TakeIn) -> None:
    """Fetch updates and have them taken in until cancelled; ``url`` is that of getUpdates.

    ``disturbed`` is awaited when another process fetches them too.
    After an empty answer the offset begins anew: numbers may start elsewhere after a quiet week.
    """
    offset, limit, told = 0, BATCH, _Told()
    timeout = aiohttp.ClientTimeout(total=ANSWER)
    async with aiohttp.ClientSession(timeout=timeout, trace_configs=[told.trace()]) as session:
        try:
            while True:
                try:
                    updates = await _fetch(
                        session, url, standing, disturbed, told, offset=offset, limit=limit
                    )
                except Unreadable as error:
                    updates = await _single_out(error, limit, take_in)
                    limit = BATCH if limit == 1 else 1
                else:
                    limit = BATCH if updates is not None else limit
                    if updates:
                        await take_in(updates)
                if updates is None:
                    continue
                reached = _after(updates)
                if updates and reached <= offset:
                    await asyncio.sleep(PAUSE)
                offset = max(offset, reached) if updates else 0
        finally:
            if offset not in {0, told.offset}:
                with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                    await _confirm(session, url, offset)


class _Told:
    """Up to which offset the Bot API knows that all was taken in: that of a look that has left.

    To say so once more would only wait: the Bot API makes a repeated offset a poll of 3 s.
    """

    def __init__(self) -> None:
        self.offset = 0

    def trace(self) -> aiohttp.TraceConfig:
        """What a session is given, so that it tells when a look leaves."""
        config = aiohttp.TraceConfig()
        config.on_request_chunk_sent.append(self._left)
        return config

    async def _left(self, _session: object, look: SimpleNamespace, _chunk: object) -> None:
        self.offset = look.trace_request_ctx


async def _single_out(error: Unreadable, limit: int, take_in: TakeIn) -> list[Any] | None:
    """Find the one update that makes an answer unreadable, and have it put aside.

    Tells it as far as its number goes; None where the search has only begun.
    """
    if limit > 1:
        return None
    await take_in([error.text])
    return [{"update_id": int(_NUMBER.findall(error.text)[0])}]


def _after(updates: list[Any]) -> int:
    """The offset after these; numbers that no server gives move nothing."""
    numbers = [_number(each) for each in updates]
    legal = (number for number in numbers if type(number) is int and 0 <= number < MOST)
    return max(legal, default=-1) + 1


def _number(update: Any) -> Any:
    """The number of an update, of one that is text as far as it can be told."""
    if isinstance(update, str):
        found = _NUMBER.search(update)
        return int(found[1]) if found else None
    return update.get("update_id") if isinstance(update, dict) else None


async def _fetch(
    session: aiohttp.ClientSession,
    url: str,
    standing: Standing,
    disturbed: OnConflict,
    told: _Told,
    *,
    offset: int,
    limit: int,
) -> list[Any] | None:
    """The next updates; None when the Bot API did not give an answer. Raises Unreadable."""
    wish = {"offset": offset, "timeout": LONG_POLL, "limit": limit, "allowed_updates": ALLOWED}
    try:
        async with session.post(url, json=wish, trace_request_ctx=offset) as response:
            content, status = await response.read(), response.status
    except (aiohttp.ClientError, TimeoutError) as error:
        told.offset = 0
        standing.unheard(type(error).__name__)
        await asyncio.sleep(PAUSE)
        return None
    answer = _parsed(content)
    updates = answer.get("result")
    if answer.get("ok") and isinstance(updates, list):
        standing.served()
        return updates
    told.offset = 0
    if answer.get("ok"):
        answer = {"description": "an answer without updates"}  # whoever gives it is no Bot API
    standing.answered(status, answer)
    if status == HTTPStatus.CONFLICT:
        await disturbed(str(answer.get("description", "")))
        return None
    if standing.paused:
        await asyncio.sleep(PAUSED)
        return None
    standing.unheard(str(answer.get("description")))
    await asyncio.sleep(_asked_for(answer.get("parameters")))
    return None


def _parsed(content: bytes) -> Update:
    """An answer as an object; an empty one where it is none. Raises Unreadable."""
    text = content.decode("utf-8", "surrogateescape")
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        updates = _cut(text)
        if updates is not None:
            return {"ok": True, "result": [_read(each) for each in updates]}
        if _NUMBER.search(text):
            raise Unreadable(text) from None
        return {}
    return answer if isinstance(answer, dict) else {}


def _cut(answer: str) -> list[str] | None:
    """The updates of an answer, each as text; None where they have no end."""
    begin = _UPDATES.search(answer)
    if begin is None:
        return None
    updates, at, depth = [], begin.end(), 0
    for token in _TOKEN.finditer(answer, at):
        if depth == 0 and token[0] in {",", "]"}:
            updates.append(answer[at : token.start()].strip())
            if len(_KEY.findall(updates[-1])) > 1:
                return None  # one that does not end would take the next with it
            at = token.end()
            if token[0] == "]":
                return updates
        elif token[0] in {"[", "{"}:
            depth += 1
        elif token[0] in {"]", "}"}:
            depth -= 1
    return None


def _read(update: str) -> Any:
    """An update; where no parser takes it, its text."""
    try:
        return json.loads(update)
    except (ValueError, RecursionError):
        return update


def _asked_for(parameters: Any) -> float:
    """How long (s) the server asks us to wait."""
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return min(wait, DAY) if isinstance(wait, int | float) and wait > 0 else PAUSE


async def _confirm(session: aiohttp.ClientSession, url: str, offset: int) -> None:
    """Acknowledge what was taken in since the last look, so that it need not come again."""
    wish = {"offset": offset, "timeout": 0, "limit": 1}
    async with asyncio.timeout(FAREWELL), session.post(url, json=wish) as response:
        await response.read()
