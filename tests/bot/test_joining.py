"""Joining through the real bots: codes, strangers, languages, forwarded and foreign messages."""

from tests.bot.conftest import Stage


async def test_a_stranger_is_told_how_to_join_in_their_language(stage: Stage):
    stage.phone("Ann", language="en")

    chinese = await stage.say("王芳", "你好")
    english = await stage.say("Ann", "hello")

    assert chinese.startswith("您还没有加入。请发送 /start 和您的加入码")
    assert english.startswith("You have not joined yet. Send /start and your join code")


async def test_a_resident_joins_with_the_code_on_their_slip(stage: Stage):
    code = stage.on_the_list("王芳")

    welcome = await stage.say("王芳", f"/start {code}")

    assert welcome.startswith("王芳，您好！您已加入和悦家园居民议事厅。")
    keys = stage.side("王芳").reply_keyboard["keyboard"]
    assert [button["text"] for button in keys[0]] == ["✍️ 提案", "📋 看提案"]


async def test_a_facilitator_joins_both_bots_with_one_code(stage: Stage):
    await stage.join("李敏", "facilitator")

    assert stage.last("李敏", "staff").startswith("李敏，您好！这里是和悦家园议事厅工作台。")


async def test_a_resident_without_a_role_is_sent_to_the_other_bot(stage: Stage):
    await stage.join("王芳")

    answer = await stage.say("王芳", "/start", bot="staff")

    assert (
        answer == "王芳，这里是工作人员的工作台，您目前没有工作职责。居民请使用居民议事厅机器人。"
    )


async def test_settings_change_the_language_at_once(stage: Stage):
    await stage.join("王芳")
    await stage.say("王芳", "/settings")

    answer = await stage.tap("王芳", "English")

    assert answer.startswith("Settings\nName: 王芳")
    keys = stage.side("王芳").reply_keyboard["keyboard"]
    assert [button["text"] for button in keys[0]] == ["✍️ Propose", "📋 Proposals"]


async def test_a_forwarded_command_is_not_the_senders_act(stage: Stage):
    await stage.join("王芳")

    stage.side("王芳").forward("/settings", "李明")
    await stage.quiet()

    assert stage.last("王芳").startswith("转发的消息不算您本人的操作。")


async def test_a_button_that_means_nothing_says_so(stage: Stage):
    await stage.join("王芳")
    await stage.say("王芳", "/settings")
    message = stage.side("王芳").messages[-1]
    button = message["reply_markup"]["inline_keyboard"][0][0]
    shown, button["callback_data"] = button["callback_data"], "no.such:1"

    stage.side("王芳").tap(message_id=message["message_id"], data="no.such:1")
    await stage.quiet()
    button["callback_data"] = shown  # an invented one was never offered

    assert stage.side("王芳").toasts[-1]["text"] == "这个按钮已经不能用了。请从首页重新开始。"


async def test_control_characters_and_lone_surrogates_do_no_harm(stage: Stage):
    await stage.join("王芳")

    answer = await stage.say("王芳", "a\u0007b\u202ec")

    assert answer.startswith("这句话我没看懂：")


async def test_a_code_alone_is_taken_in_halves_and_in_full_width_letters(stage: Stage):
    code = stage.on_the_list("王芳")
    typed = "".join(chr(ord(letter) + 0xFEE0) for letter in code.lower())

    welcome = await stage.say("王芳", f"{typed[:5]} {typed[5:]}")

    assert welcome.startswith("王芳，您好！您已加入和悦家园居民议事厅。")


async def test_a_wrong_code_alone_counts_as_a_try(stage: Stage):
    answer = await stage.say("王芳", "ABCDE 23456")

    assert "加入码" in answer
    assert not answer.startswith("您还没有加入")


async def test_a_refused_text_can_be_sent_again_or_the_writing_stopped(stage: Stage):
    await stage.join("王芳")
    await stage.say("王芳", "/propose")

    refused = await stage.say("王芳", "字")
    by_button = await stage.tap("王芳", "停止填写")
    await stage.say("王芳", "/propose")
    by_word = await stage.say("王芳", "取消")

    assert refused.startswith("⚠️ 标题")
    assert (by_button, by_word) == ("好的，已取消，什么也没有提交。",) * 2
