"""The web's edge: where browsers are sent, what answers are packed and tagged with, strange texts."""

import asyncio
import gzip
from xml.etree import ElementTree as ET

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import update
from yarl import URL

from bot.cleaning import clean
from council.kernel.app import App
from council.kernel.config import Settings
from council.kernel.directory import communities
from council.kernel.texts import clean_line, clean_text
from council.meetings.tables import meetings
from council.resolutions.tables import resolutions
from tests.web.heyue import DOT_HASH, lively
from web.app import make_app
from web.ways import way_back

#: Addresses that a careless redirect would make lead to evil.example.
LURES = (
    "/%09/evil.example/",
    "/%0d%0a/evil.example/",
    "//evil.example/",
    "///evil.example//",
    "/%2f/evil.example/",
    "/%2F%2Fevil.example/",
    "/%5Cevil.example/",
    "/\\evil.example/",
    "/%5c%5cevil.example/",
    "/.//evil.example/",
    "/..//evil.example/",
    "/%00/evil.example/",
    "/%E2%80%A8/evil.example/",
    "/%c2%85/evil.example/",
    "/c/%2F%2Fevil.example/",
    "/c/%2F%2Fevil.example",
    "/c/%09/evil.example/",
    "/c//evil.example/",
    "/c/heyue//evil.example/",
    "/c/%5Cevil.example",
    "/http://evil.example/",
    "/https:evil.example/",
    "/@evil.example/",
    "/polls//evil.example/",
    "/polls/1/ballots.toc/",
    "/%252f/evil.example/",
)


async def raw(client: TestClient, path: str) -> tuple[int, str]:
    """Ask for an address as it is written; tells the status and where it sends one ("/": nowhere)."""
    status, fields = await asked(client, f"GET {path} HTTP/1.1")
    return status, fields.get("Location", "/")


