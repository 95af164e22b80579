"""The roll through the staff bot: a file sent, shown, asked about, confirmed; and sent back."""

import asyncio
import io

import openpyxl

from bot.sandbox.files import Upload
from council.roll.records import load_roll
from council.rules.commands import AdoptRules
from tests.bot.conftest import Stage
from tests.bot.crowd import town_of
from tests.council.polls.polling import open_ratification
from tests.voting.clerks_rolls import READ, REFUSED

HEAD = "房号,类型,专有面积,业主,推选人,已交付"
ROLL = ("1-101,住宅,８９.36,王伟,,", "1-102,住宅,118.52,王伟,,", "P-1,车位,12.5,李娜;张敏,李娜,")


async def send(stage: Stage, content: bytes, name: str = "名册.csv", *, by: str = "召") -> str:
    stage.side(by, "staff").document(Upload(name=name, mime_type="text/csv", content=content))
    await stage.quiet()
    return stage.last(by, "staff")


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join((HEAD, *lines)).encode(encoding)


def codes(stage: Stage) -> list[str]:
    units = stage.app.bus.read_now(lambda tx: load_roll(tx, stage.community_id))
    return [f"{unit.code} {';'.join(unit.owners)}" for unit in units]


async def test_a_roll_file_from_the_first_look_to_the_export(stage: Stage):
    await stage.join("召", "facilitator")

    empty = await stage.say("召", "/roll", bot="staff")
    asked = await stage.tap("召", "导入名册文件", bot="staff")
    shown = await send(stage, csv(*ROLL, encoding="gb18030"))
    nothing = codes(stage)
    split = await stage.tap("召", "王伟：同名不同人", bot="staff")
    done = await stage.tap("召", "确认导入", bot="staff")
    await stage.say("召", "/roll", bot="staff")
    exported = await stage.tap("召", "导出名册文件", bot="staff")
    sent = next(m for m in reversed(stage.side("召", "staff").messages) if "document" in m)

    assert "房屋 0 套" in empty
    assert asked.startswith("请把名册文件")
    assert shown.startswith("📋 名册.csv：还没有保存")
    assert "房屋 0 → 3 套\n业主人数 0 → 1\n计票面积 0.00 m² → 207.88 m²" in shown
    assert "新增 3 套：1-101 1-102 P-1" in shown
    assert "第 2 行：“８９.36”→“89.36”" in shown
    assert "先请确认 1 位业主" in shown
    assert "· 王伟：1-101 1-102" in shown
    assert nothing == []
    assert "业主人数 0 → 2" in split
    assert done.startswith("✅ 名册已导入：新增 3，改动 0，移除 0，不变 0。")
    assert codes(stage) == ["1-101 王伟#1", "1-102 王伟#2", "P-1 李娜;张敏"]
    assert exported.startswith("名册文件见上")
    assert sent["document"]["file_name"] == "roll.csv"


async def test_a_workbook_nobody_asked_for_is_shown_too_and_can_be_dropped(stage: Stage):
    await stage.join("召", "facilitator")
    book = openpyxl.Workbook()
    for line in (HEAD, *ROLL):
        book.active.append(line.split(","))
    data = io.BytesIO()
    book.save(data)

    shown = await send(stage, data.getvalue(), "名册.xlsx")
    await stage.tap("召", "王伟：同一人", bot="staff")
    dropped = await stage.tap("召", "不导入", bot="staff")

    assert shown.startswith("📋 名册.xlsx：还没有保存")
    assert dropped.startswith("没有导入")
    assert codes(stage) == []


