"""A vote at a meeting on its pages and in the open data: every denominator, and how certain it is."""

from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.meetings.commands import AdjournMeeting
from council.resolutions.commands import DraftMeetingResolution, PublishResolution
from tests.council.conftest import NOON, Town, found
from tests.council.evening import hand_in, heard, read_and_approve, staff, vote
from tests.web.page import Page


def voted(app: App, clock: FixedClock, came: str = "491") -> tuple[Town, int, int]:
    """A running residents' meeting that has voted; its town, motion and meeting."""
    clock.at = NOON
    town = found(app, clock, "heyue")
    staff(town)
    motion, met = heard(town, legal_class="R-JM26")
    vote(town, motion, "adults", "980", came, "246", "200")
    return town, motion, met


async def read(client: TestClient, path: str) -> Page:
    page = Page(await (await client.get(path)).text())
    assert page.faults == []
    return page


async def test_the_motions_page_says_each_measure_with_its_denominators(
    app: App, clock: FixedClock, client: TestClient
):
    _, motion, met = voted(app, clock)

    chinese = await read(client, f"/motions/{motion}?lang=zh_CN")
    english = await read(client, f"/motions/{motion}?lang=en")
    meeting = await read(client, f"/meetings/{met}?lang=zh_CN")

    quorum = "成年居民共 980 名，到会 491 名；须过半数到会，即至少 491 名：已达到。"
    for page in (chinese, meeting):
        assert "✅ 表决通过" in page.text
        assert quorum in page.text
        assert "须到会者过半数同意，即至少 246 名：已达到。" in page.text
        assert "依据：城市居民委员会组织法 第四章（2025 修订）（2026-01-01）。" in page.text
        assert "暂按 2018 年的规定判断" in page.text
        assert "散会前还可以更正；会议纪要批准前是暂定结果。" in page.text
    assert (
        "491 of 980 adult residents came; more than half are needed, that is 491: a quorum."
        in english.text
    )


async def test_the_minutes_carry_the_votes_and_make_them_certain(
    app: App, clock: FixedClock, client: TestClient
):
    town, motion, met = voted(app, clock, "490")
    town.act("主", AdjournMeeting, number=met)
    hand_in(town, met, text="到会不足。")

    minuted = await read(client, f"/meetings/{met}?lang=zh_CN")
    read_and_approve(town, met)
    approved = await read(client, f"/motions/{motion}?lang=zh_CN")

    assert "会议纪要批准前是暂定结果。" in minuted.text
    assert minuted.text.count("到会 490 名；须过半数到会，即至少 491 名：未达到。") == 1
    assert "会议纪要已批准，结果确定。" in approved.text


async def test_a_resolution_shows_the_vote_it_rests_on(
    app: App, clock: FixedClock, client: TestClient
):
    town, motion, met = voted(app, clock)
    town.act("主", AdjournMeeting, number=met)
    hand_in(town, met, text="表决通过。")
    read_and_approve(town, met)
    drafted = town.act("何", DraftMeetingResolution, motion=motion)
    town.act("主", PublishResolution, number=drafted.number, seal=drafted.seal)

    page = await read(client, "/resolutions/2026-1?lang=zh_CN")
    told = await (await client.get("/api/v1/resolutions/2026-1")).json()

    assert "✅ 表决通过" in page.text
    assert "到会 491 名；须过半数到会，即至少 491 名：已达到。" in page.text
    assert f"/meetings/{met}?lang=zh_CN" in page.links
    assert (told["poll"], told["ratification"], told["vote"]["certain"]) == (0, None, True)


async def test_the_open_data_has_every_figure(app: App, clock: FixedClock, client: TestClient):
    _, motion, met = voted(app, clock)

    told = await (await client.get(f"/api/v1/motions/{motion}")).json()
    agenda = await (await client.get(f"/api/v1/meetings/{met}")).json()

    assert told["votes"] == [
        {
            "vote": {
                "electorate": "adults",
                "entitled": 980,
                "came": 491,
                "yes": 246,
                "no": 200,
                "abstained": 45,
                "quorum_share": "> 1/2",
                "quorum_needed": 491,
                "approval_share": "> 1/2",
                "of_all": False,
                "yes_needed": 246,
                "outcome": "carried",
                "citation": "城市居民委员会组织法 第四章（2025 修订）",
                "law_version": "2026-01-01",
                "provisional": True,
            },
            "meeting": met,
            "reading": 1,
            "reason": "",
            "fixed": False,
            "certain": False,
        }
    ]
    assert agenda["agenda"][0]["vote"] == told["votes"][0]
