"""A counted ranking's ballots, downloaded and counted again by the public command."""

from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import insert, update

from council.kernel.app import App
from council.polls.ranking import ranking_content
from council.polls.tables import ballots, polls
from tests.web.heyue import lively
from voting.formats.preflib import read_preflib
from voting.tally import count, options_from

PARKING = Path(__file__).parent.parent / "golden" / "heyue-parking.soi"
RULES = {"overvote": "split", "ties": "schulze,first_preferences,lot", "lot_seed": "s"}


def cast_all(app: App, community_id: str) -> None:
    """Cast the 300 ballots of the demo story's ranking."""
    profile = read_preflib(PARKING.read_text(), file=PARKING.name, kind="soi").profile
    orders = [ranking for ranking, weight in profile.groups for _ in range(weight)]
    rows = [
        {
            "community_id": community_id,
            "poll_id": "v1",
            "slot": f"R{n:03}",
            "revision": 1,
            "content": ranking_content([["ABCD"[each - 1] for each in group] for group in order]),
            "channel": "chat",
            "cast_at": 1,
            "cast_by": "x",
        }
        for n, order in enumerate(orders)
    ]
    app.bus.submit_run(lambda tx: tx.connection.execute(insert(ballots), rows).rowcount).result()


@pytest.mark.parametrize(
    ("path", "name"), [("soi", "poll-1.soi"), ("toc", "poll-1.soi"), ("blt", "poll-1.blt")]
)
async def test_the_ballots_of_a_counted_ranking_give_its_result_again(
    app: App, client: TestClient, path: str, name: str
):
    cast_all(app, lively(app))

    answer = await client.get(f"/polls/1/ballots.{path}")
    told = (await (await client.get("/api/v1/polls/1")).json())["ranking"]

    counted = count(await answer.text(), file=name, method="irv", options=options_from(RULES))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert [list(each.tallies.values()) for each in counted.rounds] == [
        [tally["votes"] for tally in each["tallies"]] for each in told["rounds"]
    ]
    assert ["ABCD"[winner - 1] for winner in counted.winners] == [told["winner"]] == ["A"]


async def files(client: TestClient) -> tuple[object, ...]:
    """What can be had of poll 1's ballots: both files, the word of the data, links on the page."""
    page = await (await client.get("/polls/1?lang=zh_CN")).text()
    return (
        (await client.get("/polls/1/ballots.soi")).status,
        (await client.get("/polls/1/ballots.blt")).status,
        (await (await client.get("/api/v1/polls/1")).json())["ballots"],
        "/ballots." in page,
    )


async def test_no_ballot_is_shown_before_a_second_person_has_certified_the_count(
    app: App, client: TestClient
):
    community_id = lively(app)
    cast_all(app, community_id)
    seen = {}

    for state in ("closed", "counted", "annulled", "certified"):
        mine = (polls.c.community_id == community_id) & (polls.c.id == "v1")
        query = update(polls).where(mine).values(state=state)
        app.bus.submit_run(lambda tx, q=query: tx.connection.execute(q).rowcount).result()
        seen[state] = await files(client)

    nothing = (404, 404, "", False)
    assert seen == {
        "closed": nothing,
        "counted": nothing,
        "annulled": nothing,
        "certified": (200, 200, "public", True),
    }


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (2, (404, 404, "withheld", False)),
        (3, (200, 200, "public", True)),
    ],
)
async def test_ballots_are_withheld_where_an_order_is_rarer_than_three(
    app: App, client: TestClient, more: int, expected: tuple[object, ...]
):
    community_id = lively(app)
    cast_all(app, community_id)
    rare = [
        {
            "community_id": community_id,
            "poll_id": "v1",
            "slot": f"S{n:03}",
            "revision": 1,
            "content": ranking_content([["D"], ["C"], ["B"], ["A"]]),
            "channel": "chat",
            "cast_at": 1,
            "cast_by": "x",
        }
        for n in range(more)
    ]
    app.bus.submit_run(lambda tx: tx.connection.execute(insert(ballots), rare).rowcount).result()

    assert await files(client) == expected


@pytest.mark.parametrize("number", [2, 3, 99])
async def test_there_are_no_ballots_of_a_ratification_a_running_poll_or_none(
    app: App, client: TestClient, number: int
):
    lively(app)

    assert (await client.get(f"/polls/{number}/ballots.soi")).status == 404


async def test_the_result_page_leads_to_its_ballots(app: App, client: TestClient):
    lively(app)

    page = await (await client.get("/polls/1?lang=zh_CN")).text()

    assert 'href="/polls/1/ballots.soi' in page
    assert 'href="/polls/1/ballots.blt' in page
