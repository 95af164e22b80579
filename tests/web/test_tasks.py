"""A resolution's page while it is carried out: tasks, photos, looks back, corrections; the rates."""

from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.resolutions.commands import (
    AddTasks,
    CorrectResolution,
    HoldReview,
    PlanReview,
    RepealResolution,
)
from council.resolutions.tasks.commands import InspectTask, PlanTask
from tests.council.conftest import NOON, Town, found
from tests.council.kernel.forms.filling import Filling
from tests.council.resolutions.deciding import DAY, PUBLISHED, published
from tests.council.resolutions.test_in_force import later_resolution
from tests.web.heyue import RED_DOT
from tests.web.page import Page

NAMES = ("召", "物*", "甲*")


async def page(client: TestClient, path: str) -> Page:
    response = await client.get(path)
    assert response.status == 200, path
    return Page(await response.text())


def carried_out(app: App, clock: FixedClock) -> tuple[Town, str]:
    """A task that was reported with a photo, refused, and is late; another done on its day."""
    clock.at = NOON
    town = found(app, clock, "heyue")
    number = published(town).number
    town.act("召", AddTasks, number=number, lines="规划许可\n消防通道")
    plan = {"number": number, "due_at": PUBLISHED + DAY, "owner": "物"}
    town.act(
        "召",
        PlanTask,
        position=1,
        acceptance="inspectors",
        inspectors=("甲",),
        budget_fen=4_200_000,
        **plan,
    )
    town.act("召", PlanTask, position=2, **plan)
    form = Filling(town, "物", "task_progress", f"{number}-1")
    form.tap("100")
    form.say("许可已拿到 <b>")
    form.send(RED_DOT)
    form.file()
    town.act("甲", InspectTask, number=number, position=1, missing="没有盖章")
    form = Filling(town, "物", "task_progress", f"{number}-2")
    form.tap("100")
    form.say("通道已清")
    form.tap("-")
    form.file()
    clock.at = PUBLISHED + 2 * DAY
    return town, number


async def test_the_page_tells_how_far_each_task_is_and_names_nobody(
    app: App, clock: FixedClock, client: TestClient
):
    _, number = carried_out(app, clock)

    chinese = await page(client, f"/resolutions/{number}?lang=zh_CN")
    english = await page(client, f"/resolutions/{number}?lang=en")
    told = await (await client.get(f"/api/v1/resolutions/{number}")).json()
    (photo,) = [source for source in chinese.sources if source.startswith("/files/")]
    shown = await client.get(photo)

    assert (chinese.faults, english.faults) == ([], [])
    assert "到期的 2 项中，按期完成 1 项" in chinese.text
    assert "负责：物业" in chinese.text
    assert "预算：¥42,000" in chinese.text
    assert "许可已拿到 <b>" in chinese.text
    assert "验收不通过，还缺：" in chinese.text
    assert "没有盖章" in chinese.text
    assert "逾期" in chinese.text
    assert "Of 2 tasks due so far, 1 were done on time" in english.text
    assert [name for name in NAMES if name in chinese.text] == []
    assert (shown.status, shown.content_type) == (200, "image/png")
    first = told["tasks"][0]
    assert (first["owner"], first["late"], first["done_at"]) == ("manager", True, 0)
    assert [step["kind"] for step in first["steps"]] == ["plan", "report", "refuse"]
    assert {step["by"] for step in first["steps"]} == {""}


async def test_the_rates_stand_on_the_indicators_page(
    app: App, clock: FixedClock, client: TestClient
):
    carried_out(app, clock)

    chinese = await page(client, "/indicators?lang=zh_CN")
    told = await (await client.get("/api/v1/indicators")).json()

    assert chinese.faults == []
    assert "落实率（本季度到期）" in chinese.text
    assert told["tasks_due"] == {"part": 1, "whole": 2, "percent": "50.00"}
    assert told["tasks_on_time"] == {"part": 1, "whole": 2, "percent": "50.00"}
    assert told["tasks_due_before"]["percent"] is None


async def test_corrections_and_repeals_lead_both_ways_and_texts_stay(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = carried_out(app, clock)
    before = (await page(client, f"/resolutions/{number}?lang=zh_CN")).title
    later = later_resolution(town, published_at=PUBLISHED + DAY)
    town.act(
        "召",
        CorrectResolution,
        number=number,
        later=later,
        reason="没有估计到施工噪声。",
        honest=True,
    )
    town.act("召", PlanReview, number=number, due_at=PUBLISHED + 9 * DAY)
    town.act("召", HoldReview, number=number, text="停车难缓解了。", score=4)

    old = await page(client, f"/resolutions/{number}?lang=zh_CN")
    new = await page(client, f"/resolutions/{later}?lang=zh_CN")
    town.act("召", RepealResolution, number=number, later=later)
    repealed = await page(client, f"/resolutions/{number}?lang=zh_CN")
    repealing = await page(client, f"/resolutions/{later}?lang=en")

    assert (old.faults, new.faults, repealed.faults) == ([], [], [])
    assert old.title == before
    assert "探索中的失误，予以宽容" in old.text
    assert "没有估计到施工噪声。" in old.text
    assert "4 分（满分 5 分）" in old.text
    assert f"/resolutions/{later}?lang=zh_CN" in old.links
    assert f"/resolutions/{number}?lang=zh_CN" in new.links
    assert f"本决议已由决议 {later} 废止" in repealed.text
    assert f"It repeals resolution {number}." in repealing.text
