"""What happened on the floor stands in the minutes that are drafted when the meeting ends."""

from council.kernel.screens.translator import Translator
from council.meetings.commands import AdjournMeeting
from council.meetings.minutes.reads import minutes_page
from council.wordings import render
from tests.council.conftest import Town
from tests.council.meetings.floor.holding import opened
from tests.council.meetings.minutes.evening import texts

SAY = Translator("zh_CN")


def test_what_happened_on_the_floor_stands_in_the_minutes(town: Town):
    evening = opened(town)
    evening.form("代", "body", "12")
    evening.member("李", "raise_against")
    evening.chair("give")
    evening.form("李", "floor_statement", "太贵了。")
    town.clock.at += 70
    evening.chair("end")
    evening.member("赵", "raise_order")
    evening.chair("refused")
    town.act("主", AdjournMeeting, number=evening.met)

    found = texts(town, evening.met)["m1"]

    assert "· 李（1 分 10 秒）：太贵了。" in found
    assert "赵" in found


def test_what_was_debated_and_not_decided_is_not_told_as_never_reached(town: Town):
    evening = opened(town)
    evening.member("赵", "raise_for")
    town.act("主", AdjournMeeting, number=evening.met)

    assert texts(town, evening.met)["putoff"] == (
        "第 1 号议案“小区停车难怎么办”：讨论过，散会前没有作出决定。\n"
        "第 2 号议案“楼道照明”：散会前没有讨论到。"
    )


def test_what_was_only_sent_in_writing_is_told_without_a_length(town: Town):
    evening = opened(town)
    evening.form("王", "floor_statement", "=for", "早该划线了。")
    town.act("主", AdjournMeeting, number=evening.met)

    found = texts(town, evening.met)["m1"]

    assert "赞成意见 1 条（书面或语音）：\n· 王（书面）：早该划线了。" in found
    assert "0 秒" not in found


def test_whoever_reads_at_the_desk_gets_back_to_the_sections(town: Town):
    evening = opened(town)
    town.act("主", AdjournMeeting, number=evening.met)

    page = town.read("何", minutes_page, evening.met, 1, "staff")

    assert "↩️ 回到纪要" in [each.label for row in render(page, SAY).rows for each in row]
