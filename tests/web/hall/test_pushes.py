"""Pushes to browsers whose page is closed, to a service of ours; the hall as an app."""

import asyncio
import base64
import json
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

import http_ece
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from sqlalchemy import select

from council.kernel.bad_setting import BadSetting
from council.kernel.outbox.rate_limiter import RateLimiter
from council.kernel.screens.translator import Translator
from council.people.hall.subscriptions import read_subscription
from council.people.hall.tables import hall_pushes
from tests.web.hall.conftest import Hamlet
from tests.web.hall.test_news import send, tell
from web.hall.hall import HALL
from web.hall.pushes import Pushes

SAY = Translator("zh_CN")
UNPACED = RateLimiter(per_second=0, per_chat=0)


def test_only_known_push_services_are_called_for_anybody():
    keys = {"p256dh": "B" * 87, "auth": "a" * 22}

    def read(endpoint: object, keys: object = keys) -> object:
        return read_subscription(json.dumps({"endpoint": endpoint, "keys": keys}))

    good = read("https://fcm.googleapis.com/fcm/send/abc")
    for endpoint in (
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/?fcm.googleapis.com",
        "https://u@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
    ):
        assert read(endpoint).key == "hall.push_elsewhere"
    for text in ("", "[]", "{}", '{"endpoint": 3, "keys": {}}', '{"endpoint": "https://["}'):
        assert read_subscription(text).key == "hall.garbled"
    assert read("https://fcm.googleapis.com/x", {"p256dh": "?", "auth": "?"}).key == "hall.garbled"
    assert good.endpoint == "https://fcm.googleapis.com/fcm/send/abc"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    made = Vapid02()
    made.generate_keys()
    path = tmp_path / "push.pem"
    path.write_bytes(made.private_pem())
    return path


async def test_a_push_says_how_many_and_nothing_else_and_a_dead_browser_is_forgotten(
    hamlet: Hamlet, key_file: Path
):
    browser = await hamlet.member("W001")
    phone = ec.generate_private_key(ec.SECP256R1())
    point = phone.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = bytes(range(16))
    got: list[tuple[dict[str, str], bytes]] = []

    async def service(request: web.Request) -> web.Response:
        got.append((dict(request.headers), await request.read()))
        return web.Response(status=201 if len(got) == 1 else 410)

    application = web.Application()
    application.router.add_post("/send/abc", service)
    async with TestServer(application) as there:

        def session() -> Any:
            return _Rerouted(str(there.make_url("/")).rstrip("/"))

        hall = hamlet.application[HALL]
        pushes = Pushes(hamlet.app, key_file, "mailto:it@hall.example", session=session)
        hall.pushes = pushes
        subscription = {
            "endpoint": "https://fcm.googleapis.com/send/abc",
            "keys": {"p256dh": _text(point), "auth": _text(secret)},
        }
        data = {"token": browser.token, "id": "p" * 20, "text": json.dumps(subscription)}
        answer = await browser.client.post("/hall/push", data=data, headers=browser.headers)
        serving = asyncio.create_task(pushes.serve())
        for subject in ("1", "2", "3"):
            tell(hamlet, subject, device="不可外传")
            await send(hamlet, pushes.push)
            await pushes.emptied()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
    page = await browser.get()

    assert answer.status == HTTPStatus.OK
    assert f'data-push="{pushes.public_key}"' in page
    assert len(got) == 2
    headers, body = got[0]
    assert headers["Authorization"].startswith("vapid t=")
    assert Vapid02.verify(headers["Authorization"])
    plain = json.loads(http_ece.decrypt(body, private_key=phone, auth_secret=secret))
    assert plain == {
        "title": "居民议事厅",
        "body": "有 1 条新通知",
        "at": "/c/heyue/hall",
    }
    assert hamlet.rows(select(hall_pushes)) == []
    assert (pushes.sent, pushes.failed) == (1, 0)


class _Rerouted:
    """A client that finds every push service on this machine."""

    def __init__(self, there: str) -> None:
        self._there = there

    async def __aenter__(self) -> Self:
        self._session = ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    def post(self, address: str, **given: Any) -> Any:
        return self._session.post(self._there + "/send/" + address.rpartition("/")[2], **given)


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


