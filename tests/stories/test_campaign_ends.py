"""The two ends of the campaign of 和悦家园 (docs/rules.md#the-story), in chat, over HTTP.

The owners decide, a resolution is published, a task planned. ¥521,300 for a target of ¥510,000: the
surplus goes back to the fen, and the works are paid in three instalments, the last after its
inspector has accepted them. And ¥468,200, less than must come in: every receipt goes back. What the
public reads of either adds up by hand, in pages and in files.
"""

import asyncio
from typing import Any

import pytest

from bot.sandbox.files import Upload
from council.campaigns.reads import view_of
from council.motions.commands import DraftMotion
from council.polls.commands import AnnouncePoll, DraftRatification
from council.polls.reads import poll
from council.roll.commands import ImportRoll
from tests.bot.conftest import Stage
from tests.bot.conftest import stage as stage  # noqa: PLC0414 - the fixture of the bots' tests
from tests.bot.crowd import town_of
from tests.stories.public_books import add_up, books
from voting.formats.roll_csv import read_roll_to_keep

pytestmark = pytest.mark.story

#: Monday 2 February 2026, 09:00 in Shanghai; all that moves money happens in that week.
MONDAY = 1769994000
HOUR, DAY = 3_600, 86_400
DONORS = 24
NAMES = tuple(f"户{place:02d}" for place in range(1, DONORS + 1))
PEOPLE = {
    "周召集": "facilitator",
    "郑主席": "chair",
    "冯经理": "manager",
    "钱会计": "treasurer",
    "孙复核": "second_signer",
    "吴监督": "auditor",
}
TARGET_FEN, RAISED_FEN, SHORT_FEN = 51_000_000, 52_130_000, 46_820_000


#: Whose say it is; the last of them inspects the works.
OWNERS = ("甲业主", "乙业主", "丙业主")
ROLL = "unit,building,kind,area,area_source,owners,nominee,delivered,counts\n" + "".join(
    f"1-{place}01,1,flat,89.36,,{owner},,,\n" for place, owner in enumerate(OWNERS, start=1)
)


def gifts(total_fen: int) -> list[int]:
    """Unequal gifts of so many neighbours, the last of whom gives what is left, to the fen."""
    given = [total_fen // DONORS + 100_037 - 9_173 * place for place in range(DONORS - 1)]
    return [*given, total_fen - sum(given)]


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


async def taps(stage: Stage, name: str, *labels: str, bot: str = "staff") -> str:
    said = ""
    for label in labels:
        said = await stage.tap(name, label, bot=bot)
    return said


async def decide(stage: Stage) -> None:
    """The owners vote in chat; a resolution with its money and a task that an owner will inspect."""
    stage.clock.at = MONDAY - 40 * DAY
    for name, role in PEOPLE.items():
        await stage.join(name, role)
    for name in OWNERS:
        await stage.join(name, owner_key=name)
    await asyncio.to_thread(announce, stage)
    stage.clock.at += 17 * DAY
    await voted(stage, "open")
    for name in OWNERS:
        await stage.say(name, "/vote 1")
        await taps(stage, name, "同意", "确认投票", bot="resident")
    stage.clock.at += 16 * DAY
    await voted(stage, "counted")
    await stage.say("周召集", "/today", bot="staff")
    await taps(stage, "周召集", "起草决议", "批准金额")
    await stage.say("周召集", "112万", bot="staff")
    await taps(stage, "周召集", "添加落实事项")
    await stage.say("周召集", "土建施工", bot="staff")
    await stage.say("郑主席", "/today", bot="staff")
    published = await taps(stage, "郑主席", "核对决议 2026-1", "核对并公布", "确认公布")
    await stage.say("周召集", "/resolutions", bot="staff")
    await taps(stage, "周召集", "2026-1", "📋 1. 土建施工", "负责人、期限、验收", "冯经理")
    for said in ("2026-07-31", "510000"):
        await stage.say("周召集", said, bot="staff")
    await taps(stage, "周召集", "指定的验收人")
    await stage.say("周召集", OWNERS[-1], bot="staff")
    planned = await taps(stage, "周召集", "✅ 确认")

    assert "批准金额：¥1,120,000" in published
    assert "预算：¥510,000\n验收：指定的验收人" in planned


def announce(stage: Stage) -> None:
    """The roll, and a motion of the owners' committee put to the owners in time."""
    town = town_of(stage)
    roll = read_roll_to_keep(ROLL.encode(), file="roll.csv")
    town.operate(ImportRoll, units=roll.units)
    town.act(
        "周召集",
        DraftMotion,
        legal_class="O-8",
        mover="owners_committee",
        title="建设立体停车场",
        body="在西北角的空地上建 60 个车位。",
    )
    town.act(
        "周召集",
        DraftRatification,
        motion=1,
        title="建设立体停车场",
        legal_class="O-8",
        opens_at=stage.clock.at + 17 * DAY,
        closes_at=stage.clock.at + 33 * DAY,
    )
    town.act("周召集", AnnouncePoll, poll=1)


async def voted(stage: Stage, state: str) -> None:
    """Wait until the clock's work has brought the vote there."""
    for _ in range(300):
        seen = stage.app.bus.read_now(lambda tx: poll(tx, stage.community_id, 1))
        if seen is not None and seen.state == state:
            await stage.quiet()
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"the vote is not {state}: {seen}")


