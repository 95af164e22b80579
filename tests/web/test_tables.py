"""The figures of a page as CSV: what the page shows, in columns that stay."""

import csv
import io

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import update

from council.kernel.app import App
from council.meetings.tables import meetings
from tests.web.heyue import lively
from tests.web.test_pages import UNTOLD


async def read(client: TestClient, path: str) -> list[dict[str, str]]:
    response = await client.get(path)
    content = await response.read()
    assert (response.status, response.content_type) == (200, "text/csv")
    assert content.startswith(b"\xef\xbb\xbf")
    name = path.strip("/").removesuffix(".csv").replace("s/", "-")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    text = content.decode("utf-8-sig")
    assert [word for word in UNTOLD if word in text] == []
    return list(csv.DictReader(io.StringIO(text)))


async def test_a_counted_ranking_gives_its_rounds(app: App, client: TestClient):
    lively(app)

    lines = await read(client, "/polls/1.csv")
    counted = (await (await client.get("/api/v1/polls/1")).json())["ranking"]

    assert [(int(line["round"]), line["option"], line["votes"]) for line in lines] == [
        (each["n"], tally["letter"], str(tally["votes"]))
        for each in counted["rounds"]
        for tally in each["tallies"]
    ]
    assert {line["state"] for line in lines} == {"certified"}


async def test_a_counted_ratification_gives_both_measures(app: App, client: TestClient):
    lively(app)

    heads, area = await read(client, "/polls/2.csv")

    assert heads == {
        "poll": "2",
        "state": "certified",
        "passed": "yes",
        "reading": "cast",
        "measure": "heads",
        "total": "464",
        "participating": "325",
        "agree": "251",
        "oppose": "54",
        "abstain": "20",
        "unclear": "0",
        "percent_participating": "70.04",
        "percent_agree": "77.23",
        "quorum": "yes",
        "majority": "yes",
    }
    assert (area["measure"], area["agree"]) == ("area_m2", "28333.04")


async def test_before_the_count_there_is_no_figure(app: App, client: TestClient):
    lively(app)

    assert await read(client, "/polls/3.csv") == []


async def test_a_campaign_gives_its_sums_in_yuan(app: App, client: TestClient):
    lively(app)

    lines = {line["what"]: line for line in await read(client, "/campaigns/1.csv")}
    told = await (await client.get("/api/v1/campaigns/1")).json()

    assert lines["target"]["amount_yuan"] == f"{told['target_fen'] / 100:.2f}"
    assert lines["received"]["count"] == str(told["receipts"])
    assert lines["held"]["amount_yuan"] == f"{told['held_fen'] / 100:.2f}"


async def test_a_meeting_gives_its_agenda_and_no_cell_is_a_formula(app: App, client: TestClient):
    lively(app)

    def provoke(tx):
        return tx.connection.execute(update(meetings).values(place="=1+1")).rowcount

    app.bus.submit_run(provoke).result()

    lines = await read(client, "/meetings/1.csv")

    assert [line["motion"] for line in lines] == ["1"]
    assert {line["place"] for line in lines} == {"'=1+1"}


@pytest.mark.parametrize("path", ["/polls/99.csv", "/campaigns/9.csv", "/resolutions/2026-1.csv"])
async def test_what_is_not_there_has_no_table(app: App, client: TestClient, path: str):
    lively(app)

    assert (await client.get(path)).status == 404
