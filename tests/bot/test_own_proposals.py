"""What becomes of one's own proposal: corrected, followed, taken back; its voice written down."""

from tests.bot.conftest import Stage
from tests.bot.test_proposals import BODY, TITLE, file_proposal


async def test_a_part_of_the_draft_is_written_anew(stage: Stage):
    await stage.join("王芳")
    await stage.say("王芳", "/propose")
    await stage.say("王芳", f"{TITLE}\n{BODY}")

    asked = await stage.tap("王芳", "改标题")
    written = await stage.say("王芳", "空地建停车场")

    assert "标题" in asked
    assert "空地建停车场" in written
    assert TITLE not in written


async def test_a_neighbour_follows_a_proposal_and_stops(stage: Stage):
    await stage.join("王芳")
    await stage.join("赵强")
    await stage.join("李敏", "facilitator")
    await file_proposal(stage, "王芳")
    await stage.tap("李敏", "查看提案 #1", bot="staff")
    await stage.tap("李敏", "通过审核", bot="staff")

    await stage.say("赵强", "/proposals 1")
    followed = await stage.tap("赵强", "关注")
    left = await stage.tap("赵强", "取消关注")

    assert "关注 1 人" in followed
    assert "关注 0 人" in left


async def test_an_author_takes_a_proposal_back_after_a_second_question(stage: Stage):
    await stage.join("王芳")
    await stage.join("李敏", "facilitator")
    await file_proposal(stage, "王芳")

    await stage.say("王芳", "/proposals 1")
    sure = await stage.tap("王芳", "撤回提案")
    withdrawn = await stage.tap("王芳", "确定撤回")

    assert "撤回" in sure
    assert "已撤回" in withdrawn


async def test_a_facilitator_writes_down_what_a_voice_message_says(stage: Stage):
    await stage.join("王芳")
    await stage.join("李敏", "facilitator")
    await stage.say("王芳", "/propose")
    await stage.say("王芳", TITLE)
    stage.side("王芳").voice()
    await stage.quiet()
    await stage.tap("王芳", "确认提交")

    await stage.say("李敏", "/proposals 1", bot="staff")
    asked = await stage.tap("李敏", "写下语音内容", bot="staff")
    written = await stage.say("李敏", "五号楼后面可以停三十辆车。", bot="staff")

    assert "语音" in asked
    assert written.startswith(f"📝 提案 #1“{TITLE}”的语音已写成文字，已请提案人过目。")
    assert "五号楼后面可以停三十辆车。" in stage.last("王芳")


async def test_a_photo_with_its_words_and_a_file_that_is_too_large(stage: Stage):
    await stage.join("王芳")
    await stage.say("王芳", "/propose")
    stage.side("王芳").photo(caption=f"{TITLE}\n{BODY}")
    await stage.quiet()
    captioned = stage.last("王芳")
    stage.side("王芳").voice(b"OggS" + bytes(11 * 1024 * 1024))
    await stage.quiet()
    large = stage.last("王芳")
    again = await stage.say("王芳", "/propose")

    assert f"标题：{TITLE}\n内容：{BODY}\n照片和语音：📎 照片 1 张，语音 0 段" in captioned
    assert large.startswith("这个文件有 12 MB，最多 10 MB。")
    assert f"标题：{TITLE}\n内容：{BODY}\n照片和语音：📎 照片 1 张，语音 0 段" in again


async def test_similar_ones_do_not_keep_anybody_from_filing_their_own(stage: Stage):
    await stage.join("王芳")
    await stage.join("赵强")
    await stage.join("李敏", "facilitator")
    await file_proposal(stage, "王芳")
    await stage.tap("李敏", "查看提案 #1", bot="staff")
    await stage.tap("李敏", "通过审核", bot="staff")

    await stage.say("赵强", "/propose")
    await stage.say("赵强", f"空地上建立体停车场\n{BODY}")
    filed = await stage.tap("赵强", "不一样，提交我的")

    assert filed.startswith("✅ 提案 #2“空地上建立体停车场”已提交")
