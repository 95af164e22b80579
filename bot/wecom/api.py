"""A client of WeCom's server API: one token for all calls, kept until it runs out.

Another process may renew the token at the same time; WeCom gives both the same one while it holds.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from council.kernel.values import value

#: The token is wrong or has run out (documented): renewed once, and asked again.
STALE = frozenset({40014, 42001})
#: The application as a whole is not served: wrong secret, company or application, an address that
#: is not on the allow list, a right that was taken away.
OURS = frozenset({40001, 40013, 40056, 41001, 48002, 60020, 301002})
#: How long (s) before its end a token is renewed, and the shortest that is believed.
EARLY, SHORTEST = 300.0, 60.0
#: How long (s) nobody asks again after the application was not served.
QUIET = 30.0
#: How long (s) an answer is waited for.
ANSWER = aiohttp.ClientTimeout(total=10, sock_connect=5)


class WecomError(Exception):
    """A call came to nothing."""


class Unserved(WecomError):
    """The application is not served; nothing was done."""


class Unreachable(WecomError):
    """No clear answer: it may or may not have been done."""


class Rejected(WecomError):
    """WeCom refused the call."""

    def __init__(self, code: int, said: str) -> None:
        """Keep the documented code; ``said`` may change and is for the log alone."""
        super().__init__(f"{code} {said}")
        self.code = code


@value
class Application:
    """What the console says of the self-built application, and where WeCom's server is."""

    url: str
    corp_id: str
    agent_id: int
    secret: str


class Wecom:
    """Calls the API as one application. Close it."""

    def __init__(
        self, application: Application, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Ask nothing yet."""
        self.application = application
        self._monotonic = monotonic
        self._session: aiohttp.ClientSession | None = None
        self._renewing = asyncio.Lock()
        self._token = ""
        self._until = 0.0
        self._unserved: tuple[float, str] = (float("-inf"), "")

    @property
    def trouble(self) -> str:
        """Why the application is not served; empty when all is well."""
        return f"paused: {self._unserved[1]}" if self._unserved[1] else ""

    async def send(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Send an application's message. Raises WecomError."""
        return await self._call("POST", "message/send", json=dict(message))

    async def update_card(self, change: Mapping[str, Any]) -> dict[str, Any]:
        """Change a card that was sent. Raises WecomError."""
        return await self._call("POST", "message/update_template_card", json=dict(change))

    async def user_of(self, code: str) -> str:
        """Tell the member that an OAuth code stands for; empty for nobody of the company.

        Raises WecomError.
        """
        answer = await self._call("GET", "auth/getuserinfo", params={"code": code})
        return str(answer.get("userid") or answer.get("UserId") or "").lower()

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()

    async def _call(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        token = await self._valid_token()
        try:
            return await self._asked(method, path, token, **given)
        except Rejected as error:
            if error.code not in STALE:
                raise
        token = await self._valid_token(besides=token)
        try:
            return await self._asked(method, path, token, **given)
        except Rejected as error:
            if error.code in STALE:
                raise self._refused(str(error)) from error
            raise

    async def _asked(self, method: str, path: str, token: str, **given: Any) -> dict[str, Any]:
        params = {"access_token": token, **given.pop("params", {})}
        try:
            return await self._ask(method, f"cgi-bin/{path}", params=params, **given)
        except Rejected as error:
            if error.code in OURS:
                raise self._refused(str(error)) from error
            raise

    async def _valid_token(self, *, besides: str = "") -> str:
        """Give the token that holds, or a new one where it is the one ``besides``."""
        async with self._renewing:
            now = self._monotonic()
            if self._token and self._token != besides and now < self._until:
                return self._token
            at, why = self._unserved
            if why and now < at + QUIET:
                raise Unserved(why)
            params = {
                "corpid": self.application.corp_id,
                "corpsecret": self.application.secret,
            }
            try:
                answer = await self._ask("GET", "cgi-bin/gettoken", params=params)
            except Rejected as error:
                if error.code in OURS:
                    raise self._refused(str(error)) from error
                raise Unserved(str(error)) from error  # nothing was sent: it is asked again later
            token, lasts = answer.get("access_token"), answer.get("expires_in")
            if not (isinstance(token, str) and token and isinstance(lasts, int)):
                raise Unreachable("no token of the documented shape")
            self._token = token
            self._until = now + max(lasts - EARLY, SHORTEST)
            self._unserved = (float("-inf"), "")
            return self._token

    def _refused(self, why: str) -> Unserved:
        self._token = ""
        self._unserved = (self._monotonic(), why)
        return Unserved(why)

    async def _ask(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=ANSWER)
        return await ask(self._session, method, f"{self.application.url}/{path}", **given)


async def ask(
    session: aiohttp.ClientSession, method: str, url: str, **given: Any
) -> dict[str, Any]:
    """Ask one address. Raises Rejected or Unreachable, neither with the address: it bears secrets."""
    try:
        async with session.request(method, url, allow_redirects=False, **given) as response:
            if response.status != 200:  # noqa: PLR2004
                raise Unreachable(f"HTTP {response.status}")
            answer = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError, RecursionError) as error:
        raise Unreachable(type(error).__name__) from None
    code = answer.get("errcode", 0) if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(code, int):
        raise Unreachable("no answer of the documented shape")
    if code == -1:
        raise Unreachable("-1 the system is busy")
    if code:
        raise Rejected(code, str(answer.get("errmsg", ""))[:200])
    return answer
