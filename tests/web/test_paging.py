"""Every line of a long list can be reached by links, on the pages and in the open data."""

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import insert

from council.campaigns.ledger.accounts import contributors, held
from council.campaigns.tables import ledger_entries, ledger_transfers
from council.kernel.app import App
from council.kernel.paging import CARDS
from council.meetings.tables import meetings
from council.motions.tables import motions
from council.polls.tables import polls
from council.proposals.tables import proposals
from tests.web.heyue import EVENING, lively
from tests.web.page import Page

MANY = 230


def years(app: App) -> None:
    """Put many transfers, proposals, meetings, motions and polls beside the lively ones."""
    community_id = lively(app)

    def fill(tx) -> None:
        def put(table, rows) -> None:
            common = {"community_id": community_id}
            tx.connection.execute(insert(table), [common | row for row in rows])

        numbers = range(101, 101 + MANY)
        put(
            ledger_transfers,
            [
                {
                    "id": f"t{n}",
                    "number": n,
                    "kind": "payment",
                    "subject_id": f"s{n}",
                    "posted_at": EVENING,
                    "posted_by": "x",
                }
                for n in numbers
            ],
        )
        put(
            ledger_entries,
            [
                {"transfer_id": f"t{n}", "line": line, "account": account, "amount_fen": fen}
                for n in numbers
                for line, account, fen in ((1, held(9), n), (2, contributors(9), -n))
            ],
        )
        put(
            proposals,
            [
                {
                    "id": f"q{n}",
                    "number": n,
                    "author_id": "r1",
                    "title": f"提案 {n}",
                    "body": "x",
                    "state": "admitted",
                    "submitted_at": EVENING,
                    "changed_at": EVENING,
                }
                for n in numbers
            ],
        )
        put(
            meetings,
            [
                {
                    "id": f"g{n}",
                    "number": n,
                    "title": f"议事会 {n}",
                    "place": "x",
                    "starts_at": EVENING - n * 86_400,
                    "state": "approved",
                }
                for n in numbers
            ],
        )
        put(
            motions,
            [
                {
                    "id": f"o{n}",
                    "number": n,
                    "title": f"议案 {n}",
                    "body": "x",
                    "legal_class": "R-XS",
                    "state": "carried",
                    "drafted_by": "x",
                    "drafted_at": EVENING,
                    "changed_at": EVENING,
                }
                for n in numbers
            ],
        )
        put(
            polls,
            [
                {
                    "id": f"w{n}",
                    "number": n,
                    "kind": "ranking",
                    "motion_id": f"o{n}",
                    "title": f"表决 {n}",
                    "method": "irv",
                    "legal_class": "R-XS",
                    "state": "annulled",
                    "opens_at": EVENING,
                    "closes_at": EVENING + 1,
                    "first_closes_at": EVENING + 1,
                    "lot_seed": "x",
                    "roll_fingerprint": "f" * 64,
                    "created_by": "x",
                    "created_at": EVENING,
                }
                for n in numbers
            ],
        )

    app.bus.submit_run(fill).result()


async def following(client: TestClient, path: str) -> AsyncIterator[str]:
    """Read a list from its first page by its own links to the next, as far as they lead."""
    way = path
    while way:
        response = await client.get(way)
        assert response.status == 200
        html = await response.text()
        assert Page(html).faults == []
        yield html
        ahead = re.search(r'href="([^"]*)" rel="next"', html)
        way = ahead[1].replace("&amp;", "&") if ahead else ""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/proposals?lang=en&large=1&state=open", r"^/proposals/(\d+)\?"),
        ("/meetings?lang=zh_CN", r"^/meetings/(\d+)\?"),
        ("/motions?lang=zh_CN", r"^/motions/(\d+)\?"),
        ("/polls?lang=zh_CN", r"^/polls/(\d+)\?"),
        ("/verify?lang=zh_CN", r"^/polls/(\d+)\?"),
    ],
)
async def test_every_line_is_on_one_page(app: App, client: TestClient, path: str, line: str):
    years(app)

    found = [
        [int(m[1]) for m in (re.match(line, link) for link in Page(html).links) if m]
        async for html in following(client, path)
    ]

    numbers = [number for each in found for number in each]
    assert max(len(each) for each in found) <= CARDS + 3  # the coming meetings stand above
    assert [n for n in numbers if n > 100] == sorted(
        range(101, 101 + MANY), reverse="meetings" not in path
    )
    assert len(numbers) == len(set(numbers))