async def test_every_fault_is_told_with_line_and_column(stage: Stage):
    await stage.join("召", "facilitator")

    bad = await send(
        stage,
        csv(
            "1-101,住宅,89.365,王伟,,",
            "1-101,住宅,0,李娜,赵六,",
            "1-103,住宅,-5,13800138000,,",
            "1-104,住宅,1,11010519491231002X,,也许",
        ),
    )
    phones = await send(stage, b"unit,kind,area,owners,phone\n1,flat,1,a,none\n")
    strange = await send(stage, b"PK\x03\x04 not a workbook", "名册.xlsx")

    assert bad.splitlines() == [
        "❌ 名册.csv 有 8 处错误，没有导入：",
        "· 第 2 行第 3 列：“89.365”不是面积；请写平方米，最多两位小数，例如 89.36",
        "· 第 3 行第 1 列：房号 1-101 在第 2 行已经有了；每套只留一行",
        "· 第 3 行第 3 列：计票的房屋没有面积；请写面积，或在计入列写“否”",
        "· 第 3 行第 5 列：推选人 赵六 不是 1-101 的业主；请从共有人中推选",
        "· 第 4 行第 3 列：“-5”不是面积；请写平方米，最多两位小数，例如 89.36",
        "· 第 4 行第 4 列：像是电话号码；文件里不能有，请删去",
        "· 第 5 行第 4 列：像是身份证号；文件里不能有，请删去",
        "· 第 5 行第 6 列：“也许”不是已交付可以填的；可以填：yes 是 no 否",
    ]
    assert "第 1 行第 5 列：“phone”这一列像是证件号或电话" in phones
    assert "不是可读的 XLSX 工作簿" in strange
    assert codes(stage) == []


