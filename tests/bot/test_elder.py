"""Elder mode 长辈版 in the chat: short, one button a row, numbers may be typed."""

import pytest

from council.chat.elder import essential, numbered_press, one_a_row
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from tests.bot.conftest import Stage

SAY = Translator("zh_CN", large=1)
HOME = Button(label="🏠 首页", press="home")


def buttons(count: int, *, keep: bool = False) -> tuple[Button, ...]:
    return tuple(Button(label=f"键{n}", press=f"verb:{n}", keep=keep) for n in range(1, count + 1))


def labels(screen: Screen) -> list[str]:
    assert all(len(row) == 1 for row in screen.rows)
    return [button.label for (button,) in screen.rows]


def test_each_button_has_a_row_of_its_own_and_a_number_and_the_way_home_is_last():
    other = (Button(label="7. 键1", press="verb:1"),)
    screen = Screen(text="x", rows=((HOME, *buttons(2)), other))

    assert labels(one_a_row(screen, numbered=True)) == ["1. 键1", "2. 键2", "3. 键1", "🏠 首页"]
    assert labels(one_a_row(screen, numbered=False)) == ["键1", "键2", "7. 键1", "🏠 首页"]


def test_a_line_has_the_number_of_its_button_so_that_a_typed_number_means_one_thing():
    rows = (
        (Button(label="2 · 停车方案", press="poll.view:2"),),
        (Button(label="1 · 坡道", press="poll.view:1"),),
        (HOME,),
    )
    screen = Screen(
        text="表决\n\n2. 停车方案（投票中）\n\n1. 坡道（已公布）\n\n3. 别的", rows=rows
    )

    elder = one_a_row(screen, numbered=True)

    assert elder.text == "表决\n\n1. 停车方案（投票中）\n\n2. 坡道（已公布）\n\n3. 别的"
    assert labels(elder) == ["1. 停车方案", "2. 坡道", "🏠 首页"]
    assert one_a_row(screen, numbered=False).text == screen.text


def test_the_rest_waits_behind_more_but_never_behind_it_alone():
    many = one_a_row(Screen(text="x", rows=(buttons(7), (HOME,))), numbered=True)
    five = one_a_row(Screen(text="x", rows=(buttons(5), (HOME,))), numbered=True)

    assert labels(essential(many, SAY, "k")) == [
        "1. 键1", "2. 键2", "3. 键3", "4. 键4", "⋯ 更多", "🏠 首页"
    ]  # fmt: skip
    assert labels(essential(five, SAY, "k")) == [*(f"{n}. 键{n}" for n in range(1, 6)), "🏠 首页"]


def test_what_must_be_kept_is_kept_and_takes_the_place_of_others():
    rows = (buttons(6, keep=True), buttons(3), (HOME,))
    whole = one_a_row(Screen(text="x", rows=rows), numbered=False)

    assert labels(essential(whole, SAY, "k")) == [
        *(f"键{n}" for n in range(1, 7)),
        "⋯ 更多",
        "🏠 首页",
    ]


def test_a_long_text_is_cut_between_paragraphs_and_its_first_one_where_it_must_be():
    text = "\n\n".join(["开头" * 80, "中间" * 80, "结尾" * 80])
    cut = essential(one_a_row(Screen(text=text, rows=((HOME,),)), numbered=False), SAY, "k")
    one = essential(one_a_row(Screen(text="长" * 900, rows=((HOME,),)), numbered=False), SAY, "k")

    assert cut.text == "\n\n".join(["开头" * 80, "中间" * 80])
    assert labels(cut) == ["⋯ 更多", "🏠 首页"]
    assert len(one.text) <= 360
    assert one.text.endswith("……")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1", ("a", "")),
        ("２", None),
        ("2。", ("", "https://hall.example/")),
        ("第2个", ("", "https://hall.example/")),
        ("0", None),
        ("3", None),
        ("123456", None),
        ("1 2", None),
        ("一", None),
    ],
)
def test_a_number_stands_for_the_button_before_which_it_is(
    typed: str, found: tuple[str, str] | None
):
    content = {"numbers": [["a", ""], ["", "https://hall.example/"]]}

    assert numbered_press(content, typed) == found


async def test_somebody_of_seventy_finds_their_way_by_words_and_numbers(stage: Stage):
    await stage.join("王")
    await stage.join("召", "facilitator")
    for n in range(6):
        await stage.say("王", "/propose")
        await stage.say(
            "王", f"第{n}件楼道灯坏了的事\n天黑以后老人下楼看不见台阶，请物业尽快修好。"
        )
        await stage.tap("王", "提交")
        await stage.say("召", f"/proposals {n + 1}", bot="staff")
        await stage.tap("召", "通过", bot="staff")
    await stage.join("奶奶")

    settings = await stage.say("奶奶", "我想要老人版")
    listed = await stage.say("奶奶", "看提案")
    rows = stage.side("奶奶").messages[-1]["reply_markup"]["inline_keyboard"]
    shown = await stage.say("奶奶", "1")
    whole = await stage.tap("奶奶", "更多")  # under the list, an older message
    plain = await stage.say("奶奶", "设置")
    left = await stage.tap("奶奶", "退出长辈版")

    assert "长辈版：大字" in settings
    assert listed.startswith("📋 提案（共 6 件")
    assert [len(row) for row in rows] == [1] * len(rows)
    assert len(rows) <= 6
    assert rows[0][0]["text"].startswith("1. ")
    assert "第5件楼道灯坏了的事" in shown
    assert "楼道灯坏了的事" in whole
    assert "长辈版：大字" in plain
    assert "长辈版：关闭" in left


async def test_more_shows_the_rest_and_a_number_means_a_button_of_it_too(stage: Stage):
    await stage.join("奶奶")
    await stage.say("奶奶", "长辈版")

    helped = await stage.say("奶奶", "帮助")
    pressed = await stage.say("奶奶", "4")

    assert helped.startswith("怎么用")
    assert pressed.startswith("设置")


async def test_whoever_does_not_want_it_sees_what_they_always_saw(stage: Stage):
    await stage.join("甲")

    helped = await stage.say("甲", "帮助")
    lost = await stage.say("甲", "4")

    assert "/propose" in helped
    assert lost.startswith("这句话我没看懂：")


async def test_who_types_what_the_button_says_leaves_elder_mode(stage: Stage):
    await stage.join("甲")
    await stage.say("甲", "长辈版")

    left = await stage.say("甲", "退出长辈版")
    again = await stage.say("甲", "退出长辈版")

    assert "长辈版：关" in left
    assert again == left
