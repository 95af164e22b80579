"""The power-and-duty list through both bots: taken, edited, sent back, adopted, gone back to."""

import io

import openpyxl

from bot.sandbox.files import Upload
from council.rules.power_list.file import as_csv
from council.rules.power_list.records import in_force
from council.rules.power_list.shipped import shipped_list
from tests.bot.conftest import Stage

SHIPPED = shipped_list("national")
CLASSES = "R-XS R-MO R-JM18 R-JM26 O-1 O-2 O-3 O-4 O-5 O-6 O-7 O-8 O-9 O-279 O-WC O-PET"
PARTIES = (
    "manager residents_committee owners_committee subdistrict"
    " / 物业服务人 居民委员会 业主委员会 街道办事处"
)
DECIDERS = (
    "owners residents deliberation council owners_committee residents_committee manager"
    " subdistrict authority / 业主共同决定 居民会议 社区协商 议事会 业主委员会 居民委员会"
    " 物业服务人 街道办事处 主管部门"
)


async def send(stage: Stage, content: bytes, name: str = "权责清单.csv", *, by: str = "召") -> str:
    stage.side(by, "staff").document(Upload(name=name, mime_type="text/csv", content=content))
    await stage.quiet()
    return stage.last(by, "staff")


def version(stage: Stage) -> tuple[int, int]:
    found = stage.app.bus.read_now(lambda tx: in_force(tx, stage.community_id))
    return found.version.number, len(found.matters)


def edited() -> bytes:
    """The list as a clerk sends it back: one line less, one number changed, in GB18030."""
    lines = as_csv(SHIPPED, "zh_CN").decode("utf-8-sig").splitlines()
    lines[1] = lines[1].replace("物业服务人,,", "物业服务人,12,")
    return "\n".join([*lines[:-1], ""]).encode("gb18030")


async def test_the_list_from_the_export_to_the_version_that_is_gone_back_to(stage: Stage):
    await stage.join("召", "facilitator")

    seen = await stage.say("召", "/powers", bot="staff")
    await stage.tap("召", "导出 Excel", bot="staff")
    sent = next(m for m in reversed(stage.side("召", "staff").messages) if "document" in m)
    await stage.tap("召", "发回改好的表格", bot="staff")
    shown = await send(stage, edited())
    nothing = version(stage)
    done = await stage.tap("召", "✅ 采用", bot="staff")
    changed = version(stage)
    await stage.say("召", "/powers", bot="staff")
    versions = await stage.tap("召", "版本", bot="staff")
    back = await stage.tap("召", "恢复第 1 版", bot="staff")
    await stage.tap("召", "✅ 采用", bot="staff")

    assert seen.startswith("📑 权责清单\n什么事由谁决定、由谁答复。")
    assert sent["document"]["file_name"] == "powers.xlsx"
    assert shown.startswith("📑 权责清单.csv：33 项，还没有采用，请核对。")
    assert "去掉 1 项：交通、公交、学校" in shown
    assert "改动 1 项：\n· 停车、用地\n  答复时限：（空） → 12" in shown
    assert nothing == (0, 34)
    assert done.startswith("✅ 权责清单第 2 版已采用：新增 0，改动 1，去掉 1，不变 32。")
    assert changed == (2, 33)
    assert "▶ 第 2 版，来自文件 权责清单.csv" in versions
    assert "· 第 1 版，程序自带" in versions
    assert back.startswith("📑 第 1 版（34 项），还没有采用，请核对。")
    assert version(stage) == (3, 34)


async def test_every_fault_is_told_by_line_and_column_and_nothing_changes(stage: Stage):
    await stage.join("召", "facilitator")
    head = "事项,常用说法,谁来决定,法律类别,谁来答复,答复时限"

    bad = await send(
        stage,
        (
            f"{head}\n停车,车位,业主,O-88,市长,两天\n,,镇长,,,\n"
            "停车,车位,业主,R-XS,,\n车库,车位,业主,O-9,,\n"
        ).encode("gb18030"),
    )
    english = await other_language(stage, head)

    assert bad.splitlines() == [
        "❌ 权责清单.csv 有 9 处错误，清单没有变：",
        f"· 第 2 行第 4 列：“O-88”不是本社区规则里的类别；可以填：{CLASSES}",
        f"· 第 2 行第 5 列：“市长”不是谁来答复可以填的；可以填：{PARTIES}",
        "· 第 2 行第 6 列：“两天”不是小时数；请写 1 到 2160 的整数，或留空按规则",
        "· 第 3 行第 1 列：没有写事项；请写是什么事，例如停车",
        f"· 第 3 行第 3 列：“镇长”不是谁来决定可以填的；可以填：{DECIDERS}",
        f"· 第 3 行第 4 列：法律类别是空的；可以填：{CLASSES}",
        "· 第 4 行第 1 列：“停车”在第 2 行已经有了；每个事项只留一行",
        "· 第 4 行第 4 列：R-XS 不由“业主”决定；请改“谁来决定”，或换一个法律类别",
        "· 第 5 行第 2 列：“车位”已经是第 2 行“停车”的说法；一个说法只能指一个事项，请只留一处",
    ]
    assert "line 2, column 4: O-88 is no row of this community's rules" in english
    assert version(stage) == (0, 34)


async def other_language(stage: Stage, head: str) -> str:
    await stage.say("召", "/settings", bot="staff")
    await stage.tap("召", "English", bot="staff")
    return await send(stage, f"{head}\n停车,车位,owners,O-88,,\n".encode())


async def test_what_is_awaited_is_a_file_and_what_is_sent_unasked_is_known_by_its_header(
    stage: Stage,
):
    await stage.join("召", "facilitator")
    await stage.join("代", "clerk")
    book = openpyxl.Workbook()
    for line in as_csv(SHIPPED[:3], "en").decode("utf-8-sig").splitlines():
        book.active.append(line.split(","))
    data = io.BytesIO()
    book.save(data)

    unasked = await send(stage, as_csv(SHIPPED[:5], "en"))
    await stage.say("召", "/powers", bot="staff")
    await stage.tap("召", "发回改好的表格", bot="staff")
    text = await stage.say("召", "就是这些", bot="staff")
    picture = await send(stage, b"\x89PNG", "清单.png")
    headless = await send(stage, "停车,业主\n".encode())
    clerks = await send(stage, as_csv(SHIPPED[:5], "en"), by="代")
    stopped = await stage.tap("召", "改好后重新发送", bot="staff")
    await send(stage, as_csv(SHIPPED[:4], "zh_CN"))
    dropped = await stage.tap("召", "不采用", bot="staff")

    assert unasked.startswith("📑 权责清单.csv：5 项")
    assert text.startswith("请把权责清单作为文件发来")
    assert picture.startswith("请把权责清单作为文件发来")
    assert "缺少“事项”列" in headless
    assert clerks.startswith("这一步只能由召集人、系统管理员来做")
    assert stopped.startswith("请把权责清单（CSV 或 XLSX）作为文件发到这里")
    assert dropped.startswith("没有采用，清单没有变。")
    assert version(stage) == (0, 34)


async def test_a_resident_looks_up_who_decides(stage: Stage):
    await stage.join("王")

    seen = await stage.say("王", "/powers")
    owners = await stage.tap("王", "业主共同决定")
    more = await stage.tap("王", "下一页")

    assert seen.startswith("📑 权责清单")
    assert "发回" not in seen
    assert owners.startswith("📑 业主共同决定：18 项")
    assert "停车、用地 → 业主共同决定" in owners
    assert "由物业服务人在 48 小时内答复" in owners
    assert "依据：民法典 275(2)、278(1)(8)" in owners
    assert more != owners