async def test_every_transfer_is_on_one_page_with_the_sums_of_all(app: App, client: TestClient):
    years(app)

    numbers, sums = [], set()
    async for html in following(client, "/ledger?lang=zh_CN"):
        numbers += [int(n) for n in re.findall(r'scope="row">(\d+)</th>', html)]
        sums.add(re.search(r'<dl class="facts">.*?</dl>', html, re.DOTALL)[0])

    assert [n for n in numbers if n > 100] == list(range(100 + MANY, 100, -1))
    assert len(numbers) == len(set(numbers))
    assert len(sums) == 1


@pytest.mark.parametrize(
    ("path", "of"),
    [
        ("/api/v1/ledger", lambda told: told["transfers"]),
        ("/api/v1/proposals", lambda told: told["proposals"]),
        ("/api/v1/meetings", lambda told: told["past"]),
        ("/api/v1/motions", lambda told: told),
        ("/api/v1/polls", lambda told: told),
        ("/api/v1/verify", lambda told: told["rolls"]),
    ],
)
async def test_the_open_data_lead_to_every_line_too(app: App, client: TestClient, path: str, of):
    years(app)

    numbers, way = [], path
    while way:
        response = await client.get(way)
        numbers += [line.get("number", line.get("poll")) for line in of(await response.json())]
        ahead = response.links.get("next")
        way = str(ahead["url"].relative()) if ahead else ""

    assert sorted(n for n in numbers if n > 100) == list(range(101, 101 + MANY))
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("page", ["4", "999999", "0", "1", "-1", "x", "1e3", "٢", "2 "])
async def test_a_page_that_is_not_there_is_missing_and_nonsense_is_the_first(
    app: App, client: TestClient, page: str
):
    years(app)

    answer = await client.get("/api/v1/ledger", params={"page": page})

    missing = page in {"4", "999999"}
    assert answer.status == (404 if missing else 200)
    if not missing:
        assert (await answer.json())["paging"]["page"] == 1


async def test_a_short_list_has_no_links_to_others(app: App, client: TestClient):
    lively(app)

    page = await (await client.get("/polls")).text()
    told = await client.get("/api/v1/polls")

    assert 'class="paging"' not in page
    assert "Link" not in told.headers


async def test_the_ledger_shows_a_month_with_what_was_held_before_and_after(
    app: App, client: TestClient
):
    years(app)
    moved = sum(range(101, 101 + MANY))

    newest = await (await client.get("/api/v1/ledger")).json()
    before = await (await client.get("/api/v1/ledger?month=2026-02")).json()
    html = await (await client.get("/ledger?lang=zh_CN&month=2026-02")).text()

    assert newest["month"]["opening_fen"] == before["month"]["closing_fen"] == moved
    assert before["month"]["opening_fen"] == 0
    assert newest["month"]["closing_fen"] == newest["held_fen"]
    assert (newest["paging"]["month"], len(newest["transfers"])) == ("2026-05", 1)
    assert (before["paging"]["total"], before["paging"]["pages"]) == (MANY, 3)
    assert "2026年2月的流水" in html
    assert 'href="/ledger?month=2026-05&amp;lang=zh_CN"' in html
    assert 'href="/ledger?month=2026-02&amp;page=2&amp;lang=zh_CN" rel="next"' in html


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=2", 200),
        ("month=2026-03", 404),  # nothing moved
        ("month=2026-02&page=4", 404),
        ("month=2026-12", 404),
        ("month=1999-01", 404),
        ("month=2026-13", 404),  # the calendar has no such month
        ("month=2026-99", 404),
        ("month=2026-5", 404),
        ("month=x&page=2", 404),
    ],
)
async def test_a_month_without_lines_is_missing_and_so_is_one_that_there_is_not(
    app: App, client: TestClient, query: str, status: int
):
    years(app)

    assert (await client.get(f"/ledger?{query}")).status == status