async def test_only_a_facilitators_file_is_looked_at(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("代", "clerk")

    refused = await send(stage, csv(*ROLL), by="代")
    await stage.say("召", "/roll", bot="staff")
    await stage.tap("召", "导入名册文件", bot="staff")
    text = await stage.say("召", "名册就是这些", bot="staff")
    picture = await send(stage, b"\x89PNG", "名册.png")
    large = await send(stage, b"a" * (2 * 1024 * 1024 + 1))

    assert refused.startswith("这一步只能由召集人、系统管理员来做")
    assert text.startswith("请把名册作为文件发来")
    assert picture.startswith("请把名册作为文件发来")
    assert large.startswith("文件约 3 MB，最多 2 MB。")


async def test_a_button_for_a_file_that_changed_its_roll_imports_nothing(stage: Stage):
    await stage.join("召", "facilitator")
    await stage.join("昭", "facilitator")
    await send(stage, csv("1-101,住宅,89.36,王伟,,"))
    await send(stage, csv("1-102,住宅,89.36,李娜,,"), by="昭")
    await stage.tap("昭", "确认导入", bot="staff")

    outdated = await stage.tap("召", "确认导入", bot="staff")
    kept = codes(stage)
    done = await stage.say("召", "移除 1", bot="staff")

    assert outdated.startswith("⚠️ 您看过之后名册有了变化，没有导入。")
    assert "移除 1 套：1-102" in outdated
    assert kept == ["1-102 李娜"]
    assert done.startswith("✅ 名册已导入：新增 1，改动 0，移除 1，不变 0。")


async def test_a_unit_is_corrected_while_a_vote_runs_on_the_frozen_roll(stage: Stage):
    await stage.join("召", "facilitator")
    await asyncio.to_thread(open_ratification, town_of(stage))
    await stage.quiet()

    seen = await stage.say("召", "/roll 1-202", bot="staff")
    asked = await stage.tap("召", "更正业主", bot="staff")
    short = await stage.say("召", "丁", bot="staff")
    offer = await stage.say("召", "丁；王五\n3月5日过户", bot="staff")
    done = await stage.tap("召", "确认更正", bot="staff")
    shown = await send(stage, csv("1-101,住宅,90,甲,,"))

    assert "业主：丁；戊" in seen
    assert "投票人：丁；戊，共 1 套计票，面积 118.52 m²，算一人。" in seen
    assert asked.startswith("更正 1-202 的业主（现在：丁；戊）。")
    assert short.startswith("请发两行")
    assert "· 1-202 业主：丁；戊 → 丁；王五" in offer
    assert "正在进行的业主表决 1“建设立体停车场”用公告时冻结的名册，不受影响。" in offer
    assert done.startswith("✅ 已更正，并记入操作记录。")
    assert "正在进行的业主表决 1“建设立体停车场”用公告时冻结的名册，不受影响。" in shown
    assert "· 1-101 专有面积：89.36 → 90.00" in shown


async def test_a_unit_with_a_long_code_is_corrected_by_its_button(stage: Stage):
    await stage.join("召", "facilitator")
    await send(stage, csv("12号楼2单元1501室,住宅,89.36,王伟,,"))
    await stage.tap("召", "确认导入", bot="staff")

    await stage.say("召", "/roll 12号楼2单元1501室", bot="staff")
    await stage.tap("召", "更正推选人", bot="staff")
    wrong = await stage.say("召", "李娜\n书面推选", bot="staff")
    await stage.say("召", "王伟\n书面推选", bot="staff")
    done = await stage.tap("召", "确认更正", bot="staff")

    assert wrong.startswith("推选人必须是 12号楼2单元1501室 的业主之一。")
    assert "· 12号楼2单元1501室 推选人：（空） → 王伟" in done


async def test_parking_counts_by_itself_where_the_rules_of_the_community_say_so(stage: Stage):
    own = 'extends = "national"\n[roll]\nparking_counts = true\n'
    await stage.join("召", "facilitator")
    stage.operate(AdoptRules, text=own)
    await stage.say("召", "/roll", bot="staff")
    await stage.tap("召", "导入名册文件", bot="staff")

    shown = await send(stage, csv(*ROLL))

    assert "计票面积 0.00 m² → 220.38 m²" in shown


async def test_a_file_that_holds_only_a_part_of_the_estate_is_warned_about(stage: Stage):
    await stage.join("召", "facilitator")
    await send(stage, csv("1-101,住宅,89.36,甲,,", "1-102,住宅,89.36,乙,,"))
    await stage.tap("召", "确认导入", bot="staff")

    part = await send(stage, csv("1-101,住宅,89.36,甲,,"))

    wrong = await stage.say("召", "移除 2", bot="staff")
    done = await stage.say("召", "移除 1", bot="staff")

    assert "⚠️ 这个文件会移除 2 套里的 1 套。" in part
    assert "请输入“移除 1”" in part
    assert wrong.startswith("这个文件要移除 2 套中的 1 套，没有导入。")
    assert done.startswith("✅ 名册已导入：新增 0，改动 0，移除 1，不变 1。")


async def test_clerks_rolls_are_read_as_at_the_command_line(stage: Stage):
    await stage.join("召", "facilitator")

    shown = [await send(stage, content, "clerk.xlsx") for content, _ in READ.values()]

    wanted = [f"业主人数 0 → {heads}" for _, heads in READ.values()]
    assert [line for text in shown for line in text.splitlines() if "业主人数" in line] == wanted


async def test_clerks_rolls_are_refused_as_at_the_command_line(stage: Stage):
    await stage.join("召", "facilitator")

    bad = [await send(stage, content, "clerk.xlsx") for content, _ in REFUSED.values()]

    wanted = [
        f"· 第 {line} 行第 {column} 列"
        for _, places in REFUSED.values()
        for line, column in places
    ]
    named = [line.split("：")[0] for text in bad for line in text.splitlines()[1:]]
    assert [line for line in named if line.startswith("·")] == wanted


async def test_while_a_vote_runs_a_second_facilitator_settles_a_file_that_leaves_much_out(
    stage: Stage,
):
    await stage.join("召", "facilitator")
    await stage.join("集", "facilitator")
    await asyncio.to_thread(open_ratification, town_of(stage))
    await stage.quiet()
    before = codes(stage)

    asked = await send(stage, csv("1-101,住宅,89.36,甲,,"))
    waits = await stage.say("召", "移除 6", bot="staff")
    await stage.say("集", "/today", bot="staff")
    seen = await stage.tap("集", "查看名册文件", bot="staff")
    dropped = await stage.tap("集", "不导入", bot="staff")

    assert "请输入“移除 6”" in asked
    assert "另一位" in waits
    assert "召" in seen
    assert codes(stage) == before
    assert dropped == "没有导入，文件没有保存。"
