"""The two ends of the campaign of 和悦家园 (docs/rules.md#the-story), in chat, over HTTP.

¥521,300 for a target of ¥510,000: the surplus goes back to the fen, and the works are paid in three
instalments, the last after its acceptance. And ¥468,200, less than must come in: every receipt goes
back. What the public reads of either adds up by hand.
"""

import asyncio
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import insert, update

from bot.sandbox.files import Upload
from council.campaigns.reads import view_of
from council.checks.every import CHECKS
from council.kernel.database.transaction import Transaction
from council.resolutions.tables import resolutions, tasks
from tests.bot.conftest import Stage
from tests.bot.conftest import stage as stage  # noqa: PLC0414 - the fixture of the bots' tests
from tests.council.conftest import Town
from tests.council.fund import decide
from web.app import make_app

pytestmark = pytest.mark.story

#: Monday 2 February 2026, 09:00 in Shanghai; all that moves money happens in that week.
MONDAY = 1769994000
HOUR, DAY = 3_600, 86_400
DONORS = 24
NAMES = tuple(f"户{place:02d}" for place in range(1, DONORS + 1))
PEOPLE = {
    "周召集": "facilitator",
    "钱会计": "treasurer",
    "孙复核": "second_signer",
    "吴监督": "auditor",
}
TARGET_FEN, RAISED_FEN, SHORT_FEN = 51_000_000, 52_130_000, 46_820_000


#: The invariants that money has to do with; the vote before it is only rows here.
MONEY = ("i8", "i9", "i10", "i11", "i27", "i30", "i31", "i32", "i36")