async def asked(client: TestClient, request_line: str) -> tuple[int, dict[str, str]]:
    """Send a request as it is written; tells the status and the headers of its answer."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(f"{request_line}\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    head, _, _ = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("path", LURES)
async def test_no_address_sends_a_browser_to_another_site(app: App, client: TestClient, path: str):
    lively(app)

    status, there = await raw(client, path)

    assert there[:1] == "/"
    assert there[1:2] not in {"/", "\\"}
    assert there.isascii()
    assert there.isprintable()
    assert "evil" not in there or status == 404


STRAYED = (
    "OPTIONS * HTTP/1.1",
    "CONNECT hall:443 HTTP/1.1",
    "GET http://hall HTTP/1.1",
    "GET /polls HTTP/1.1\r\nExpect: miracles",
)


@pytest.mark.parametrize("request_line", STRAYED)
async def test_what_leads_to_no_handler_at_all_is_guarded_too(
    app: App, client: TestClient, request_line: str
):
    lively(app)

    status, headers = await asked(client, request_line)

    assert status in {404, 417}
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/polls/?lang=en&page=2", "/polls?lang=en&page=2"),
        ("/polls///", "/polls"),
        ("/c/heyue", "/c/heyue/"),
        ("/c/heyue?lang=en", "/c/heyue/?lang=en"),
        ("/c/heyue/polls/", "/c/heyue/polls"),
        ("/polls/1/ballots.toc?x=%0d%0aA:b", "/polls/1/ballots.soc?x=%0D%0AA:b"),
        ("/c/heyue/polls/1/ballots.toi", "/c/heyue/polls/1/ballots.soc"),
    ],
)
async def test_a_redirect_is_a_path_of_ours(app: App, client: TestClient, path: str, there: str):
    lively(app)

    answer = await client.get(URL(path, encoded=True), allow_redirects=False)

    assert answer.headers["Location"] == there


@given(st.text(max_size=30))
def test_a_way_back_never_leads_out(text: str):
    way = way_back(text)

    assert way == "/" or (way == text and way[0] == "/" and way[1:2] not in {"/", "\\"})
    assert way.isascii()
    assert way.isprintable()


@pytest.mark.parametrize("path", ["/", "/polls/2/notice", "/meetings.ics", "/resolutions.atom"])
async def test_nothing_takes_its_address_from_the_request(app: App, client: TestClient, path: str):
    lively(app)

    answer = await client.get(
        path,
        headers={
            "Host": "evil.example",
            "X-Forwarded-Host": "evil.example",
            "Forwarded": "host=evil.example",
            "X-Forwarded-Proto": "gopher",
        },
    )

    assert answer.status == 200
    assert b"evil" not in await answer.read()


TEXTUAL = (
    "/polls",
    "/static/yishi.css",
    "/static/seal.svg",
    "/api/v1/polls",
    "/api/v1/polls/2",
    "/api/v1/openapi.json",
    "/meetings.ics",
    "/resolutions.atom",
    "/polls/1/ballots.blt",
    "/polls/1/ballots.soi",
)


@pytest.mark.parametrize("path", TEXTUAL)
async def test_everything_textual_is_packed_tagged_and_not_sent_twice(app: App, path: str):
    lively(app)

    async with TestClient(TestServer(make_app(app)), auto_decompress=False) as client:
        packed = await client.get(path, headers={"Accept-Encoding": "br, gzip;q=0.5"})
        plain = await client.get(path, headers={"Accept-Encoding": "gzip;q=0"})
        tag = packed.headers["ETag"]
        again = await client.get(path, headers={"If-None-Match": f'"other", {tag}'})
        strong = await client.get(path, headers={"If-None-Match": tag.removeprefix("W/")})
        other = await client.get(path, headers={"If-None-Match": tag[:-3] + '"'})
        head = await client.head(path, headers={"Accept-Encoding": "gzip"})

        small = len(await plain.read()) < 200
        unpacked = await packed.read() if small else gzip.decompress(await packed.read())
        assert unpacked == await plain.read()
        assert [each.headers["ETag"] for each in (plain, again, head)] == [tag] * 3
        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert (again.status, await again.read()) == (304, b"")
        assert (strong.status, other.status, head.status) == (304, 200, 200)
        assert again.headers["Cache-Control"] == packed.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip", "gzip"),
        ("br , X-GZIP ; q=0.001", "gzip"),
        ("gzip;Q=1.", "gzip"),
        ("gzip;q=0.", None),
        ("gzip;\tq=0", None),
        ("gzip;q = 0.00", None),
        ("gzip;Q=0.000", None),
        ("gzip;q=much", None),
        ("br", None),
        ("*", None),
        ("", None),
    ],
)
async def test_only_who_can_unpack_is_sent_a_packed_page(
    app: App, header: str, encoding: str | None
):
    lively(app)

    async with TestClient(TestServer(make_app(app)), auto_decompress=False) as client:
        answer = await client.get("/polls", headers={"Accept-Encoding": header})

    assert answer.headers.get("Content-Encoding") == encoding


async def test_a_photo_seen_before_is_not_sent_again(app: App, client: TestClient):
    lively(app)
    first = await client.get(f"/files/{DOT_HASH}")

    again = await client.get(
        f"/files/{DOT_HASH}", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (again.status, await again.read()) == (304, b"")


STRANGE = "和悦\r\n家园\u2028 \x00\x0b\x85\ufffe\uffff\U0001ffff]]><&\u202e"


async def test_strange_names_and_titles_leave_every_feed_readable(app: App, client: TestClient):
    community_id = lively(app)
    strange = STRANGE if app.read.dialect.name == "sqlite" else STRANGE.replace("\x00", "")

    def spoil(tx) -> None:
        execute = tx.connection.execute
        execute(update(communities).where(communities.c.id == community_id).values(name=strange))
        execute(update(meetings).values(title=strange, place=strange))
        execute(update(resolutions).values(title=strange))

    app.bus.submit_run(spoil).result()

    calendar = Calendar.from_ical(await (await client.get("/meetings.ics?lang=zh_CN")).read())
    feed = ET.fromstring(await (await client.get("/resolutions.atom")).text())  # noqa: S314 - ours
    pages = [(await client.get(path)).status for path in ("/", "/api/v1/", "/meetings/2")]

    assert str(calendar["x-wr-calname"]) == "和悦 家园 ]]><& 会议"
    assert {str(event["summary"]) for event in calendar.walk("VEVENT")} == {"和悦 家园 ]]><&"}
    assert "".join(feed.itertext()).count("]]><&") >= 2
    assert pages == [200, 200, 200]


@given(st.text())
def test_a_cleaned_text_can_be_kept_and_written_as_xml(text: str):
    cleaned = clean_text(text)

    assert clean_text(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode()
    ET.fromstring(ET.tostring(_element(cleaned)))  # noqa: S314 - ours
    assert clean_line(text).splitlines() in ([], [clean_line(text)])


def _element(text: str) -> ET.Element:
    made = ET.Element("t")
    made.text = text
    return made


def test_an_update_is_cleaned_at_the_door():
    update = {"text": "标题\uffff\ufdd0\ud800\u2029第二行", "entities": [{"\uffff": 1}], "n": 2}

    cleaned = clean(update)

    assert cleaned == {"text": "标题\n第二行", "entities": [{"\uffff": 1}], "n": 2}


@pytest.mark.parametrize("url", ["https://x.example/\na", "https://x example", "https://x\x00/"])
def test_a_public_address_with_a_blank_in_it_is_no_setting(url: str):
    with pytest.raises(ValueError, match="write an address"):
        Settings(_env_file=None, public_url=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/hall",
        "https://x.example?a=1",
        "https://x.example/#a",
        "https://u@x.example",
    ],
)
def test_a_public_address_is_a_site_alone(url: str):
    with pytest.raises(ValueError, match="without a path"):
        Settings(_env_file=None, public_url=url)


def test_a_slash_at_the_end_of_the_public_address_is_forgiven():
    assert (
        Settings(_env_file=None, public_url="https://x.example/").public_url == "https://x.example"
    )
