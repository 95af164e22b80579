"""Proposals through both real bots at the sandbox: write, screen, second, correct, merge."""

from sqlalchemy import select

from bot.sandbox.media import sample_photo
from council.kernel.tables import attachments
from council.kernel.values import Account
from council.people.commands import ChangeSettings
from council.proposals.tables import proposals
from tests.bot.conftest import Stage

TITLE = "利用空地建立体停车场"
BODY = "小区412辆车只有236个车位，希望在闲置空地上建停车场。"


async def file_proposal(stage: Stage, name: str, text: str = f"{TITLE}\n{BODY}") -> str:
    await stage.say(name, "/propose")
    await stage.say(name, text)
    return await stage.tap(name, "确认提交")


def told(stage: Stage, name: str, start: str, bot: str = "resident") -> int:
    """How many messages of the bot begin like this."""
    return sum(
        message.get("text", "").startswith(start) for message in stage.side(name, bot).messages
    )


async def test_from_a_message_with_photo_and_voice_to_a_screened_proposal(stage: Stage):
    await stage.join("王芳")
    await stage.join("李敏", "facilitator")

    await stage.say("王芳", "✍️ 提案")
    await stage.say("王芳", f"{TITLE}\n{BODY}")
    stage.side("王芳").photo()
    await stage.quiet()
    stage.side("王芳").voice()
    await stage.quiet()
    sheet = stage.last("王芳")
    filed = await stage.tap("王芳", "确认提交")
    await stage.say("李敏", "/today", bot="staff")
    desk = await stage.tap("李敏", "审核提案 #1", bot="staff")
    files = await stage.tap("李敏", "看照片、听语音", bot="staff")
    sent = stage.side("李敏", "staff").messages[-3:-1]
    await stage.tap("李敏", "查看提案 #1", bot="staff")
    admitted = await stage.tap("李敏", "通过审核", bot="staff")

    assert "📎 照片 1 张，语音 1 段" in sheet
    assert filed.startswith(f"✅ 提案 #1“{TITLE}”已提交，等待召集人审核。")
    assert desk.startswith(
        f"📄 提案 #1 · 待审核\n{TITLE}\n提案人：王芳（1-1-101） · 2026年1月30日"
    )
    assert files == f"以上 2 个文件属于提案 #1“{TITLE}”。"
    assert [("photo" in message, "voice" in message) for message in sent] == [
        (True, False),
        (False, True),
    ]
    assert admitted.startswith(f"✅ 提案 #1“{TITLE}”已通过审核（征集附议）")
    assert told(stage, "王芳", f"✅ 您的提案 #1“{TITLE}”已通过审核") == 1
    assert told(stage, "李敏", "📥 新提案待审核", bot="staff") == 1


async def test_a_neighbour_finds_the_similar_one_and_seconds_it_instead(stage: Stage):
    await stage.join("王芳")
    await stage.join("赵强")
    await stage.join("李敏", "facilitator")
    await file_proposal(stage, "王芳")
    await stage.tap("李敏", "查看提案 #1", bot="staff")
    await stage.tap("李敏", "通过审核", bot="staff")

    await stage.say("赵强", "/propose")
    await stage.say("赵强", "空地上建立体停车场")
    similar = await stage.say("赵强", "小区车位太少，建议利用闲置空地建停车场。")
    seconded = await stage.tap("赵强", "附议 #1")
    twice = await stage.say("赵强", "/second 1")

    assert "邻居已经提过类似的提案。" in similar
    assert seconded.startswith("✅ 附议成功")
    assert "附议 1/10 人" in seconded
    assert twice.startswith("您之前已经附议过了")


async def test_second_by_command_says_what_is_wrong_with_the_number(stage: Stage):
    await stage.join("赵强")

    answers = [await stage.say("赵强", f"/second{rest}") for rest in ("", " ٣", " 1e5", " 7")]

    assert [answer[:12] for answer in answers] == [
        "请写提案编号，例如：/s",
        "请写提案编号，例如：/s",
        "请写提案编号，例如：/s",
        "没有编号 7 的提案，或",
    ]


async def test_a_returned_proposal_is_corrected_under_its_number(stage: Stage):
    await stage.join("王芳")
    await stage.join("李敏", "facilitator")
    await file_proposal(stage, "王芳")

    await stage.tap("李敏", "查看提案 #1", bot="staff")
    await stage.tap("李敏", "退回并说明", bot="staff")
    stage.side("李敏", "staff").photo()
    await stage.quiet()
    not_text = stage.last("李敏", "staff")
    returned = await stage.say("李敏", "请写明是哪一块空地。", bot="staff")
    notice = stage.last("王芳")
    await stage.tap("王芳", "查看提案 #1")
    correcting = await stage.tap("王芳", "修改并重新提交")
    await stage.say("王芳", "是5号楼后面那块。")
    filed = await stage.tap("王芳", "确认提交")

    assert not_text.startswith("⚠️ 这一步不要照片、录音或文件。请按提示回答。\n\n↩️ 退回提案 #1")
    assert returned.startswith(f"↩️ 提案 #1“{TITLE}”已退回")
    assert "原因：请写明是哪一块空地。" in notice
    assert correcting.startswith("✍️ 修改提案 #1\n\n")
    assert "退回原因：请写明是哪一块空地。" in correcting
    assert filed.startswith(f"✅ 提案 #1“{TITLE}”已改好并重新提交")


