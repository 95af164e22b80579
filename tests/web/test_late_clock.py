"""Every view judges by the time, also when the schedule is late with its work."""

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.web.heyue import EVENING, lively
from tests.web.heyue_votes import DAY
from tests.web.page import Page

CLOSE = EVENING + 80 * DAY


@pytest.mark.parametrize(("seconds", "state"), [(-1, "open"), (0, "closed"), (3600, "closed")])
async def test_a_poll_is_over_at_its_close_though_nobody_closed_it(
    app: App, client: TestClient, clock: FixedClock, seconds: int, state: str
):
    lively(app)
    clock.at = CLOSE + seconds

    home = await (await client.get("/api/v1/")).json()
    lines = await (await client.get("/api/v1/polls")).json()
    one = await (await client.get("/api/v1/polls/3")).json()
    motion = await (await client.get("/api/v1/motions/1")).json()
    page = Page(await (await client.get("/polls/3?lang=zh_CN")).text())

    assert {
        "home": [line["state"] for line in home["polls"]],
        "list": lines[0]["state"],
        "page": one["state"],
        "motion": motion["polls"][-1]["state"],
        "asks to vote": "/vote 3" in page.text,
    } == {
        "home": ["open"] if state == "open" else [],
        "list": state,
        "page": state,
        "motion": state,
        "asks to vote": state == "open",
    }


async def test_a_meeting_that_has_been_is_not_the_next_one(
    app: App, client: TestClient, clock: FixedClock
):
    lively(app)
    seen = []

    # Meeting 2 is announced, meeting 3 planned; nobody opens either.
    for at in (EVENING + 91 * DAY + 3600, EVENING + 92 * DAY, EVENING + 119 * DAY + 1):
        clock.at = at
        home = await (await client.get("/api/v1/")).json()
        listed = await (await client.get("/api/v1/meetings")).json()
        seen.append(
            (
                [line["number"] for line in home["meetings"]],
                [line["number"] for line in listed["coming"]],
                [line["number"] for line in listed["past"]],
            )
        )

    # The list shows the one that began unopened for some hours yet; the front page looks ahead.
    assert seen == [([3], [2, 3], [1]), ([3], [3], [2, 1]), ([], [], [3, 2, 1])]


async def test_a_campaign_is_over_at_its_deadline_though_nobody_closed_it(
    app: App, client: TestClient, clock: FixedClock
):
    lively(app)
    deadline = (await (await client.get("/api/v1/campaigns/1")).json())["deadline_at"]
    seen = []

    for at in (deadline - 1, deadline):
        clock.at = at
        html = await (await client.get("/campaigns/1?lang=en")).text()
        home = await (await client.get("/api/v1/")).json()
        seen.append(
            (
                ">open</span>" in html,
                ">closed for pledges</span>" in html,
                "/pledge" in Page(html).text,
                [line["number"] for line in home["campaigns"]],
            )
        )

    assert seen == [(True, False, True, [1]), (False, True, False, [])]