def gifts(total_fen: int) -> list[int]:
    """Unequal gifts of so many neighbours, the last of whom gives what is left, to the fen."""
    given = [total_fen // DONORS + 100_037 - 9_173 * place for place in range(DONORS - 1)]
    return [*given, total_fen - sum(given)]


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


class Cells(HTMLParser):
    """The rows of a page's tables, as text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._in = True

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._in:
            self.rows[-1][-1] += data


def fen_of(text: str) -> int:
    """Read ¥1,234.50, or −¥1,234.50."""
    found = re.search(r"([−-]?)¥([\d,]+)(?:\.(\d\d))?", text)
    assert found is not None, text
    fen = int(found[2].replace(",", "")) * 100 + int(found[3] or 0)
    return -fen if found[1] else fen


async def taps(stage: Stage, name: str, *labels: str, bot: str = "staff") -> str:
    said = ""
    for label in labels:
        said = await stage.tap(name, label, bot=bot)
    return said


async def begin(stage: Stage) -> None:
    """A resolution in force with a task and its money; a campaign drafted, approved, kept, opened."""
    stage.clock.at = MONDAY
    for name, role in PEOPLE.items():
        await stage.join(name, role)
    for name in NAMES:
        await stage.join(name)
    decide(Town(app=stage.app, clock=stage.clock, id=stage.community_id, slug="heyue"))
    stage.app.bus.submit_run(lambda tx: approve_works(tx, stage.community_id)).result()

    await stage.say("周召集", "/campaigns", bot="staff")
    await taps(stage, "周召集", "新建众筹")
    await stage.say("周召集", "立体停车场居民自愿筹资", bot="staff")
    await taps(stage, "周召集", "建设立体停车场", "跳过")
    for said in ("51万", "100", "2026-02-04 22:00"):
        await stage.say("周召集", said, bot="staff")
    await taps(stage, "周召集", "全额达成制")
    await stage.say("周召集", "500,000", bot="staff")
    await stage.say("周召集", "公共收益 420000\n街道以奖代补 190000", bot="staff")
    await stage.say("周召集", "和悦家园居民委员会", bot="staff")
    whole = await stage.say("周召集", "6222021234566688", bot="staff")
    await stage.say("周召集", "6688", bot="staff")
    await taps(stage, "周召集", "按比例退回", "提交")
    await stage.say("孙复核", "/today", bot="staff")
    await taps(stage, "孙复核", "审核众筹 1", "审核通过")
    await stage.say("周召集", "/campaigns 1", bot="staff")
    await taps(
        stage, "周召集", "三位管钱人", "钱会计", "孙复核", "吴监督", "每周公布", "就是这三位"
    )
    opened = await taps(stage, "周召集", "开放认筹")

    assert "后四位" in whole
    for told in (
        "到截止时至少收到 ¥500,000",
        "其他资金：公共收益，预计 ¥420,000",
        "出纳钱*、会计孙*、审计吴*",
    ):
        assert told in opened


def approve_works(tx: Transaction, community_id: str) -> None:
    mine = resolutions.c.community_id == community_id
    tx.connection.execute(update(resolutions).where(mine).values(approved_fen=112_000_000))
    tx.connection.execute(
        insert(tasks).values(
            community_id=community_id,
            id="task",
            resolution_id="resolution",
            position=1,
            title="土建施工",
            budget_fen=TARGET_FEN,
            acceptance="inspectors",
        )
    )


def accept_works(tx: Transaction, community_id: str) -> None:
    """What its inspectors' word leaves behind (tests/council/resolutions/tasks has how)."""
    mine = tasks.c.community_id == community_id
    tx.connection.execute(update(tasks).where(mine).values(done_at=tx.now))


async def give(stage: Stage, total_fen: int) -> None:
    """Each pledges in chat, one undoes it first; the treasurer records what came in."""
    for name, fen in zip(NAMES, gifts(total_fen), strict=True):
        await stage.say(name, f"/pledge 1 {yuan(fen)}")
        await stage.tap(name, "确认认筹")
    undone = await stage.tap(NAMES[-1], "撤销")
    await stage.say(NAMES[-1], f"/pledge 1 {yuan(gifts(total_fen)[-1])}")
    await stage.tap(NAMES[-1], "确认认筹")
    for place, fen in enumerate(gifts(total_fen), start=1):
        number = place + (place == DONORS)
        line = f"/receipt 1 {number} {yuan(fen)} 转账 T{place:04d}"
        await stage.say("钱会计", line, bot="staff")

    assert "已撤销" in undone
    assert view(stage).received_fen == total_fen


async def close(stage: Stage, state: str) -> None:
    """The clock closes it on Wednesday evening."""
    stage.clock.at = MONDAY + 2 * DAY + 13 * HOUR
    await reached(stage, state)


async def reached(stage: Stage, state: str) -> None:
    for _ in range(300):
        if view(stage).state == state:
            await stage.quiet()
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"the campaign is {view(stage).state}, not {state}")


def view(stage: Stage) -> Any:
    return stage.app.bus.read_now(lambda tx: view_of(tx, stage.community_id, 1))


async def confirm_all(stage: Stage) -> None:
    """The bookkeeper confirms every refund, page by page."""
    await stage.say("孙复核", "/today", bot="staff")
    said = await taps(stage, "孙复核", "确认退款 1", "全部确认")
    assert "已确认" in said


async def works(stage: Stage) -> None:
    """A contract of ¥510,000: two instalments, the acceptance, the last one."""
    await stage.say("钱会计", "/campaigns 1", bot="staff")
    await taps(stage, "钱会计", "登记合同", "土建施工")
    for said in ("和悦建设有限公司", "4321", "2026-07 土建", "510000", "110000"):
        await stage.say("钱会计", said, bot="staff")
    await taps(stage, "钱会计", "跳过")
    await voucher(stage, b"%PDF-1.7 contract")
    await taps(stage, "钱会计", "✅ 登记合同")
    await pay(stage, 1, "200000")
    await pay(stage, 2, "200000")
    await stage.say("钱会计", "/campaigns 1", bot="staff")
    await taps(stage, "钱会计", "💴 付款")
    await stage.say("钱会计", "1", bot="staff")
    early = await stage.say("钱会计", "110000", bot="staff")
    stage.app.bus.submit_run(lambda tx: accept_works(tx, stage.community_id)).result()
    await pay(stage, 3, "110000")

    assert "验收" in early


