"""A resident leaves under Settings, and is nobody there any more."""

from tests.bot.conftest import Stage


async def test_leaving_is_asked_twice_and_a_new_code_is_needed_to_come_back(stage: Stage):
    await stage.join("王芳")

    await stage.say("王芳", "/settings")
    sure = await stage.tap("王芳", "解除绑定")
    left = await stage.tap("王芳", "确定解除")
    after = await stage.say("王芳", "/mine")

    assert sure.startswith("解除后，这个聊天账号不能再代表您参加议事")
    assert "解除" in left
    assert after.startswith("您还没有加入。")
