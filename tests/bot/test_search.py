"""Searching in a chat finds what the page finds, and leads to it."""

import pytest

from tests.bot.conftest import Stage


async def propose(stage: Stage) -> None:
    """王 proposes, 召 admits."""
    await stage.say("王", "/propose")
    await stage.say("王", "三号楼的路灯不亮\n天黑以后老人下楼看不见台阶，请物业尽快修好。")
    await stage.tap("王", "提交")
    await stage.say("召", "/proposals 1", bot="staff")
    await stage.tap("召", "通过", bot="staff")


async def test_a_resident_finds_a_proposal_by_two_characters_once_it_is_public(stage: Stage):
    await stage.join("王")
    await stage.join("召", "facilitator")
    before = await stage.say("王", "/search 路灯")
    await propose(stage)

    seen = await stage.say("王", "/search 路灯")
    desk = await stage.say("召", "/search 路灯 台阶", bot="staff")

    assert before.startswith("没有找到“路灯”。")
    assert seen.startswith("找到 1 项：“路灯”")
    assert "提案第 1 号" in seen
    assert desk.startswith("找到 1 项：“路灯 台阶”")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "找什么？"),
        ("😀", "找什么？"),
        ("12", "没有找到“12”。"),
        ("<b>停\u202e</b>", "没有找到“<b>停</b>”。"),
        ("停" * 500, "没有找到“停停"),
    ],
)
async def test_whatever_stands_behind_the_command_is_answered_in_words(
    stage: Stage, words: str, answer: str
):
    await stage.join("王")

    assert (await stage.say("王", f"/search {words}")).startswith(answer)
