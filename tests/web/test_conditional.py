"""Asking again: whoever has an answer is told so, whoever wants its head alone is given that."""

import pytest
from aiohttp.test_utils import TestClient

from council.kernel import paper
from council.kernel.app import App
from tests.lacking import lacking
from tests.web.heyue import DOT_HASH, lively
from tests.web.test_pages import PATHS
from web.pages import PAGES
from web.ways import API

#: Every kind of address beside the pages.
OTHERS = (
    "/c/heyue/polls/2",
    "/meetings.ics",
    "/meetings/1.ics",
    "/resolutions.atom",
    "/news.atom",
    "/robots.txt",
    "/sitemap.xml",
    "/c/heyue/sitemap.xml",
    "/polls/1.csv",
    "/campaigns/1.csv",
    "/meetings/1.csv",
    "/polls/1/ballots.soc",
    "/meetings/1/minutes.docx",
    f"/files/{DOT_HASH}",
    "/static/yishi.css",
    "/api/v1/openapi.json",
    *(API + page.path for page in PAGES if "{" not in page.path),
    f"{API}/polls/2",
)
DRAWN = ("/polls/2/card.png", "/meetings/1/minutes.pdf")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """How an answer is sent does not depend on the database."""
    return sqlite_url


@pytest.mark.parametrize("paths", [(*PATHS, *OTHERS), DRAWN], ids=["written", "drawn"])
async def test_every_address_has_a_tag_answers_it_with_nothing_and_has_a_head(
    app: App, client: TestClient, paths: tuple[str, ...]
):
    if paths is DRAWN and paper.lacking():
        lacking("Pango and a font with Chinese letters (apt-get install fonts-noto-cjk)")
    lively(app)
    wrong = []

    for path in paths:
        first = await client.get(path)
        body = await first.read()
        tag = first.headers.get("ETag", "")
        had = await client.get(path, headers={"If-None-Match": f'"other", {tag}'})
        other = await client.get(path, headers={"If-None-Match": '"other"'})
        any_one = await client.head(path, headers={"If-None-Match": "*"})
        head = await client.head(path)
        found = (
            first.status,
            bool(tag and body),
            (had.status, await had.read(), had.headers.get("ETag")),
            (other.status, await other.read()),
            any_one.status,
            (head.status, await head.read(), head.headers.get("ETag")),
            head.headers.get("Content-Length") == first.headers.get("Content-Length"),
            {head.headers.get(name) == first.headers.get(name) for name in ("Vary", "Link")},
            had.headers.get("Cache-Control") == first.headers.get("Cache-Control"),
        )
        right = (
            *(200, True, (304, b"", tag), (200, body), 304, (200, b"", tag), True, {True}, True),
        )
        if found != right:
            wrong.append((path, found))

    assert wrong == []


@pytest.mark.parametrize("path", ["/polls/99", "/api/v1/polls/99", "/polls/99.csv"])
async def test_what_is_not_there_is_not_there_for_who_asks_with_a_tag_either(
    app: App, client: TestClient, path: str
):
    lively(app)

    asked = await client.get(path, headers={"If-None-Match": "*"})
    head = await client.head(path)

    assert (asked.status, head.status, await head.read()) == (404, 404, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_nothing_but_reading_is_understood(app: App, client: TestClient, method: str):
    lively(app)

    for path in ("/polls/2", "/api/v1/polls/2", "/polls/2.csv", "/news.atom", "/robots.txt"):
        answer = await client.request(method, path)

        assert (path, answer.status, answer.headers["Allow"]) == (path, 405, "GET,HEAD")
