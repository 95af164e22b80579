"""Silence by a clause, on the page and on the board: the warning before, both counts after."""

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import update

from council.kernel.app import App
from council.kernel.directory import communities
from council.polls.ratification import count_ratified
from council.polls.records import RATIFICATION_RESULTS
from council.polls.tables import polls
from tests.council.counter.silence import CLAUSE, covenant, covenant_profile
from tests.web.heyue import lively
from tests.web.heyue_votes import GOLDEN
from tests.web.test_notice import said
from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll

WARNING = (
    f"请注意：依{CLAUSE}，选票已经送达、到截止时仍没有投票的业主，算参与表决，并计入多数一方。"
)


def of_the_covenant(app: App, *, state: str) -> None:
    """Let the lively community have a clause, and its vote be counted by it (all delivered)."""
    community_id = lively(app)
    units = read_roll((GOLDEN / "heyue-roll.csv").read_bytes(), file="roll.csv").units
    cast = read_ballots(
        (GOLDEN / "heyue-m1-ballots.csv").read_bytes(), file="ballots.csv", units=units
    )
    result = count_ratified(
        units,
        cast,
        legal_class="O-8",
        rules=covenant_profile(),
        delivered={unit.code for unit in units},
    )
    written = RATIFICATION_RESULTS.dump_json(result).decode()

    def change(tx) -> None:
        its = update(communities).where(communities.c.id == community_id)
        tx.connection.execute(its.values(own_rules=covenant()))
        mine = (polls.c.community_id == community_id) & (polls.c.id == "v2")
        changed = {"state": state, "result": written, "closes_at": tx.now + (state == "open")}
        tx.connection.execute(update(polls).where(mine).values(changed))

    app.bus.submit_run(change).result()


@pytest.mark.parametrize("path", ["/polls/2?lang=zh_CN", "/polls/2/notice?lang=zh_CN"])
async def test_the_consequence_of_silence_is_said_before_the_vote(
    app: App, client: TestClient, path: str
):
    of_the_covenant(app, state="open")

    text = await said(client, path)

    assert WARNING in text
    assert "没有投票的不算参与" not in text


@pytest.mark.parametrize(
    "path",
    ["/polls/2?lang=zh_CN", "/polls/2/notice?lang=zh_CN", "/resolutions/2026-1?lang=zh_CN"],
)
async def test_the_result_shows_both_counts_with_their_denominators(
    app: App, client: TestClient, path: str
):
    of_the_covenant(app, state="certified")

    text = await said(client, path)

    for sentence in (
        f"依{CLAUSE}，没有投票的从多数：有送达证明而没有投票的 139 位业主",
        "全体 464 位业主中有 325 位参与表决，占 70.04%",
        "参与的 325 位中有 251 位同意，占 77.23%",
        "二、按从多数条款（以此为准）",
        "全体 464 位业主中有 464 位参与表决，占 100.00%",
        "参与的 464 位中有 390 位同意，占 84.05%",
    ):
        assert sentence in text


async def test_without_a_clause_the_page_calls_it_a_what_if(app: App, client: TestClient):
    lively(app)

    chinese = await said(client, "/polls/2?lang=zh_CN")
    english = await said(client, "/polls/2?lang=en")

    assert "如果本小区约定没有投票的从多数（实际没有这样的约定）" in chinese
    assert "If a clause let the silent follow the majority (this community has none)" in english
    assert "没有投票的不算参与" in chinese
