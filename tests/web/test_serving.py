"""Headers, health, keeping and freshness, several communities."""

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import update

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.tables import inbox, outbox
from council.kernel.ticker.readiness import Readiness
from council.meetings.tables import meetings
from tests.web.heyue import lively
from tests.web.page import Page
from web.app import make_app

GUARDS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/v1/polls", "/healthz", "/meetings.ics"])
async def test_every_answer_is_guarded(app: App, client: TestClient, path: str):
    lively(app)

    response = await client.get(path)

    assert {name: response.headers[name] for name in GUARDS} == GUARDS
    assert "Strict-Transport-Security" not in response.headers
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/polls", 405),
        ("DELETE", "/nowhere", 405),
        ("PUT", "/c/heyue/polls/1", 405),
        ("GET", "/polls/", 308),
        ("POST", "/demo/next-day", 303),
        ("HEAD", "/polls", 200),
    ],
)
async def test_what_is_refused_or_sent_on_is_guarded_too(
    app: App, client: TestClient, method: str, path: str, status: int
):
    lively(app)

    response = await client.request(method, path, allow_redirects=False)

    assert response.status == status
    assert {name: response.headers.get(name) for name in GUARDS} == GUARDS


async def test_behind_https_the_browser_is_told_to_stay_there(app: App):
    lively(app)
    secure = App(
        settings=Settings(_env_file=None, public_url="https://hall.example"),
        clock=app.clock,
        bus=app.bus,
        write=app.write,
        read=app.read,
    )

    async with TestClient(TestServer(make_app(secure))) as client:
        answers = [
            await client.request(method, path, headers=headers, allow_redirects=False)
            for method, path, headers in (
                ("GET", "/", {}),
                ("HEAD", "/", {}),
                ("GET", "/", {"If-None-Match": "*"}),
                ("GET", "/polls/", {}),
                ("GET", "/nowhere", {}),
                ("POST", "/", {}),
                ("GET", "/", {"Expect": "miracles"}),
                ("GET", "/static/seal.svg", {}),
                ("GET", "/healthz", {}),
            )
        ]

    assert [answer.status for answer in answers] == [200, 200, 304, 308, 404, 405, 417, 200, 200]
    told = {answer.headers.get("Strict-Transport-Security") for answer in answers}
    assert told == {"max-age=31536000"}


async def test_static_files_are_kept_under_the_hash_of_their_content(app: App, client: TestClient):
    lively(app)
    html = await (await client.get("/")).text()
    address = html.split('rel="stylesheet" href="')[1].split('"')[0]

    right = await client.get(address)
    wrong = await client.get(address.split("?", maxsplit=1)[0] + "?v=old")

    assert right.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert wrong.headers["Cache-Control"] == "no-cache"
    assert right.content_type == "text/css"


async def test_a_page_seen_before_is_not_sent_again(app: App, client: TestClient):
    lively(app)
    first = await client.get("/polls/1?lang=en")

    second = await client.get("/polls/1?lang=en", headers={"If-None-Match": first.headers["ETag"]})

    assert (second.status, await second.read()) == (304, b"")


async def test_a_page_is_packed_for_those_who_can_unpack(app: App, client: TestClient):
    lively(app)

    packed = await client.get("/polls/1", headers={"Accept-Encoding": "gzip"})
    plain = await client.get("/polls/1", headers={"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert await packed.text() == await plain.text()


async def test_a_commit_is_on_the_next_page_at_once(app: App, client: TestClient):
    community_id = lively(app)

    def move(place: str):
        mine = (meetings.c.community_id == community_id) & (meetings.c.number == 2)
        query = update(meetings).where(mine).values(place=place)
        return app.bus.submit_run(lambda tx: tx.connection.execute(query)).result()

    seen = []
    for place in ("一号楼", "二号楼", "三号楼"):
        move(place)
        page = Page(await (await client.get("/meetings/2?lang=zh_CN")).text())
        seen.append(place in page.text)

    assert seen == [True, True, True]


async def test_time_alone_changes_a_page_too(app: App, client: TestClient, clock: FixedClock):
    lively(app)
    seen = []

    for hours in (0, 7, 7):
        clock.at += hours * 3600
        text = await (await client.get("/motions/2?lang=zh_CN")).text()
        seen.append(int(text.split("已逾期 ")[1].split()[0]))

    assert seen == [49, 56, 63]


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr, en;q=0.2, zh;q=0.4", "zh-CN"),
        ("fr, zh;Q=0.2, en;Q=0.4", "en"),
        ("fr", "zh-CN"),
        ("", "zh-CN"),
        ("en;q=x, zh;q=0", "zh-CN"),
    ],
)
async def test_the_language_is_the_browsers_then_the_communitys(
    app: App, client: TestClient, header: str, lang: str
):
    lively(app)

    page = Page(await (await client.get("/", headers={"Accept-Language": header})).text())

    assert page.lang == lang


async def test_several_communities_live_under_their_own_addresses(app: App, client: TestClient):
    lively(app, slug="heyue")
    lively(app, slug="linjia", demo=False)

    front = Page(await (await client.get("/?lang=en")).text())
    one = Page(await (await client.get("/c/linjia/polls/2?lang=en")).text())
    lost = await client.get("/polls/2")
    strayed = await client.get("/c/linjia/nowhere?lang=en")

    assert {"/c/heyue/?lang=en", "/c/linjia/?lang=en"} <= set(front.links)
    own = [link for link in one.links if link.startswith("/c/")]
    assert all(link.startswith("/c/linjia/") for link in own)
    assert len(own) > 10
    assert one.faults == []
    assert lost.status == 404
    assert "/c/linjia/matters?lang=en" in Page(await strayed.text()).links


async def test_alive_and_ready(app: App):
    lively(app)

    async with TestClient(TestServer(make_app(app, Readiness()))) as client:
        alive = await client.get("/healthz")
        ready = await client.get("/readyz")

        assert (alive.status, await alive.json()) == (200, {"status": "ok"})
        answer = await ready.json()
        assert (ready.status, answer["ready"]) == (200, True)
        assert answer["checks"] == {
            "database": "ok",
            "migrations": "ok",
            "clock": "ok",
            "scheduler": "ok",
        }


async def test_a_silent_scheduler_is_not_ready(app: App):
    readiness = Readiness()
    readiness._looked -= 3600

    async with TestClient(TestServer(make_app(app, readiness))) as client:
        ready = await client.get("/readyz")

        assert (ready.status, (await ready.json())["checks"]["scheduler"]) == (503, "late")


async def test_metrics_count_what_waits(app: App, client: TestClient):
    row = {
        "id": "1",
        "community_id": "",
        "bot": "staff",
        "account": "7",
        "notice": "x",
        "subject": "y",
        "params": "{}",
        "state": "queued",
        "created_at": 1,
    }
    update = {"bot": "resident", "update_id": 1, "digest": 2, "id": "1", "sender": "7"}
    update |= {"kind": "message", "body": "{}", "taken_at": 1}
    app.bus.submit_run(lambda tx: tx.connection.execute(outbox.insert(), [row])).result()
    app.bus.submit_run(lambda tx: tx.connection.execute(inbox.insert(), [update])).result()

    text = await (await client.get("/metrics")).text()

    assert 'yishi_outbox{bot="staff",state="queued"} 1' in text.splitlines()
    assert 'yishi_inbox{bot="resident"} 1' in text.splitlines()
    assert text.splitlines()[0].startswith("# HELP yishi_outbox ")
