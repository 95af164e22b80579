"""Statements on their page, beside their motion and on the agenda, and as open data: nobody's name."""

import hashlib
import json
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient
from click.testing import CliRunner

from council.cli.opinions import statements
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.meetings.commands import AnnounceMeeting
from council.statements.commands import WriteStatement
from tests.council.conftest import NOON, Town, found
from tests.council.statements.collecting import SEEDS, closed, collecting, crowd
from tests.web.page import Page


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    """A community whose motion 1 has a collection and stands on the agenda of meeting 1."""
    clock.at = NOON
    made = found(app, clock, "heyue")
    collecting(made, listed=True)
    made.act("王", WriteStatement, number=1, text="还没有审核的看法")
    made.act("何", AnnounceMeeting, number=1)
    return made


def camps(town: Town) -> None:
    """Two camps, and the closing."""
    crowd(town, 8, "aaad")
    crowd(town, 7, "dadd", begin=8)
    closed(town)


async def page(client: TestClient, path: str) -> Page:
    return Page(await (await client.get(path)).text())


async def test_while_it_is_open_the_page_tells_what_is_asked_and_no_answer(
    town: Town, client: TestClient
):
    crowd(town, 12, "aadd")

    shown = await page(client, "/motions/1/statements?lang=zh_CN")
    motion = await page(client, "/motions/1?lang=zh_CN")
    table = await client.get("/motions/1/statements.csv")
    told = await (await client.get("/api/v1/motions/1/statements")).json()

    assert (shown.faults, motion.faults) == ([], [])
    assert all(text in shown.text for text in SEEDS)
    assert "还没有审核的看法" not in shown.text
    assert "12 人" in shown.text
    assert "同意 12" not in shown.text
    assert "12 人参加" in motion.text
    assert table.status == 404
    assert {each["answers"] for each in told["asked"]} == {None}


async def test_once_closed_what_nearly_all_share_comes_first_then_what_divides(
    town: Town, client: TestClient
):
    camps(town)

    texts = {}
    for path in ("/motions/1/statements", "/motions/1", "/meetings/1"):
        for lang in ("zh_CN", "en"):
            shown = await page(client, f"{path}?lang={lang}")
            assert shown.faults == [], (path, lang)
            texts[path, lang] = shown.text

    for path in ("/motions/1/statements", "/motions/1", "/meetings/1"):
        chinese, english = texts[path, "zh_CN"], texts[path, "en"]
        assert chinese.index("大家几乎一致") < chinese.index("意见分歧")
        assert english.index("What nearly all share") < english.index("What divides")
        assert f"❌ 不同意：{SEEDS[3]}" in chinese
    assert "A 组：8 人" in texts["/motions/1/statements", "zh_CN"]
    assert "同意 8，不同意 7，不确定 0" in texts["/motions/1/statements", "zh_CN"]


async def test_the_published_table_has_no_names_and_gives_the_same_picture(
    town: Town, client: TestClient, tmp_path: Path
):
    camps(town)

    answer = await client.get("/motions/1/statements.csv")
    table = await answer.read()
    told = await (await client.get("/api/v1/motions/1/statements")).json()
    kept = tmp_path / "motion-1-statements.csv"
    kept.write_bytes(table)
    again = json.loads(CliRunner().invoke(statements, [str(kept), "--json"]).stdout)

    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="motion-1-statements.csv"'
    )
    assert table.decode().splitlines()[0] == "participant,1,2,3,4"
    assert sorted(line.split(",")[0] for line in table.decode().splitlines()[1:]) == sorted(
        str(number) for number in range(1, 16)
    )
    assert told["digest"] == hashlib.sha256(table).hexdigest()
    assert [each["size"] for each in told["groups"]] == [each["size"] for each in again["groups"]]
    assert [each["answers"] for each in told["asked"]] == [
        each["answers"] for each in again["statements"]
    ]


async def test_with_too_few_participants_the_page_says_so_and_offers_no_table(
    town: Town, client: TestClient
):
    crowd(town, 9, "aadd")
    closed(town)

    shown = await page(client, "/motions/1/statements?lang=zh_CN")
    table = await client.get("/motions/1/statements.csv")

    assert "参加的不到 10 人，不显示结果。" in shown.text
    assert table.status == 404


async def test_a_motion_without_statements_has_no_such_page(client: TestClient):
    assert (await client.get("/motions/99/statements")).status == 404