async def begin(stage: Stage) -> None:
    """A campaign for what was decided: drafted, approved, kept, opened."""
    await decide(stage)
    stage.clock.at = MONDAY
    await stage.join_together({name: f"2-{name[1:]}01" for name in NAMES})

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
        stage.clock.at += 60

    assert "已撤销" in undone
    assert view(stage).received_fen == total_fen


async def close(stage: Stage, state: str) -> None:
    """The clock closes it on Wednesday evening."""
    stage.clock.at = MONDAY + 2 * DAY + 13 * HOUR
    await reached(stage, state)
    stage.clock.at += HOUR


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
    await accept(stage)
    await pay(stage, 3, "110000")

    assert "验收" in early


async def accept(stage: Stage) -> None:
    """The manager reports the works done, the inspector accepts them."""
    await stage.say("冯经理", "/resolutions", bot="staff")
    await taps(stage, "冯经理", "2026-1", "📋 1. 土建施工", "报进度", "100%")
    await stage.say("冯经理", "六十个车位已全部建成。", bot="staff")
    reported = await taps(stage, "冯经理", "跳过", "✅ 确认")
    await stage.say(OWNERS[-1], "/mine")
    accepted = await taps(
        stage,
        OWNERS[-1],
        "验收（2026-1）",
        "我来验收",
        "✅ 验收通过",
        "✅ 确认",
        bot="resident",
    )

    assert "待验收人验收，进度 100%" in reported
    assert "✅ 已完成，进度 100%" in accepted


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


async def test_the_target_is_met_the_surplus_goes_back_and_the_works_are_paid(stage: Stage):
    await begin(stage)
    await give(stage, RAISED_FEN)
    await close(stage, "target_met")
    await stage.say("钱会计", "/campaigns 1", bot="staff")
    await taps(stage, "钱会计", "处理结余")
    await confirm_all(stage)
    await works(stage)
    await sign_off(stage)

    told, files = await add_up(stage), await books(stage, gifts=DONORS, nobody=(*NAMES, *OWNERS))

    shares = [fen * 1_130_000 for fen in gifts(RAISED_FEN)]
    assert view(stage).state == "archived"
    assert (told["received"], told["refunded"], told["paid"]) == (
        RAISED_FEN,
        1_130_000,
        TARGET_FEN,
    )
    assert files == {
        "held:1": 0,
        "contributors:1": 1_130_000 - RAISED_FEN,
        "payees:1": TARGET_FEN,
    }
    assert sum(share // RAISED_FEN for share in shares) < 1_130_000


async def test_less_than_must_come_in_goes_back_to_the_last_receipt(stage: Stage):
    await begin(stage)
    await give(stage, SHORT_FEN)
    await close(stage, "refunding")
    await confirm_all(stage)
    await sign_off(stage)

    told, files = await add_up(stage), await books(stage, gifts=DONORS, nobody=(*NAMES, *OWNERS))

    assert view(stage).state == "archived"
    assert (told["received"], told["refunded"], told["paid"]) == (SHORT_FEN, SHORT_FEN, 0)
    assert files == {"held:1": 0, "contributors:1": 0}
