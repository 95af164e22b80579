"""Screens as cards: whatever has no room is said before the card, and led to."""

import pytest

from bot.wecom.cards import (
    BUTTONS,
    LABEL,
    TEXT_BYTES,
    TITLE,
    WORDS,
    Frame,
    cut_bytes,
    draw,
    plain,
    read_key,
)
from bot.wecom.cards import Words as FrameWords
from bot.wecom_sandbox.checks import card as checked
from bot.wecom_sandbox.checks import check
from council.kernel.screens.screen import Button, Screen

WAY = (
    "https://hall.example/wecom/open?to=%2Fhall&for=zhangsan&sign=0123456789abcdef0123456789abcdef"
)
FRAME = Frame(
    bot="resident", task_id="yishi-1", way=WAY, words=FrameWords(hall="打开议事厅", more="打开")
)
HALL = {"type": 1, "text": "打开议事厅", "url": WAY}


def presses(count: int) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(label=f"按钮{n}", press=f"poll.show:{n}"),) for n in range(count))


def test_a_short_screen_is_a_card_with_its_buttons():
    rows = (
        (Button(label="同意", press="vote:1:1"), Button(label="反对", press="vote:1:2")),
        (Button(label="网页", url="https://hall.example/polls/1"),),
    )

    drawn = draw(Screen(text="<b>表决</b>\n是否增设充电桩？", rows=rows), FRAME)

    card = {
        "card_type": "button_interaction",
        "main_title": {"title": "表决"},
        "card_action": {"type": 1, "url": WAY},
        "task_id": "yishi-1",
        "button_list": [
            {"type": 0, "text": "同意", "style": 1, "key": "resident/vote:1:1"},
            {"type": 0, "text": "反对", "style": 1, "key": "resident/vote:1:2"},
            {"type": 1, "text": "网页", "url": "https://hall.example/polls/1"},
        ],
        "sub_title_text": "是否增设充电桩？",
    }
    assert drawn.messages == ({"msgtype": "template_card", "template_card": card},)
    assert drawn.card == card


def test_more_buttons_than_a_card_has_lead_into_the_hall():
    drawn = draw(Screen(text="首页", rows=presses(9)), FRAME)

    listed = drawn.card["button_list"]
    assert len(listed) == BUTTONS
    assert listed[-1] == HALL
    assert [each["text"] for each in listed[:-1]] == [f"按钮{n}" for n in range(5)]


def test_exactly_so_many_buttons_need_no_other_way():
    drawn = draw(Screen(text="首页", rows=presses(BUTTONS)), FRAME)

    assert HALL not in drawn.card["button_list"]


def test_a_long_text_goes_before_its_card_and_the_card_leads_to_the_rest():
    text = "第一行\n" + "很长的正文。" * 60

    drawn = draw(Screen(text=text, rows=presses(2)), FRAME)

    assert drawn.before == ({"msgtype": "text", "text": {"content": text}},)
    assert drawn.card["main_title"] == {"title": "第一行"}
    assert len(drawn.card["sub_title_text"]) <= WORDS
    assert drawn.card["button_list"][-1] == HALL


def test_a_text_that_even_a_message_does_not_hold_ends_with_the_way_to_the_rest():
    drawn = draw(Screen(text="标题\n" + "正文𠮷" * 1000, rows=presses(1)), FRAME)

    content = drawn.before[0]["text"]["content"]
    assert len(content.encode()) <= TEXT_BYTES
    assert content.endswith(f"\n{WAY}")
    assert "…" in content


def test_labels_that_are_cut_stay_apart_by_their_numbers():
    labels = ("在一号楼东侧增设电动自行车充电桩", "在一号楼东侧增设电动自行车停车棚", "弃权")
    rows = tuple((Button(label=label, press=f"pick:{n}"),) for n, label in enumerate(labels))

    drawn = draw(Screen(text="选一项", rows=rows), FRAME)

    shown = [each["text"] for each in drawn.card["button_list"]]
    assert len(set(shown)) == len(labels)
    assert all(len(label) <= LABEL for label in shown)
    assert shown[0].startswith("1 ")
    assert drawn.card["sub_title_text"] == f"1 {labels[0]}\n2 {labels[1]}"


def test_keys_below_the_field_are_buttons_that_type_them():
    drawn = draw(Screen(text="欢迎", keyboard=(("📝 提案", "🗳 表决"),)), FRAME)

    assert [read_key(each["key"]) for each in drawn.card["button_list"]] == [
        ("resident", "", "📝 提案"),
        ("resident", "", "🗳 表决"),
    ]


def test_a_key_tells_side_and_press():
    assert read_key("staff/motion.show:7") == ("staff", "motion.show:7", "")


def test_nothing_to_press_is_a_text_card():
    drawn = draw(Screen(text="结果公示\n决议已经生效。"), FRAME)

    told = {
        "title": "结果公示",
        "description": "决议已经生效。",
        "url": WAY,
        "btntxt": "打开",
    }
    assert drawn.messages == ({"msgtype": "textcard", "textcard": told},)
    assert drawn.card["card_type"] == "text_notice"


def test_one_line_with_nothing_to_press_is_a_message():
    assert draw(Screen(text="好的"), FRAME).messages == (
        {"msgtype": "text", "text": {"content": "好的"}},
    )


def test_markup_becomes_words_and_links_their_addresses():
    html = '<b>甲 &amp; 乙</b>\n见<a href="https://a.example/?x=1&amp;y=2">公示</a>。'

    assert plain(html) == "甲 & 乙\n见公示 https://a.example/?x=1&y=2 。"


@pytest.mark.parametrize("limit", range(20, 40))
def test_bytes_are_cut_between_characters(limit: int):
    text = cut_bytes("议事𠮷a" * 20, limit, "\nw")

    assert len(text.encode()) <= limit
    assert text.endswith("\nw")
    assert "�" not in text


@pytest.mark.parametrize("length", [1, TITLE, TITLE + 1, WORDS, WORDS + 1, 700, 3900])
@pytest.mark.parametrize("buttons", [0, 1, 6, 7, 30])
@pytest.mark.parametrize("letter", ["a", "议", "𠮷", "行\n"])
def test_whatever_a_screen_is_wecom_takes_its_messages(length: int, buttons: int, letter: str):
    screen = Screen(text=(letter * length)[:length], rows=presses(buttons))

    drawn = draw(screen, FRAME)

    for message in drawn.messages:
        check(message)
    checked(drawn.card)