async def test_a_merge_asks_the_author_who_agrees_by_button(stage: Stage):
    await stage.join("王芳")
    await stage.join("赵强")
    await stage.join("李敏", "facilitator")
    await file_proposal(stage, "王芳")
    await file_proposal(stage, "赵强", f"空地建一个停车场\n{BODY}")
    await stage.say("李敏", "/proposals 2", bot="staff")
    await stage.tap("李敏", "建议合并", bot="staff")
    await stage.tap("李敏", "合并到 #1", bot="staff")

    merged = await stage.tap("赵强", "同意合并")

    assert merged.startswith("✅ 已合并。附议和关注都转过去了。")
    assert told(stage, "李敏", "✅ 提案人同意：#2“空地建一个停车场”已合并到 #1", "staff") == 1
    states = stage.app.bus.read_now(
        lambda tx: list(
            tx.connection.execute(select(proposals.c.state).order_by(proposals.c.number))
        )
    )
    assert states == [("submitted",), ("merged",)]


async def test_bad_input_gets_a_clear_sentence_and_loses_nothing(stage: Stage):
    await stage.join("王芳")
    await stage.say("王芳", "/propose")
    await stage.say("王芳", TITLE)

    long = await stage.say("王芳", "长" * 10_000)
    stage.side("王芳").location()
    await stage.quiet()
    elsewhere = stage.last("王芳")
    listed = await stage.say("王芳", "📋 看提案")
    again = await stage.say("王芳", "/propose")

    assert long.startswith(
        "⚠️ 内容有 10000 个字，最多 3000 个字。请缩短后再发一次，之前写的没有丢。\n\n您写的是：\n长长长"
    )
    assert f"✍️ 新提案\n\n标题：{TITLE}\n\n请发内容" in long
    assert elsewhere.startswith("这里请发文字、照片或语音。")
    assert listed == "还没有提案。您可以提第一个！"
    assert again.startswith(f"✍️ 新提案\n\n上次填的还在，可以接着填。\n\n标题：{TITLE}")


async def test_a_double_tap_files_once_and_an_old_button_offers_the_sheet(stage: Stage):
    await stage.join("王芳")
    await stage.say("王芳", "/propose")
    await stage.say("王芳", f"{TITLE}\n{BODY}")
    old = stage.side("王芳").messages[-1]["message_id"]
    await stage.say("王芳", "另外请装充电桩。")

    stage.side("王芳").tap(message_id=old, text="📮 确认提交")
    await stage.quiet()
    stale = told(stage, "王芳", "⚠️ 这个按钮是旧的，什么也没有改。现在的内容在下面。")
    side = stage.side("王芳")
    confirm = next(m for m in reversed(side.messages) if "再按“确认提交”" in m.get("text", ""))
    for _ in range(2):
        side.tap(message_id=confirm["message_id"], text="📮 确认提交")
    await stage.quiet()

    assert stale == 1
    count = stage.app.bus.read_now(
        lambda tx: len(list(tx.connection.execute(select(proposals.c.id))))
    )
    assert count == 1
    assert told(stage, "王芳", f"✅ 提案 #1“{TITLE}”已提交") >= 1


async def test_in_english_with_an_album_that_is_too_big(stage: Stage):
    await stage.join("Ann")
    account = Account(channel="telegram", id=str(stage.phone("Ann")))
    await stage.app.bus.ask(ChangeSettings(actor=account, locale="en"))
    await stage.say("Ann", "/propose")
    await stage.say("Ann", "Repair the lift in building 3\nIt breaks down every week.")
    for place in range(7):
        stage.side("Ann").photo(sample_photo(20 + place))
        await stage.quiet()
    refused = stage.last("Ann")

    await stage.tap("Ann", "File it")

    assert refused.startswith("⚠️ At most 6 photos and voice messages; that is reached.")
    assert told(stage, "Ann", "✅ Proposal #1 “Repair the lift in building 3” is filed") == 1
    kept = stage.app.bus.read_now(
        lambda tx: len(list(tx.connection.execute(select(attachments.c.position))))
    )
    assert kept == 6
