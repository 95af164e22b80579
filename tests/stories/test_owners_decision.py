"""An owners' decision from nothing but the roll file, through the staff bot (docs/rules.md#the-story).

The vote is in writing: 303 papers by file, a first close without its quorum, an extension told in
time, 22 papers at the desk, a count certified by a second person, a published resolution.
"""

import asyncio
import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.sandbox.files import Upload
from council.polls.reads import poll
from council.rules.commands import AdoptRules
from tests.bot.conftest import Stage
from tests.bot.conftest import stage as stage  # noqa: PLC0414 - the fixture of the bots' tests
from web.app import make_app

pytestmark = pytest.mark.story

GOLDEN = Path(__file__).parents[1] / "golden"
TITLE = "利用闲置空地（620 m²）建设 60 位机械立体停车场"
SAID = {"agree": "同意", "oppose": "反对", "abstain": "弃权"}


def at(*local: int) -> int:
    """The UTC second of a local time."""
    return int(datetime(*local, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp())


async def send(stage: Stage, name: str, file: str, content: bytes) -> str:
    """Send a file to the staff bot; tells its answer."""
    upload = Upload(name=file, mime_type="text/csv", content=content)
    stage.side(name, "staff").document(upload)
    await stage.quiet()
    return stage.last(name, "staff")


async def taps(stage: Stage, name: str, *labels: str) -> str:
    """Press one button after the other; tells the last answer."""
    said = ""
    for label in labels:
        said = await stage.tap(name, label, bot="staff")
    return said


def cast(*, late: bool) -> Iterator[dict[str, str]]:
    """The ballots of M1: those of the first window, or those that came after the extension."""
    with (GOLDEN / "heyue-m1-ballots.csv").open(encoding="utf-8", newline="") as lines:
        yield from (row for row in csv.DictReader(lines) if (row["time"] > "2026-04-20") is late)


def papers(rows: Sequence[dict[str, str]]) -> bytes:
    """Papers as a clerk lists them in a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("房号", "业主", "选择", "时间", "渠道", "编号"))
    for number, row in enumerate(rows, start=1):
        said = SAID[row["choice"]]
        time = row["time"].replace("T", " ")[:16]
        table.writerow((row["unit"], row["owner"], said, time, "纸质", f"A-{number:04d}"))
    return out.getvalue().encode()


async def test_the_owners_decide_in_writing(stage: Stage):
    """One scene after the other; each looks at what the people see."""
    await announce(stage)
    await deliver(stage)
    await first_window(stage)
    await extend(stage)
    await late_papers(stage)
    await certify(stage)
    await publish(stage)


async def announce(stage: Stage) -> None:
    """The roll by file, a motion of the owners' committee, its vote announced with 15 clear days."""
    stage.operate(AdoptRules, profile="national")
    stage.clock.at = at(2026, 3, 5, 9)
    for name, role in (("周敏", "facilitator"), ("赵主席", "chair"), ("小林", "clerk")):
        await stage.join(name, role)

    empty = await stage.say("周敏", "/today", bot="staff")
    shown = await send(stage, "周敏", "名册.csv", (GOLDEN / "heyue-roll.csv").read_bytes())
    imported = await taps(stage, "周敏", "以上都是同一人", "确认导入")
    await stage.say("周敏", "/motion", bot="staff")
    await taps(stage, "周敏", "业主委员会")
    await stage.say("周敏", TITLE, bot="staff")
    await stage.say("周敏", "在小区西北角的闲置空地上建设。", bot="staff")
    await stage.say("周敏", "O-8", bot="staff")
    await taps(stage, "周敏", "不提请")
    form = await taps(stage, "周敏", "确认起草", "发起表决", "业主表决")
    announced = await taps(stage, "周敏", "保存草稿", "公告", "公告")

    assert "还没有产权清册" in empty
    assert "业主人数 0 → 464" in shown
    assert "房屋 480 套，业主人数 464，计票面积 51,162.56 m²" in imported
    assert "开放时间：2026年3月21日（周六）00:00" in form
    assert "截止时间：2026年4月19日（周日）23:59" in form
    assert "打印公示（A4）" in announced
    assert "聊天里不能投" in announced


async def deliver(stage: Stage) -> None:
    """The clerk is told to deliver, and notes two doors at once."""
    stage.clock.at = at(2026, 3, 6, 9)
    clerk = await stage.say("小林", "/today", bot="staff")
    await taps(stage, "小林", "逐户送达", "登记送达")
    await stage.say("小林", "1-1-0201 1-1-0202", bot="staff")
    await taps(stage, "小林", "已送达", "投入信箱")
    await stage.say("小林", "-", bot="staff")
    delivered = await taps(stage, "小林", "录入")

    assert "请把选票逐户送达" in clerk
    assert delivered.startswith(
        "✅ 业主表决 1 · 1-1-0201 1-1-0202：已送达\n1号楼：未送 46、已送达 2"
    )


async def first_window(stage: Stage) -> None:
    """303 papers by file: shown, confirmed, and unchanged when sent again."""
    stage.clock.at = at(2026, 3, 29, 10)
    await reached(stage, "open")
    await desk(stage)
    await taps(stage, "小林", "按文件收票")
    first = list(cast(late=False))
    offered = await send(stage, "小林", "m1.csv", papers(first))
    kept = await taps(stage, "小林", "确认收票")
    again = await send(stage, "小林", "m1.csv", papers(first))

    assert "收入 303 张：纸质 303 张" in offered
    assert "谁选了什么，计票之前这里不显示。" in offered
    assert "参加人数：303/464（需要 310）" in kept
    assert "还差 7 位（面积已达到）" in kept
    assert "303 张早已收入，不变。" in again


async def extend(stage: Stage) -> None:
    """Heads are short, so the vote is extended before its first close."""
    stage.clock.at = at(2026, 4, 17, 10)
    warned = await stage.say("周敏", "/today", bot="staff")
    await taps(stage, "周敏", "查看业主表决 1", "延期")
    await stage.say("周敏", "5月9日", bot="staff")
    await stage.say("周敏", "参加人数还差 7 位，再留三周。", bot="staff")
    extended = await taps(stage, "周敏", "确认延期")

    assert "参加人数或面积还不够：可以延期一次" in warned
    assert "截止：2026年5月9日（周六）23:59" in extended


async def late_papers(stage: Stage) -> None:
    """22 papers at the desk, one by one."""
    stage.clock.at = at(2026, 5, 2, 10)
    late = list(cast(late=True))
    await stage.say("小林", "/today", bot="staff")
    await taps(stage, "小林", "纸质选票 1", "录入纸质选票")
    for number, row in enumerate(late, start=304):
        await stage.say("小林", row["unit"], bot="staff")
        await taps(stage, "小林", SAID[row["choice"]])
        await stage.say("小林", f"A-{number:04d}", bot="staff")
        recorded = await taps(stage, "小林", "刚刚签的", "✅ 录入")
        assert recorded.startswith("✅ 已录入")
        if row is not late[-1]:
            await taps(stage, "小林", "录入下一张")
    await desk(stage)
    enough = await taps(stage, "小林", "查看")

    assert len(late) == 22
    assert "参加人数：325/464（需要 310）" in enough
    assert (
        "303/464 人（需要 310），面积 34,417.68 m²（需要 34,108.38 m²）——未达到参加人数" in enough
    )


async def certify(stage: Stage) -> None:
    """Counted by the clock, certified by another than who drafted it."""
    stage.clock.at = at(2026, 5, 10, 9)
    await reached(stage, "counted")
    await stage.say("赵主席", "/today", bot="staff")
    counted = await taps(stage, "赵主席", "确认业主表决 1")
    certified = await taps(stage, "赵主席", "确认结果", "确认结果")

    for figure in (
        "参加：325/464 人（70.04%，需要 310）；面积 36,383.60 m² / 51,162.56 m²（71.11%，需要 34,108.38 m²）。",
        "同意：251 人（参加者的 77.23%，需要 244）；面积 28,333.04 m²（77.87%，需要 27,287.70 m²）。",
        "反对 54 人，弃权 20 人，存疑 0 人。",
    ):
        assert figure in counted
    assert "结论：通过" in certified


async def publish(stage: Stage) -> None:
    """A resolution, published by a second person, and the notice for the board."""
    await stage.say("周敏", "/today", bot="staff")
    drafted = await taps(stage, "周敏", "起草决议")
    await stage.say("赵主席", "/today", bot="staff")
    await taps(stage, "赵主席", "核对决议 2026-1")
    published = await taps(stage, "赵主席", "核对并公布", "确认公布")

    assert "应在 2026年5月13日（周三）09:00 前由另一位工作人员公布" in drafted
    assert "公示到：2026年5月25日" in published
    assert "2027年5月10日" in published

    async with TestClient(TestServer(make_app(stage.app))) as client:
        notice = await (await client.get("/polls/1/notice?lang=zh_CN")).text()
    for figure in ("251", "77.23", "77.87", "36,383.60", "2026年5月25日", "2027年5月10日"):
        assert figure in notice


async def reached(stage: Stage, state: str) -> None:
    """Wait until the clock's work has brought the vote there."""
    for _ in range(300):
        view = stage.app.bus.read_now(lambda tx: poll(tx, stage.community_id, 1))
        if view is not None and view.state == state:
            await stage.quiet()
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"the vote is not {state}")


async def desk(stage: Stage) -> None:
    """The clerk goes to the desk of the vote."""
    await stage.say("小林", "/polls", bot="staff")
    await taps(stage, "小林", "1 · ", "代办点")
