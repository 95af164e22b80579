"""The power-and-duty list on the web: today's, an older one, and what was classified by it."""

from dataclasses import replace

from aiohttp.test_utils import TestClient
from sqlalchemy import update

from council.kernel.app import App
from council.kernel.directory import counters
from council.kernel.values import OPERATOR
from council.proposals.tables import proposals
from council.rules.power_list.commands import AdoptPowers
from council.rules.power_list.shipped import shipped_list
from tests.web.heyue import lively
from tests.web.test_pages import read

SHIPPED = shipped_list("national")
#: The list as the community changed it: other hours, and everything about one matter in Chinese.
OWN = (
    replace(SHIPPED[0], hours=12),
    replace(SHIPPED[8], name_en="", remark_en="", answers=""),
)


def adopted(app: App) -> None:
    community = lively(app)
    # Its acts were written by hand.
    later = update(counters).where(counters.c.name == "acts").values(value=100)
    app.bus.submit_run(lambda tx: tx.connection.execute(later).rowcount).result()
    command = AdoptPowers(
        actor=OPERATOR, community_id=community, matters=OWN, file="p.csv", content=b"p"
    )
    app.bus.submit(command).result()
    its = update(proposals).where(proposals.c.id == "p1").values(power_list=1)
    app.bus.submit_run(lambda tx: tx.connection.execute(its).rowcount).result()


async def test_the_page_says_who_decides_and_who_answers_in_both_languages(
    app: App, client: TestClient
):
    lively(app)

    chinese, english = [await read(client, f"/powers?lang={lang}") for lang in ("zh_CN", "en")]
    rules = await read(client, "/rules?lang=en")

    assert "用的是程序自带的" in chinese.text
    assert "停车、用地" in chinese.text
    assert "由物业服务人在 48 小时内答复" in chinese.text
    assert "依据：民法典 275(2)、278(1)(8)" in chinese.text
    assert "Parking on common land" in english.text
    assert "The property manager answers within 48 hours" in english.text
    assert "/powers?lang=en" in rules.links


async def test_an_older_version_stays_readable_and_says_that_it_is_not_todays(
    app: App, client: TestClient
):
    adopted(app)

    today = await read(client, "/powers?lang=en")
    old = await read(client, "/powers?lang=en&version=1")
    none = await client.get("/powers?version=9")
    data = await (await client.get("/api/v1/powers")).json()

    assert "Version 2, in force since" in today.text
    assert "within 12 hours" in today.text
    assert "噪音" in today.text  # it has no English name
    assert "This is version 1" in old.text
    assert "Lift repair" in old.text
    assert none.status == 404
    assert (data["number"], data["in_force"], data["groups"][0]["matters"][0]["hours"]) == (
        2,
        True,
        12,
    )


async def test_a_proposal_tells_by_which_version_it_was_classified(app: App, client: TestClient):
    adopted(app)

    page = await read(client, "/proposals/1?lang=zh_CN")
    data = await (await client.get("/api/v1/proposals/1")).json()

    assert "停车、用地 → 业主共同决定（改变共有部分用途或利用共有部分经营）" in page.text
    assert "依据：权责清单第 1 版" in page.text
    assert "/powers?version=1&lang=zh_CN" in page.links
    assert (data["ruled"]["version"], data["ruled"]["matter"]["hours"]) == (1, 48)
