"""Notices come into the hall, at once to whoever listens, and wait for whoever does not."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from council.kernel.outbox.enqueueing import everyone, notify
from council.kernel.outbox.rate_limiter import RateLimiter
from council.kernel.outbox.sender import Sender
from council.kernel.screens.translator import Translator
from council.kernel.tables import outbox
from council.people.hall.messages import changed_since
from council.people.hall.subscriptions import read_subscription
from council.people.hall.tables import hall_pushes
from tests.web.hall.conftest import Browser, Hamlet
from web.hall.hall import HALL
from web.hall.outlet import HallOutlet
from web.hall.pushes import Pushes

SAY = Translator("zh_CN")
UNPACED = RateLimiter(per_second=0, per_chat=0)


def tell(hamlet: Hamlet, subject: str, device: str = "某手机") -> int:
    """Let the council tell everybody something."""
    return int(
        hamlet.run(
            lambda tx: notify(
                tx,
                hamlet.community_id,
                everyone(hamlet.community_id),
                notice="hall.signed_in",
                subject=subject,
                params={"device": device, "came_at": tx.now},
            )
        )
    )


async def send(hamlet: Hamlet, push: Any = None) -> int:
    """Let the outbox send what waits for the hall."""
    bells = hamlet.application[HALL].bells
    outlet = HallOutlet(hamlet.app, "resident", bells, push)
    return await Sender(hamlet.app, "resident", outlet, UNPACED).empty()


async def test_a_notice_waits_in_the_hall_with_a_badge_until_it_is_looked_at(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    tell(hamlet, "1")

    sent = await send(hamlet)
    page = await browser.get()
    again = await browser.get()

    assert sent == 1
    assert 'class="told"' in page
    assert "某手机" in page
    assert str(SAY("web.hall.unread", n=1)) in page
    assert 'class="told"' in again
    assert str(SAY("web.hall.unread", n=1)) not in again
    assert hamlet.rows(select(outbox.c.channel, outbox.c.state)) == [("web", "sent")]


async def test_a_notice_reaches_each_channel_of_a_person_and_counts_them_once(hamlet: Hamlet):
    await hamlet.member("W001")
    hamlet.chat("W001", "4711")

    told = tell(hamlet, "1")

    assert told == 1
    found = hamlet.rows(select(outbox.c.channel).order_by(outbox.c.channel))
    assert found == [("telegram",), ("web",)]
    assert await send(hamlet) == 1
    left = hamlet.rows(select(outbox.c.state).where(outbox.c.channel == "telegram"))
    assert left == [("queued",)]


@asynccontextmanager
async def listening(browser: Browser, after: int = 0) -> AsyncIterator[Any]:
    """Listen to the stream; gives what reads its next event."""
    answer = await browser.client.get(f"/hall/events?after={after}", headers=browser.headers)
    assert answer.headers["X-Accel-Buffering"] == "no"

    async def event() -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            line = (await answer.content.readline()).decode().strip()
            if not line and found:
                return found
            name, _, rest = line.partition(": ")
            if name:
                found[name] = rest

    try:
        yield event
    finally:
        answer.close()


async def test_who_listens_hears_of_a_notice_at_once_and_goes_on_where_they_were(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    async with listening(browser) as event:
        first = await asyncio.wait_for(event(), 5)
        tell(hamlet, "1")
        await send(hamlet)
        second = await asyncio.wait_for(event(), 5)
    async with listening(browser, int(first["id"])) as event:
        resumed = await asyncio.wait_for(event(), 5)

    assert "居民W001" in json.loads(first["data"])["html"]
    assert "某手机" in json.loads(second["data"])["html"]
    assert int(second["id"]) > int(first["id"])
    assert json.loads(resumed["data"])["html"].count("<li") == 1


async def test_two_tabs_and_two_devices_see_the_last_that_committed(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    shown = await browser.press("settings")

    async with listening(browser, shown["revision"]) as event:
        await asyncio.wait_for(event(), 5)  # its first word: nothing is new
        await browser.press("settings.digest:daily", message=shown["number"])
        heard = json.loads((await asyncio.wait_for(event(), 5))["data"])

    assert f'id="m{shown["number"]}"' in heard["html"]
    assert str(SAY("digest.daily")) in heard["html"]


async def test_a_stream_ends_with_its_session(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    async with listening(browser) as event:
        await asyncio.wait_for(event(), 5)
        data = {"token": browser.token, "press": "all"}
        await browser.client.post("/hall/devices", data=data, headers=browser.headers)
        over = await asyncio.wait_for(event(), 5)

    assert over["event"] == "over"
    assert (await browser.client.get("/hall/events")).status == HTTPStatus.NO_CONTENT


async def test_a_stream_speaks_at_once_so_that_one_that_is_held_back_is_known(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    async with listening(browser) as event:
        first = await asyncio.wait_for(event(), 5)

    async with listening(browser, int(first["id"])) as event:
        nothing_new = await asyncio.wait_for(event(), 5)

    assert (first["event"], nothing_new["event"]) == ("news", "beat")


async def test_where_a_stream_is_held_back_a_question_waits_for_its_answer(hamlet: Hamlet):
    browser = await hamlet.member("W001")

    waiting = asyncio.create_task(browser.client.get("/hall/news?after=1"))
    await asyncio.sleep(0.1)
    tell(hamlet, "1")
    await send(hamlet)
    told = await (await asyncio.wait_for(waiting, 10)).json()

    assert "某手机" in told["html"]
    assert told["revision"] == 2


async def test_what_another_process_wrote_is_heard_at_the_next_look(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("web.hall.bell.EVERY", 0.05)
    browser = await hamlet.member("W001")
    tell(hamlet, "1")

    async with listening(browser) as event:
        await asyncio.wait_for(event(), 5)
        elsewhere = type(hamlet.application[HALL].bells)(hamlet.app)
        outlet = HallOutlet(hamlet.app, "resident", elsewhere)
        await Sender(hamlet.app, "resident", outlet, UNPACED).empty()
        heard = await asyncio.wait_for(event(), 5)

    assert "某手机" in json.loads(heard["data"])["html"]


async def test_a_look_that_fails_is_logged_and_the_next_one_tells(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("web.hall.bell.EVERY", 0.05)
    browser = await hamlet.member("W001")
    failed = asyncio.Event()
    loop = asyncio.get_running_loop()

    def once(tx: Any, since: int) -> Any:
        if not failed.is_set():
            loop.call_soon_threadsafe(failed.set)
            message = "a fault of ours"
            raise ValueError(message)
        return changed_since(tx, since)

    monkeypatch.setattr("web.hall.bell.changed_since", once)
    tell(hamlet, "1")
    async with listening(browser) as event:
        await asyncio.wait_for(event(), 5)
        await asyncio.wait_for(failed.wait(), 5)
        elsewhere = type(hamlet.application[HALL].bells)(hamlet.app)
        outlet = HallOutlet(hamlet.app, "resident", elsewhere)
        await Sender(hamlet.app, "resident", outlet, UNPACED).empty()
        heard = await asyncio.wait_for(event(), 5)

    assert "某手机" in json.loads(heard["data"])["html"]
    assert "what has changed cannot be told" in caplog.text


async def test_a_page_that_knows_more_than_a_restored_backup_is_loaded_anew(hamlet: Hamlet):
    browser = await hamlet.member("W001")
    shown = await browser.press("settings")
    later = shown["revision"] + 5

    async with listening(browser, later) as event:
        heard = await asyncio.wait_for(event(), 5)
    asked = await browser.client.get(f"/hall/news?after={later}")
    async with listening(browser, shown["revision"]) as event:
        known = await asyncio.wait_for(event(), 5)

    assert heard["event"] == "over"
    assert (await asked.json())["over"] is True
    assert known["event"] == "beat"


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
