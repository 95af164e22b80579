"""The page on the wall, and the agenda on one page."""

import pytest
from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.meetings.arrivals.reads import arrivals
from tests.council.conftest import NOON, Town, found
from tests.council.meetings.meeting import announced, in_session


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    """A community at the desk at noon of 30 January, seen through the pages as well."""
    clock.at = NOON
    return found(app, clock, "heyue")


async def test_the_code_is_shown_to_who_has_the_key_and_draws_itself_anew(
    town: Town, client: TestClient
):
    met = in_session(town)
    page = town.read("何", arrivals, met).page

    shown = await client.get(f"{page}&lang=zh_CN")
    text = await shown.text()
    without = await client.get(f"/meetings/{met}/check-in")
    wrong = await client.get(f"/meetings/{met}/check-in?key={'0' * 24}")
    town.clock.at += 30
    later = await (await client.get(f"{page}&lang=zh_CN")).text()

    assert (shown.status, without.status, wrong.status) == (200, 404, 404)
    assert shown.headers["Refresh"] == "31"
    assert 'class="code"' in text
    assert text != later


async def test_the_agenda_is_one_page_with_the_time_of_each_item(town: Town, client: TestClient):
    met = announced(town)

    page = await (await client.get(f"/meetings/{met}/agenda?lang=en")).text()

    assert "<time>19:30</time>" in page
    assert "discuss, 15 minutes" in page
    assert "The items take 15 minutes, the meeting 120." in page
    assert (await client.get("/meetings/99/agenda")).status == 404
