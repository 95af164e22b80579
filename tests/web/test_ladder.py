"""A motion that nobody answers climbs the whole ladder by the clock alone; its page tells each step."""

from aiohttp.test_utils import TestClient

from council.falls_due import NOUNS
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.motions.commands import AnnounceMotion
from tests.council.conftest import NOON, Town, found
from tests.council.evening import meeting, motion
from tests.council.motions.responses.responding import HOUR, PEOPLE, everybody
from tests.web.page import Page

DAYS = 40


def unanswered(app: App, clock: FixedClock) -> tuple[Town, int]:
    """A motion that the manager is asked about, everybody announced, and a meeting that is planned."""
    clock.at = NOON
    town = found(app, clock, "heyue")
    everybody(town)
    number = motion(town, legal_class="O-8", addressee="manager")
    town.act("何", AnnounceMotion, number=number)
    meeting(town, "2026-03-27 19:30")
    return town, number


def pass_time(town: Town, hours: int, *, every: int = 1) -> None:
    """Let the clock alone do what falls due."""
    for _ in range(0, hours, every):
        town.clock.at += every * HOUR
        for noun in NOUNS:
            for command in town.app.bus.read_now(noun):
                town.app.bus.submit(command).result()


async def page(client: TestClient, path: str) -> Page:
    response = await client.get(path)
    assert response.status == 200, path
    return Page(await response.text())


STEPS = (
    "2026年1月31日（周六）06:00 提醒物业服务人",
    "2026年1月31日（周六）12:00 物业服务人逾期，公开标注",
    "2026年1月31日（周六）12:00 列入下次会议议程",
    "2026年2月4日（周三）12:00 提请上一级：业主委员会",
    "2026年2月9日（周一）12:00 提请上一级：居民委员会",
    "2026年2月12日（周四）12:00 提请上一级：街道办事处",
    "2026年2月24日（周二）12:00 上面没有可以提请的单位了，仍由物业服务人负责",
)


async def test_nobody_answers_and_the_clock_alone_climbs_to_the_end_on_the_public_page(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = unanswered(app, clock)
    pass_time(town, DAYS * 24)

    chinese = await page(client, f"/motions/{number}?lang=zh_CN")
    english = await page(client, f"/motions/{number}?lang=en")
    told = await (await client.get(f"/api/v1/motions/{number}")).json()

    assert (chinese.faults, english.faults) == ([], [])
    places = [chinese.text.index(step) for step in STEPS]
    assert places == sorted(places)
    assert "no body above is left to ask" in english.text
    assert [each["step"] for each in told["response"]["steps"]] == [
        "reminder",
        "overdue",
        "agenda",
        "above",
        "above",
        "above",
        "end",
    ]
    assert [each["meeting"] for each in told["response"]["steps"]] == [0, 0, 1, 0, 0, 0, 0]
    # Each step is told to the party, the facilitator and those who asked, and once.
    climbed = [
        "response_reminder_acknowledge",
        "response_overdue_acknowledge",
        "response_agenda",
        "response_above",
        "response_above",
        "response_above",
        "response_end",
    ]
    for name, bot in (("物", "staff"), ("何", "staff"), ("王", "resident"), ("李", "resident")):
        notices = [notice for notice, _ in town.told(name, bot)]
        assert [each for each in notices if each in climbed] == climbed, name
    for name in PEOPLE:
        assert [notice for notice, _ in town.told(name, "staff")] == ["response_above"]


async def test_a_clock_that_stood_still_for_weeks_takes_the_same_steps_at_the_same_times(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = unanswered(app, clock)
    pass_time(town, DAYS * 24, every=DAYS * 24)

    chinese = await page(client, f"/motions/{number}?lang=zh_CN")
    told = await (await client.get(f"/api/v1/motions/{number}")).json()

    assert [each["meeting"] for each in told["response"]["steps"]] == [0, 0, 1, 0, 0, 0, 0]
    places = [chinese.text.index(step) for step in STEPS if "议程" not in step]
    assert places == sorted(places)
    assert [notice for notice, _ in town.told("王")].count("response_above") == len(PEOPLE)
    # What would have reminded of a time that is past is kept, and told nobody.
    assert "response_reminder_acknowledge" not in [
        notice for notice, _ in town.told("物", "staff")
    ]