async def test_a_browser_whose_key_is_none_is_forgotten_and_keeps_no_other_from_being_told(
    hamlet: Hamlet, key_file: Path
):
    browser = await hamlet.member("W001")
    phone = ec.generate_private_key(ec.SECP256R1())
    point = phone.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    got: list[str] = []

    async def service(request: web.Request) -> web.Response:
        got.append(request.path)
        return web.Response(status=201)

    application = web.Application()
    application.router.add_post("/send/{name}", service)
    async with TestServer(application) as there:

        def session() -> Any:
            return _Rerouted(str(there.make_url("/")).rstrip("/"))

        pushes = Pushes(hamlet.app, key_file, "mailto:it@hall.example", session=session)
        hamlet.application[HALL].pushes = pushes
        for name, key in (("a", b"\x04" + bytes(64)), ("b", point), ("c", b"\x04" + bytes(64))):
            subscription = {
                "endpoint": f"https://fcm.googleapis.com/send/{name}",
                "keys": {"p256dh": _text(key), "auth": _text(bytes(16))},
            }
            data = {"token": browser.token, "id": name * 20, "text": json.dumps(subscription)}
            await browser.client.post("/hall/push", data=data, headers=browser.headers)
        serving = asyncio.create_task(pushes.serve())
        tell(hamlet, "1")
        await send(hamlet, pushes.push)
        await pushes.emptied()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    assert got == ["/send/b"]
    assert [row[0] for row in hamlet.rows(select(hall_pushes.c.endpoint))] == [
        "https://fcm.googleapis.com/send/b"
    ]


def test_a_key_that_is_not_there_is_never_made_by_itself(hamlet: Hamlet, tmp_path: Path):
    """With another key every browser would have to be asked anew, and nobody would know why."""
    nowhere, words = tmp_path / "no.pem", tmp_path / "words.pem"
    words.write_text("no key", encoding="utf-8")

    for path in (nowhere, words, tmp_path):
        with pytest.raises(BadSetting, match="YISHI_PUSH_KEY_FILE"):
            Pushes(hamlet.app, path, "mailto:it@hall.example")

    assert not nowhere.exists()


@pytest.mark.parametrize("contact", ["mailto:", "mailto:nobody", "https://hall.example:8443"])
def test_a_contact_that_no_push_service_takes_stops_the_start(
    hamlet: Hamlet, key_file: Path, contact: str
):
    with pytest.raises(BadSetting, match="YISHI_PUSH_CONTACT"):
        Pushes(hamlet.app, key_file, contact)


async def test_without_a_key_nobody_is_asked_for_pushes(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    assert 'data-push=""' in await browser.get()
    answer = await browser.client.post("/hall/push", data={}, headers=browser.headers)
    assert answer.status == HTTPStatus.UNAUTHORIZED


async def test_the_hall_is_installable(hamlet: Hamlet):
    browser = hamlet.browser()

    manifest = await browser.client.get("/c/heyue/hall/manifest.webmanifest")
    told = json.loads(await manifest.text())
    worker = await browser.client.get("/c/heyue/hall/worker.js")
    icons = [await browser.client.get(icon["src"]) for icon in told["icons"]]
    door = await browser.client.get("/hall")

    assert manifest.content_type == "application/manifest+json"
    assert told["start_url"] == told["scope"] == "/c/heyue/hall"
    assert worker.headers["Service-Worker-Allowed"] == "/c/heyue/hall"
    assert [icon.status for icon in icons] == [200] * 3
    assert "worker-src 'self'" in door.headers["Content-Security-Policy"]
    assert "unsafe" not in door.headers["Content-Security-Policy"]
    assert door.headers["Cache-Control"] == "no-store"
    assert door.cookies["yishi"]["httponly"]
    assert door.cookies["yishi"]["samesite"] == "Lax"


async def test_over_https_the_cookie_is_one_that_no_other_host_can_set(hamlet: Hamlet):
    from web.sending import SECURE  # noqa: PLC0415

    hamlet.application._state[SECURE] = True
    answer = await hamlet.browser().client.get("/hall")

    cookie = answer.cookies["__Host-yishi"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