async def voucher(stage: Stage, content: bytes) -> None:
    upload = Upload(name="v.pdf", mime_type="application/pdf", content=content)
    stage.side("钱会计", "staff").document(upload)
    await stage.quiet()


async def pay(stage: Stage, number: int, amount: str) -> None:
    """The cashier proposes an instalment with its invoice, the bookkeeper approves."""
    await stage.say("钱会计", "/campaigns 1", bot="staff")
    await taps(stage, "钱会计", "💴 付款")
    for said in ("1", amount, f"FP-{number}"):
        await stage.say("钱会计", said, bot="staff")
    await voucher(stage, b"%PDF-1.7 invoice " + str(number).encode())
    await taps(stage, "钱会计", "✅ 提交付款")
    await stage.say("孙复核", "/payments 1", bot="staff")
    await taps(stage, "孙复核", f"✅ 第 {number} 号")


async def sign_off(stage: Stage) -> None:
    """The final statement, published by the bookkeeper and signed by the auditor."""
    await stage.say("孙复核", "/campaigns 1", bot="staff")
    await taps(stage, "孙复核", "公布账目")
    await stage.say("吴监督", "/campaigns 1", bot="staff")
    signed = await taps(stage, "吴监督", "签最终结算")
    assert "账目就此结清" in signed


async def add_up(stage: Stage) -> dict[str, int]:
    """Add up what the public reads: every line of the week, and the final statement."""
    async with TestClient(TestServer(make_app(stage.app))) as client:
        week = await (await client.get("/campaigns/1/week?of=2026-02-02&lang=zh_CN")).text()
        page = await (await client.get("/campaigns/1?lang=zh_CN")).text()
    moved: dict[str, int] = {}
    lines = [row for row in Cells(week).rows if len(row) == 4 and row[0].isdigit()]
    for _, _, kind, amount in lines:
        moved[kind] = moved.get(kind, 0) + fen_of(amount)
    closing = fen_of(Cells(week).rows[-1][-1])
    (final,) = [row for row in Cells(page).rows if "最终结算" in row[0]]
    received, refunded, kept, paid, held = (fen_of(cell) for cell in final[1:6])

    assert [int(row[0]) for row in lines] == list(range(1, len(lines) + 1))
    assert sum(moved.values()) == closing == held == 0
    assert received == refunded + kept + paid + held
    assert final[6] == "已签字"
    broken = [each for each in stage.app.bus.read_now(check_all) if each.state == "broken"]
    assert broken == []
    return {"received": received, "refunded": refunded, "kept": kept, "paid": paid, **moved}


def check_all(tx: Transaction) -> list[Any]:
    return [check(tx) for check in CHECKS if check.__name__.partition("_")[0] in MONEY]


async def test_the_target_is_met_the_surplus_goes_back_and_the_works_are_paid(stage: Stage):
    await begin(stage)
    await give(stage, RAISED_FEN)
    await close(stage, "target_met")
    await stage.say("钱会计", "/campaigns 1", bot="staff")
    await taps(stage, "钱会计", "处理结余")
    await confirm_all(stage)
    await works(stage)
    await sign_off(stage)

    told = await add_up(stage)

    shares = [fen * 1_130_000 for fen in gifts(RAISED_FEN)]
    assert view(stage).state == "archived"
    assert (told["received"], told["refunded"], told["paid"]) == (
        RAISED_FEN,
        1_130_000,
        TARGET_FEN,
    )
    assert sum(share // RAISED_FEN for share in shares) < 1_130_000


async def test_less_than_must_come_in_goes_back_to_the_last_receipt(stage: Stage):
    await begin(stage)
    await give(stage, SHORT_FEN)
    await close(stage, "refunding")
    await confirm_all(stage)
    await sign_off(stage)

    told = await add_up(stage)

    assert view(stage).state == "archived"
    assert (told["received"], told["refunded"], told["paid"]) == (SHORT_FEN, SHORT_FEN, 0)
    async with TestClient(TestServer(make_app(stage.app))) as client:
        chain = await (await client.get("/ledger/chain.txt")).text()
    assert chain.count("refund") >= DONORS
