"""Bank statements through the staff bot: a file sent, gone through line by line, sent again."""

import pytest

from bot.sandbox.files import Upload
from council.campaigns.bank_statements.tables import bank_lines
from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.council.campaigns.bank_statements.banking import Moved, export
from tests.council.campaigns.bank_statements.exports import ALIPAY, WECHAT, alipay, wechat
from tests.council.fund import open_fund

LINES = (
    Moved(reference="A20260210001", yuan="600", party="李一", memo="认筹1"),
    Moved(reference="A20260210002", yuan="88.80", party="赵某某"),
    Moved(reference="A20260210003", yuan="-10.50", memo="手续费"),
)


async def send(stage: Stage, content: bytes, name: str = "明细.csv", *, by: str = "钱会计") -> str:
    stage.side(by, "staff").document(Upload(name=name, mime_type="text/csv", content=content))
    await stage.quiet()
    return stage.last(by, "staff")


@pytest.fixture
async def desk(stage: Stage) -> Stage:
    """A campaign with one unpaid pledge of ¥600."""
    fund = open_fund(town_of(stage))
    fund.town.person("李一")
    fund.pledge("李一", "600")
    for name in ("钱会计", "孙复核"):
        stage.with_phone(name, int(fund.town.people[name].id))
    await stage.quiet()  # both are told which office they hold
    return stage


async def test_a_statement_from_the_desk_to_its_last_line(desk: Stage):
    stage = desk
    empty = await stage.say("钱会计", "对账单", bot="staff")
    asked = await stage.tap("钱会计", "导入对账单", bot="staff")
    taken = await send(stage, export(LINES))
    first = await stage.tap("钱会计", "开始核对", bot="staff")
    second = await stage.tap("钱会计", "收据 → 认筹 1", bot="staff")
    third = await stage.tap("钱会计", "挂账待查", bot="staff")
    done = await stage.tap("钱会计", "不入账", bot="staff")
    again = await send(stage, export(LINES))
    await stage.tap("钱会计", "对账单", bot="staff")
    suspense = await stage.tap("钱会计", "待查款", bot="staff")

    assert "还没有导入过" in empty
    assert asked.startswith("📥 请把对账单文件发到这里")
    assert "3 行：收入 ¥688.80，支出 ¥10.50" in taken
    assert "1 行像是认筹的款，0 行账上已有，2 行要您来认" in taken
    assert "备注里写了认筹号" in first
    assert second.startswith("✅ 第 3 行已开收据第 1 号，¥600")
    assert third.startswith("🔎 第 4 行 ¥88.80 已挂账待查")
    assert "核对完了" in done
    assert again.startswith("ℹ️ 这份文件")
    assert "待查款共 ¥88.80" in suspense
    assert "赵**" in suspense
    assert stage.dead_buttons() == []


async def test_what_is_unknown_is_given_to_a_pledge_that_is_typed(desk: Stage):
    stage = desk
    await send(stage, export(LINES[1:2]))
    await stage.tap("钱会计", "开始核对", bot="staff")
    await stage.tap("钱会计", "选是谁的认筹", bot="staff")
    look = await stage.say("钱会计", "李一", bot="staff")
    done = await stage.tap("钱会计", "开收据", bot="staff")

    assert "众筹 1 · 认筹 1 · 李一" in look
    assert "已开收据第 1 号，¥88.80" in done
    assert stage.dead_buttons() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(wechat(), "微信"), (alipay(), "支付宝")],
)
async def test_the_exports_of_wechat_and_alipay_are_known_unasked(
    desk: Stage, content: bytes, said: str
):
    assert f"第 1 份对账单</b>（{said}）" in await send(desk, content) or said in desk.last(
        "钱会计", "staff"
    )


@pytest.mark.parametrize("content", [wechat(WECHAT[:-120]), alipay(ALIPAY[:400])])
async def test_a_damaged_export_is_refused_and_nothing_is_kept(desk: Stage, content: bytes):
    shown = await send(desk, content)

    assert "没有导入" in shown
    assert desk.app.bus.read_now(lambda tx: tx.connection.execute(bank_lines.select()).all()) == []


async def test_nobody_but_the_treasurer_sends_a_statement(desk: Stage):
    shown = await send(desk, export(LINES), by="孙复核")

    assert "对账单</b>" not in shown
    assert desk.app.bus.read_now(lambda tx: tx.connection.execute(bank_lines.select()).all()) == []


async def test_a_statement_that_is_too_large_has_its_own_sentence(desk: Stage):
    asked = await send(desk, b"x" * (12 * 1024 * 1024))

    assert asked == "对账单约 12 MB，最多 2 MB。请分月或分季度导出，一份一份发。"


@pytest.mark.parametrize("name", ["明细.xls", "流水.pdf", "账单.zip"])
async def test_a_file_of_another_kind_is_told_apart_from_a_photo(desk: Stage, name: str):
    ending = name.rpartition(".")[2].upper()
    await desk.say("钱会计", "对账单", bot="staff")
    await desk.tap("钱会计", "导入对账单", bot="staff")

    said = await send(desk, b"anything", name)

    assert said.startswith(f"收到的是 {ending} 文件，读不了")


async def test_a_workbook_that_cannot_be_opened_leads_back_to_the_statements(desk: Stage):
    await desk.say("钱会计", "对账单", bot="staff")
    await desk.tap("钱会计", "导入对账单", bot="staff")
    said = await send(desk, b"PK\x03\x04 broken", "坏.xlsx")
    again = await desk.tap("钱会计", "对账单", bot="staff")

    assert "不是可读的 XLSX 工作簿" in said
    assert again.startswith("🏦 对账单")


async def test_a_roll_is_no_statement(desk: Stage):
    said = await send(desk, "房号,业主,面积\n1-1-101,王伟,88.5\n".encode(), "名册.csv")

    assert "没有找到对账单的表头" in said
    assert "请在第一行加上" not in said
