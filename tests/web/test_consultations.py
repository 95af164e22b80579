"""A consultation on its motion's page and in the open data: every step, nobody's name."""

from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from tests.council.conftest import NOON, Town, found
from tests.council.evening import heard, staff
from tests.council.kernel.forms.filling import Filling
from tests.web.heyue import RED_DOT
from tests.web.page import Page


def take(town: Town, number: int, step: str, text: str, *, photo: bytes = b"") -> None:
    """Take a step, with a photo where there is one."""
    form = Filling(town, "何", "consult", f"{number}-{step}")
    form.say(text)
    if photo:
        form.send(photo)
    form.file()


async def test_the_page_tells_the_state_and_every_step(
    app: App, clock: FixedClock, client: TestClient
):
    clock.at = NOON
    town = found(app, clock, "heyue")
    staff(town)
    number, _ = heard(town, legal_class="R-XS")
    take(town, number, "agree", "晚上九点后东门只出不进。<b>")
    take(town, number, "implement", "物业下周一改门禁。")
    take(town, number, "report", "门禁已改好。", photo=RED_DOT)

    chinese = Page(await (await client.get(f"/motions/{number}?lang=zh_CN")).text())
    english = Page(await (await client.get(f"/motions/{number}?lang=en")).text())
    told = await (await client.get(f"/api/v1/motions/{number}")).json()
    (photo,) = [source for source in chinese.sources if source.startswith("/files/")]
    shown = await client.get(photo)

    assert (chinese.faults, english.faults) == ([], [])
    for words in ("已通报落实情况", "达成共识", "晚上九点后东门只出不进。<b>", "门禁已改好。"):
        assert words in chinese.text
    assert "reported back" in english.text
    assert [step["verb"] for step in told["consultation"]["steps"]] == [
        "agree",
        "implement",
        "report",
    ]
    assert {step["taken_by"] for step in told["consultation"]["steps"]} == {""}
    assert (shown.status, await shown.read()) == (200, RED_DOT)
