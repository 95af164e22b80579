"""One matter on one page: the whole way of what somebody proposed."""

from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.web.heyue import NAMES, lively
from tests.web.test_ladder import DAYS, STEPS, pass_time, unanswered
from tests.web.test_pages import read


async def test_a_matter_tells_what_happened_how_far_it_is_and_who_acts_next(
    app: App, client: TestClient
):
    lively(app)

    page = await read(client, "/matters/p1?lang=zh_CN")

    assert "利用闲置空地解决停车难" in page.text
    assert "有居民提出第 1 号提案" in page.text
    assert "决议 2026-1 公布" in page.text
    assert [name for name in NAMES if name in page.text] == []
    told = [page.text.index(each) for each in ("有居民提出第 1 号提案", "决议 2026-1 公布")]
    assert told == sorted(told)


async def test_a_motion_leads_to_the_matter_of_its_proposal_and_says_its_one_address(
    app: App, client: TestClient
):
    lively(app)

    from_motion = await client.get("/matters/m1?lang=en")
    text = await from_motion.text()

    assert from_motion.status == 200
    lasting = f"{app.settings.web_url}/c/heyue/matters/p1?lang=en"
    assert f'<link rel="canonical" href="{lasting}">' in text


async def test_every_page_of_a_matter_leads_to_the_whole(app: App, client: TestClient):
    lively(app)

    for path in ("/proposals/1", "/motions/1", "/polls/2", "/resolutions/2026-1", "/campaigns/1"):
        page = await read(client, f"{path}?lang=zh_CN")

        assert [link for link in page.links if link.startswith("/matters/")], path


async def test_what_is_not_public_is_no_matter(app: App, client: TestClient):
    lively(app)

    found = [
        (await client.get(f"/matters/{root}")).status
        for root in ("p3", "p4", "p999", "m999", "m0", "x1", "p01")
    ]

    assert found == [404] * 7


async def test_pages_lead_into_the_chat_where_the_bot_has_a_name(app: App, client: TestClient):
    lively(app)
    bare = await (await client.get("/motions/1")).text()
    object.__setattr__(app.settings, "resident_bot", "heyue_hall_bot")

    led = {
        path: await (await client.get(f"{path}?lang=en")).text()
        for path in ("/matters/p1", "/proposals/1", "/polls/2", "/resolutions/2026-1")
    }

    assert "t.me" not in bare
    assert {
        path: text.partition("https://t.me/heyue_hall_bot?start=")[2].partition('"')[0]
        for path, text in led.items()
    } == {
        "/matters/p1": "matters-p1",
        "/proposals/1": "matters-p1",
        "/polls/2": "polls-2",
        "/resolutions/2026-1": "resolutions-2026-1",
    }


async def test_every_step_of_an_answer_that_does_not_come_is_an_event_of_the_matter(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = unanswered(app, clock)
    pass_time(town, DAYS * 24, every=DAYS * 24)

    page = await read(client, f"/matters/m{number}?lang=zh_CN")
    told = await (await client.get(f"/api/v1/matters/m{number}")).json()

    places = [page.text.index(step) for step in STEPS if "议程" not in step]
    assert places == sorted(places)
    assert told["waiting"][0]["stage"] == "answer"
    assert told["waiting"][0]["late"] is True
    assert {each["name"]: each["state"] for each in told["stages"]}["answer"] == "now"
