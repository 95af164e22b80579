"""Web Push: a browser that asked for it is told that there is news, and nothing of what it is.

What goes through the browser's own push service is encrypted for the browser (RFC 8291) and signed
by our key (RFC 8292), and even so says no more than a number.
"""

import asyncio
import base64
import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from council.kernel.again import Again
from council.kernel.app import App
from council.kernel.bad_setting import BadSetting
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.kernel.values import Account
from council.people import records as people
from council.people.hall.sessions import SignedIn, signed_in
from council.people.hall.subscriptions import (
    SERVICES,
    Subscription,
    end,
    read_subscription,
    subscribe,
    subscriptions,
)
from web.hall.browser import is_ours, token_of
from web.hall.hall import HALL, who
from web.hall.sent import Garbled, read

log = logging.getLogger(__name__)
#: For how long (s) a push service keeps what a sleeping phone has not taken.
TTL = 86_400
#: How many leave side by side, and how many wait; under a flood the newest are not pushed: the
#: message is in the hall all the same.
HANDS, WAITING = 8, 2_000
_NO_CONTACT = "YISHI_PUSH_CONTACT: write mailto:ADDRESS, for push services to write to"
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class Pushes:
    """Tells browsers that there is news."""

    def __init__(
        self,
        app: App,
        key_file: Path,
        contact: str,
        *,
        session: Callable[[], Any] | None = None,
        services: tuple[str, ...] = SERVICES,
    ) -> None:
        """Sign with the key of a file. Raises BadSetting where key or contact are none."""
        from py_vapid import Vapid02, VapidException  # type: ignore[import-untyped]  # noqa: PLC0415 - only where there is a key

        try:  # by its bytes: of a file that is not there the library would make one
            self._vapid = Vapid02.from_pem(key_file.read_bytes())
        except (OSError, ValueError, VapidException) as error:
            message = (
                f"YISHI_PUSH_KEY_FILE: {key_file} cannot be read; make one: yishi key push FILE"
            )
            raise BadSetting(message) from error
        try:
            self._vapid.sign({"aud": f"https://{SERVICES[0]}", "sub": contact})
        except VapidException as error:
            raise BadSetting(_NO_CONTACT) from error
        self.services = services
        self._app = app
        self._contact = contact
        self._session = session or (
            lambda: ClientSession(timeout=ClientTimeout(total=10), trust_env=True)
        )
        self._waiting: asyncio.Queue[tuple[Account, str, int]] = asyncio.Queue(WAITING)
        self._trouble = Again()
        self.sent = 0
        self.failed = 0

    @property
    def public_key(self) -> str:
        """The key that browsers are to expect, as they want it written."""
        from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
            Encoding,
            PublicFormat,
        )

        point = self._vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(point).decode().rstrip("=")

    async def push(self, account: Account, bot: str, unread: int) -> None:
        """Let an account's browsers be told, beside everything else."""
        if not self._waiting.full():
            self._waiting.put_nowait((account, bot, unread))

    async def serve(self) -> None:
        """Send until cancelled."""
        async with self._session() as session, asyncio.TaskGroup() as group:
            for _ in range(HANDS):
                group.create_task(self._hand(session))

    async def _hand(self, session: Any) -> None:
        while True:
            account, bot, unread = await self._waiting.get()
            try:
                await self._tell(session, account, bot, unread)
            except Exception as error:  # noqa: BLE001 - told, and the next is sent
                self.failed += 1
                if self._trouble.due():
                    log.warning("pushes: %r", error)
            finally:
                self._waiting.task_done()

    async def emptied(self) -> None:
        """Wait until all that waits has left."""
        await self._waiting.join()

    async def _tell(self, session: Any, account: Account, bot: str, unread: int) -> None:
        def look(tx: Transaction) -> Any:
            return people.person_of(tx, account), subscriptions(tx, account)

        who_is_told, found = await self._app.bus.read(look)
        if who_is_told is None:
            return
        say = Translator(who_is_told.locale, who_is_told.timezone)
        side = "/desk" if bot == "staff" else ""
        words = {
            "title": str(say("web.hall.push_title")),
            "body": str(say("web.hall.push_body", n=unread)),
            "at": f"/c/{who_is_told.slug}/hall{side}",
        }
        content = json.dumps(words, ensure_ascii=False).encode()
        for each in found:
            await self._send(session, each, content)

    async def _send(self, session: Any, to: Subscription, content: bytes) -> None:
        try:
            body = await asyncio.to_thread(encrypted, to, content)
        except ValueError:  # a key of the right length that is none
            await self._app.bus.run(lambda tx: end(tx, to.endpoint_hash))
            return
        where = urlsplit(to.endpoint)
        claims = {"aud": f"{where.scheme}://{where.netloc}", "sub": self._contact}
        headers = {
            **self._vapid.sign(claims),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(TTL),
            "Urgency": "normal",
        }
        try:
            async with session.post(
                to.endpoint, data=body, headers=headers, allow_redirects=False
            ) as answer:
                status = answer.status
        except (ClientError, TimeoutError, OSError):
            self.failed += 1
            return
        if status in _GONE:
            await self._app.bus.run(lambda tx: end(tx, to.endpoint_hash))
        elif status < HTTPStatus.MULTIPLE_CHOICES:
            self.sent += 1
        else:
            self.failed += 1


def pushes_of(app: App) -> Pushes | None:
    """Tell what pushes, where there is a key. Raises BadSetting."""
    settings = app.settings
    if not settings.push_key_file:
        return None
    contact = settings.push_contact or settings.public_url
    if not contact.startswith(("mailto:", "https://")):
        raise BadSetting(_NO_CONTACT)
    return Pushes(app, Path(settings.push_key_file), contact)


def encrypted(to: Subscription, content: bytes) -> bytes:
    """Encrypt for one browser (RFC 8291)."""
    import http_ece  # type: ignore[import-untyped]  # noqa: PLC0415 - only where something is pushed
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    made: bytes = http_ece.encrypt(
        content,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(to.key),
        auth_secret=_bytes(to.secret),
        version="aes128gcm",
    )
    return made


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


async def take(request: web.Request) -> web.StreamResponse:
    """Answer ``POST /hall/push``: a browser asks to be told."""
    hall = request.app[HALL]
    signed = await who(request)
    if not isinstance(signed, SignedIn) or hall.pushes is None:
        return web.json_response({}, status=HTTPStatus.UNAUTHORIZED)
    if not hall.paces.account.takes(signed.account.id):
        return web.json_response({}, status=HTTPStatus.TOO_MANY_REQUESTS)
    found: Subscription | Refusal
    try:
        sent = await read(request)
        found = read_subscription(sent.text, hall.pushes.services)
    except Garbled:
        found = refuse("hall.garbled")
    else:
        if not is_ours(request, token_of(request), sent.fields.get("token", "")):
            found = refuse("hall.not_ours")
    if isinstance(found, Refusal):
        return web.json_response({"why": found.key}, status=HTTPStatus.BAD_REQUEST)
    kept, token = found, token_of(request)

    def keep(tx: Transaction) -> bool:
        still = signed_in(tx, token)  # they may have been signed out meanwhile
        if isinstance(still, SignedIn):
            subscribe(tx, still, kept)
        return isinstance(still, SignedIn)

    done = await hall.app.bus.run(keep)
    return web.json_response({}, status=HTTPStatus.OK if done else HTTPStatus.UNAUTHORIZED)
