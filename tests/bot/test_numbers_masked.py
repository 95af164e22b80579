"""Whoever writes a telephone number into what everybody will read is asked to reword it."""

from tests.bot.conftest import Stage


async def test_the_author_is_asked_and_the_number_is_masked(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "/propose")

    shown = await stage.say("甲", "停车棚漏雨\n请联系 13800138000 老王")

    assert shown.startswith("⚠️ 您写的内容里像是有身份证号或手机号。")
    assert "13800138000" not in shown
    assert "138********" in shown
