"""Feeds and open data are what programs expect."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from tests.web.heyue import NAMES, lively
from tests.web.test_pages import UNTOLD

ATOM = "{http://www.w3.org/2005/Atom}"


async def test_the_feed_of_resolutions_is_well_formed(app: App, client: TestClient):
    lively(app)

    response = await client.get("/resolutions.atom?lang=en")
    feed = ET.fromstring(await response.text())  # noqa: S314 - our own document

    entry = feed.find(f"{ATOM}entry")
    site = f"{app.settings.web_url}/c/heyue"  # never what a request says
    assert response.content_type == "application/atom+xml"
    assert feed.findtext(f"{ATOM}updated") == "2026-05-10T11:30:00Z"
    assert entry.findtext(f"{ATOM}id") == f"{site}/resolutions/2026-1"
    assert entry.findtext(f"{ATOM}title") == (
        "Resolution 2026-1 利用闲置空地建设 60 位机械立体停车场"
    )
    assert entry.find(f"{ATOM}link").get("href") == f"{site}/resolutions/2026-1?lang=en"


async def test_the_open_data_say_what_the_pages_say_and_no_name(app: App, client: TestClient):
    lively(app)

    described = await (await client.get("/api/v1/openapi.json")).json()
    answers = {}
    for path in described["paths"]:
        number = "2026-1" if "resolutions" in path else "2"
        response = await client.get(path.replace("{number}", number).replace("{root}", "p1"))
        answers[path] = (response.status, await response.text())

    missing = [path for path, (status, _) in answers.items() if status != 200]
    assert missing == [
        "/api/v1/meetings/{number}/minutes",  # not approved
        "/api/v1/motions/{number}/statements",  # none collected
        "/api/v1/polls/{number}/poster",  # over
        "/api/v1/campaigns/{number}",
        "/api/v1/campaigns/{number}/week",
        "/api/v1/campaigns/{number}/final",
        "/api/v1/campaigns/{number}/payments",
        "/api/v1/ledger/lines/{line}",  # its address cannot be guessed
        "/campaigns/{number}.csv",
    ]
    told = "".join(text for _, text in answers.values())
    assert [name for name in (*NAMES, "r1", "unclear_units", "responsible") if name in told] == []


async def test_a_ratification_as_data_has_the_figures_of_the_page(app: App, client: TestClient):
    lively(app)

    response = await client.get("/api/v1/polls/2")
    counted = (await response.json())["ratification"]

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (counted["passed"], counted["heads"]["agree"], counted["heads"]["participating"]) == (
        "yes",
        251,
        325,
    )
    assert counted["area_x100"]["agree"] == 2_833_304
    assert counted["percent_agree_area"] == "77.87"


async def test_every_reference_of_the_description_is_defined(client: TestClient):
    response = await client.get("/api/v1/openapi.json")
    text = await response.text()
    described = await response.json()

    used = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert used <= set(described["components"]["schemas"])
    assert described["openapi"] == "3.1.0"


@pytest.mark.parametrize("path", ["/api/v1/polls/99", "/api/v1/nothing", "/api/v1"])
async def test_data_that_are_not_there_are_told_as_data(app: App, client: TestClient, path: str):
    lively(app)

    response = await client.get(path)

    assert (response.status, await response.json()) == (404, {"error": "not found"})


@pytest.mark.parametrize("path", ["/news.atom", "/resolutions.atom"])
@pytest.mark.parametrize("root", ["", "/c/heyue"])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_a_feed_has_what_its_format_asks_wherever_it_is_fetched(
    app: App, client: TestClient, path: str, root: str, lang: str
):
    """RFC 4287, 4.1.1 and 4.1.2: what must be there once, and what must not be there twice."""
    lively(app)
    site = f"{app.settings.web_url}/c/heyue"

    feed = ET.fromstring(  # noqa: S314 - our own document
        await (await client.get(f"{root}{path}?lang={lang}")).text()
    )
    entries = feed.findall(f"{ATOM}entry")

    assert [len(feed.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ways = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert feed.findtext(f"{ATOM}id") == site + path
    assert ways["self"] == f"{site}{path}?lang={lang}"
    for entry in entries:
        assert [len(entry.findall(ATOM + n)) for n in ("id", "title", "updated")] == [1, 1, 1]
        (way,) = entry.findall(f"{ATOM}link")
        assert (way.get("rel"), way.get("href")) == (
            "alternate",
            f"{entry.findtext(f'{ATOM}id')}?lang={lang}",
        )
        updated = entry.findtext(f"{ATOM}updated") or ""
        assert datetime.fromisoformat(updated) <= datetime.fromisoformat(
            feed.findtext(f"{ATOM}updated") or ""
        )
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) > 0


async def test_the_news_tell_of_every_noun_the_newest_first_and_of_nothing_hidden(
    app: App, client: TestClient
):
    lively(app)

    feed = ET.fromstring(await (await client.get("/news.atom?lang=zh_CN")).text())  # noqa: S314

    entries = feed.findall(f"{ATOM}entry")
    times = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    nouns = {(entry.findtext(f"{ATOM}id") or "").split("/")[-2] for entry in entries}
    text = "".join(feed.itertext())
    assert times == sorted(times, reverse=True)
    assert nouns == {"proposals", "motions", "meetings", "polls", "resolutions", "campaigns"}
    assert [word for word in UNTOLD if word in text] == []
