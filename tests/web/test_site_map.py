"""What crawlers are told: every public page once in each language, and where they have no business."""

from xml.etree import ElementTree as ET

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from tests.web.heyue import lively
from tests.web.test_pages import UNTOLD
from web import site_map

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://127.0.0.1:8080"


def locations(xml: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(xml).iter(f"{MAP}loc")]  # noqa: S314


async def text(client: TestClient, path: str) -> str:
    response = await client.get(path)
    assert response.status == 200
    return await response.text()


async def test_every_address_of_the_site_map_is_a_page_and_itself_its_lasting_address(
    app: App, client: TestClient
):
    lively(app)

    (part,) = locations(await text(client, "/sitemap.xml"))
    found = locations(await text(client, part.removeprefix(SITE)))

    assert part == f"{SITE}/c/heyue/sitemap.xml"
    assert len(found) == len(set(found))
    assert f"{SITE}/c/heyue/resolutions/2026-1?lang=zh_CN" in found
    assert f"{SITE}/c/heyue/matters/p1?lang=en" in found
    for address in found:
        html = await text(client, address.removeprefix(SITE))
        canonical = f'<link rel="canonical" href="{address}">'
        assert canonical in html
        assert [word for word in UNTOLD if word in html] == []


async def test_what_is_not_public_is_not_on_the_map(app: App, client: TestClient):
    lively(app)

    found = await text(client, "/c/heyue/sitemap.xml")

    hidden = ("/proposals/3?", "/proposals/4?", "/proposals/5?", "/motions/3?")
    assert [path for path in hidden if path in found] == []


async def test_a_thing_tells_when_it_last_changed(app: App, client: TestClient):
    lively(app)

    tree = ET.fromstring(await text(client, "/c/heyue/sitemap.xml"))  # noqa: S314

    changed = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in tree}
    assert changed[f"{SITE}/c/heyue/resolutions/2026-1?lang=en"] == "2026-05-10T11:30:00Z"


async def test_a_long_map_comes_in_parts_that_the_index_names(
    app: App, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    lively(app)
    whole = locations(await text(client, "/c/heyue/sitemap.xml"))
    monkeypatch.setattr(site_map, "PART", 10)
    lively(app, slug="linju")

    parts = locations(await text(client, "/sitemap.xml"))
    ours = [part.removeprefix(SITE) for part in parts if "heyue" in part]
    found = [address for part in ours for address in locations(await text(client, part))]

    assert sorted(found) == sorted(whole)
    assert f"{SITE}/c/linju/sitemap.xml?part=2" in parts
    assert (await client.get(f"/c/heyue/sitemap.xml?part={len(ours) + 1}")).status == 404


async def test_robots_are_told_where_the_map_is_and_what_is_not_for_them(
    app: App, client: TestClient
):
    lively(app)

    lines = (await text(client, "/robots.txt")).splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /demo/", "Disallow: /hooks/", "Disallow: /*/check-in"} <= set(lines)
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
