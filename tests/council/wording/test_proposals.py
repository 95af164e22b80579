"""Screens of proposals in both languages, and limits that every screen keeps."""

from dataclasses import replace

import pytest

from council.commands.proposals import (
    ProposalDraft,
    ProposalReview,
    ProposalView,
    Similar,
)
from council.domain.refusals import refuse
from council.reads.proposals import ProposalLine, ProposalList
from council.wording import word
from council.wording.proposal_texts import LABEL, clip, units_of
from council.wording.say import Say
from council.wording.screen import TEXT_LIMIT, Screen

ZH, EN = Say("zh_CN"), Say("en")
#: Friday 30 January 2026, 12:00 in Shanghai.
NOON = 1769745600
VIEW = ProposalView(
    number=12,
    title="利用空地<建>停车场",
    body="晚上没有车位。",
    state="admitted",
    author="王*",
    submitted_at=NOON,
    seconds=3,
    needed=10,
    followers=4,
    photos=2,
    voices=0,
    mine=False,
    seconded=False,
    following=False,
    reason="",
    merged_into=0,
    merge_into=0,
    merge_into_title="",
    moves=("second", "follow"),
)
DRAFT = ProposalDraft(
    number=0,
    revision=3,
    title="利用空地建停车场",
    body="晚上没有车位。",
    photos=1,
    voices=0,
    awaits="more",
    note="added",
)


def presses(screen: Screen) -> list[list[str]]:
    return [[button.press for button in row] for row in screen.rows]


def test_a_proposal_reads_well_in_chinese():
    screen = word(VIEW, ZH)

    assert screen.text == (
        "📄 <b>提案 #12</b> · 征集附议\n"
        "<b>利用空地&lt;建&gt;停车场</b>\n"
        "提案人：王* · 2026年1月30日（周五）12:00\n\n"
        "晚上没有车位。\n\n"
        "📎 照片 2 张，语音 0 段\n\n"
        "👍 附议 <b>3/10</b> 人 · 关注 4 人"
    )
    assert presses(screen) == [
        ["proposal.second:12"],
        ["proposal.follow:12"],
        ["proposals:1", "home"],
    ]


def test_a_proposal_reads_well_in_english_after_seconding():
    screen = word(replace(VIEW, note="seconded", seconded=True, moves=("follow",)), EN)

    assert screen.text == (
        "✅ Seconded. You will hear how it goes on.\n\n"
        "📄 <b>Proposal #12</b> · open for seconds\n"
        "<b>利用空地&lt;建&gt;停车场</b>\n"
        "By 王* · Fri 30 Jan 2026 12:00\n\n"
        "晚上没有车位。\n\n"
        "📎 Photos: 2, voice messages: 0\n\n"
        "👍 Seconds <b>3/10</b> · followers 4\n\n"
        "You have seconded it."
    )
    assert screen.toast == "Seconded"


def test_a_complete_draft_leads_on_and_a_new_one_asks():
    complete = word(DRAFT, ZH)
    empty = word(
        replace(DRAFT, title="", body="", photos=0, awaits="title", note="new", revision=1), ZH
    )

    assert presses(complete) == [
        ["proposal.review:0:3"],
        ["proposal.edit:0:3:title", "proposal.edit:0:3:body"],
        ["proposal.edit:0:3:files"],
        ["draft.discard"],
    ]
    assert empty.text == (
        "✍️ <b>新提案</b>\n\n"
        "请发消息给我：<b>第一行写标题</b>（4～60 字），下面写内容（10～3000 字）。先只发标题也可以。\n"
        "照片、语音可以直接发来（共 6 个以内）。"
    )
    assert presses(empty) == [["draft.discard"]]


def test_similar_proposals_can_be_seconded_instead():
    similar = Similar(
        number=7,
        title="空地建立体停车场",
        state="admitted",
        seconds=5,
        per_mille=612,
        may_second=True,
    )

    screen = word(ProposalReview(draft=DRAFT, similar=(similar,), needed=10), ZH)

    assert screen.text == (
        "<b>邻居已经提过类似的提案。</b>附议已有的提案，更快凑够人数。\n\n"
        "<b>#7</b> 空地建立体停车场\n征集附议 · 附议 5/10"
    )
    assert [row[0].label for row in screen.rows] == [
        "👍 附议 #7 空地建立体停车场",
        "📮 不一样，提交我的",
        "✏️ 返回修改",
    ]
    assert presses(screen) == [
        ["proposal.second:7"],
        ["proposal.review:0:3:1"],
        ["proposal.edit:0:3:more"],
    ]


def test_a_refused_length_names_both_numbers_in_both_languages():
    refusal = refuse("proposal.body_long", length=10_000, limit=3_000)

    assert word(refusal, ZH).text == (
        "内容有 10000 个字，最多 3000 个字。请缩短后再发一次，之前写的没有丢。"
    )
    assert word(refusal, EN).text == (
        "The text has 10000 characters; 3000 are allowed. "
        "Please send a shorter one; nothing you wrote before is lost."
    )


def test_a_move_that_is_not_possible_names_state_and_verb_in_words():
    refusal = refuse("proposal.not_now", verb="second", state="on_agenda")

    assert word(refusal, ZH).text == (
        "这个提案现在是“已列入议程”，不能附议。请打开提案看看现在能做什么。"
    )


def test_pages_turn_both_ways_and_labels_are_short_plain_text():
    line = ProposalLine(number=3, title="<" + "长" * 59, state="admitted", seconds=1, mine=True)

    screen = word(ProposalList(lines=(line,), page=2, pages=3, total=13, needed=10), ZH)

    label = screen.rows[0][0].label
    assert (label[:6], len(label)) == ("#3 <长长", LABEL)
    assert presses(screen)[1] == ["proposals:1", "proposals:3"]


@pytest.mark.parametrize("say", [ZH, EN])
def test_the_longest_proposal_fits_one_message(say: Say):
    longest = replace(
        VIEW,
        title="😀" * 60,
        body="😀" * 3_000,
        state="returned",
        mine=True,
        reason="😀" * 250,
        merge_into=99,
        merge_into_title="😀" * 60,
        note="merge_declined",
    )

    screen = word(longest, say)

    assert units_of(screen.text) <= TEXT_LIMIT


def test_a_cut_text_never_splits_a_character():
    assert clip("😀😀😀", 5) == "😀😀…"
    assert clip("abc", 3) == "abc"
