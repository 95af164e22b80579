"""A message whose words were changed after it was answered: its sender is told, nothing changes."""

from bot.cleaning import edited_as_message
from tests.bot.conftest import Stage


async def test_whoever_changes_an_earlier_message_is_told_that_nothing_changes(stage: Stage):
    await stage.join("甲")
    await stage.join("召", "facilitator")
    await stage.say("甲", "/propose")
    said = stage.side("甲").text("停车棚漏雨，请修一下")
    await stage.quiet()
    shown = stage.last("甲")
    staff = stage.side("召", "staff").text("/roll")
    await stage.quiet()

    stage.side("甲").edit(said, "停车棚漏雨，请拆掉")
    stage.side("召", "staff").edit(staff, "/today")
    await stage.quiet()

    assert "停车棚漏雨" in shown
    assert stage.last("甲").startswith("您改了之前发的消息")
    assert stage.last("召", "staff").startswith("您改了之前发的消息")


def test_only_changed_words_in_a_private_chat_are_of_concern():
    def edited(kind: str = "private", **more: object) -> dict[str, object]:
        part = {"chat": {"id": 1, "type": kind}, "date": 5, "edit_date": 9, **more}
        return edited_as_message({"update_id": 1, "edited_message": part})

    came = [
        edited(text="a"),
        edited(caption="b"),
        edited(location={}),
        edited("group", text="a"),
    ]

    assert [each.get("message", {}).get("edit_date") for each in came] == [9, 9, None, None]
    assert all("edited_message" not in each for each in came)
    assert edited_as_message({"update_id": 1, "message": {}}) == {"update_id": 1, "message": {}}
