"""Screens of proposals in both languages, and limits that every screen keeps."""

from dataclasses import replace
from typing import Any

import pytest

from council.kernel.forms.commands import FormSheet, Lead, Line, Phrase
from council.kernel.refusals import Param, refuse
from council.kernel.screens.parts import LABEL, clip, units_of
from council.kernel.screens.screen import TEXT_LIMIT, Screen
from council.kernel.screens.translator import Translator
from council.proposals.commands import ProposalView
from council.proposals.reads import ProposalLine, ProposalList
from council.wordings import render
from tests.council.moves import moves

ZH, EN = Translator("zh_CN"), Translator("en")
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
    moves=moves(second="proposal.second:12", follow="proposal.follow:12"),
)


def sheet(**more: Any) -> FormSheet:
    """A proposal's form: complete, with a photo."""
    whole = FormSheet(
        form="proposal",
        subject="new",
        words="proposal",
        variant="",
        head={
            "number": 0,
            "title_least": 4,
            "title_most": 60,
            "body_least": 10,
            "body_most": 3_000,
            "files": 6,
            "needed": 10,
        },
        lines=(
            Line(name="title", says=Phrase(text="利用空地建停车场")),
            Line(name="body", says=Phrase(text="晚上没有车位。")),
            Line(
                name="files", says=Phrase(key="proposal.files", params={"photos": 1, "voices": 0})
            ),
        ),
        notes=(),
        asks="",
        hints=(),
        offered=(),
        columns=1,
        back="",
        changes=("title", "body", "files"),
        leads=(),
        revision=3,
    )
    return replace(whole, **more)


def presses(screen: Screen) -> list[list[str]]:
    return [[button.press for button in row] for row in screen.rows]


def test_a_proposal_reads_well_in_chinese():
    screen = render(VIEW, ZH)

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
        ["proposal.photos:12"],
        ["proposals:1", "home"],
    ]


def test_a_proposal_reads_well_in_english_after_seconding():
    screen = render(
        replace(VIEW, note="seconded", seconded=True, moves=moves(follow="proposal.follow:12")), EN
    )

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


def test_a_new_proposal_asks_for_title_and_text():
    screen = render(sheet(lines=(), asks="title", changes=(), revision=1), ZH)

    assert screen.text == (
        "✍️ <b>新提案</b>\n\n"
        "请发消息给我：<b>第一行写标题</b>（4～60 字），下面写内容（10～3000 字）。先只发标题也可以。\n"
        "照片、语音可以直接发来（共 6 个以内）。"
    )
    assert presses(screen) == [["form.drop:proposal:new"], ["home"]]


def test_a_complete_proposal_is_looked_at_once_more():
    screen = render(sheet(), ZH)

    assert screen.text == (
        "✍️ <b>新提案</b>\n\n"
        "标题：利用空地建停车场\n内容：晚上没有车位。\n照片和语音：📎 照片 1 张，语音 0 段\n\n"
        "还可以接着补充文字，或发照片、语音（共 6 个以内）。写好了请核对，再按“确认提交”。\n"
        "提交后由召集人审核；通过后，有 10 位其他居民附议就可以列入议程。"
    )
    assert [[button.label for button in row] for row in screen.rows] == [
        ["📮 确认提交"],
        ["✏️ 改标题", "✏️ 改内容"],
        ["✏️ 改照片和语音"],
        ["↩️ 重新填", "✖️ 停止填写"],
        ["🏠 首页"],
    ]


def test_what_is_written_anew_is_asked_for_as_something_new():
    screen = render(sheet(asks="body", changes=()), ZH)

    assert "请发<b>新的内容</b>（10～3000 字），会替换原来的。" in screen.text


def test_a_half_written_proposal_says_that_it_is_still_there():
    half = sheet(lines=sheet().lines[:1], asks="body", back="title", changes=(), resumed=True)

    screen = render(half, ZH)

    assert screen.text.startswith(
        "✍️ <b>新提案</b>\n\n上次填的还在，可以接着填。\n\n标题：利用空地建停车场\n\n请发<b>内容</b>"
    )
    assert presses(screen) == [
        ["form.ask:proposal:new:3:title", "form.anew:proposal:new", "form.drop:proposal:new"],
        ["home"],
    ]


SIMILAR = Lead(
    key="proposal.button.second_instead",
    verb="proposal.second",
    arguments=(7,),
    params={"number": 7, "title": "空地建立体停车场"},
    instead=True,
)
LIKE = Phrase(
    key="proposal.line",
    params={
        "number": 7,
        "title": "空地建立体停车场",
        "state_key": "state.proposal.admitted",
        "seconds": 5,
        "needed": 10,
    },
)


def test_similar_proposals_can_be_seconded_instead():
    told = (Phrase(key="proposal.similar"), LIKE)

    screen = render(sheet(variant="alike", notes=told, leads=(SIMILAR,)), ZH)

    assert (
        "<b>邻居已经提过类似的提案。</b>附议已有的提案，更快凑够人数。\n\n"
        "<b>#7</b> 空地建立体停车场\n征集附议 · 附议 5/10\n\n如果您的提案不一样："
    ) in screen.text
    assert [row[0].label for row in screen.rows[:2]] == [
        "👍 附议 #7 空地建立体停车场",
        "📮 不一样，提交我的",
    ]
    assert presses(screen)[:2] == [["proposal.second:7"], ["form.file:proposal:new:3"]]


@pytest.mark.parametrize("say", [ZH, EN])
def test_the_longest_form_fits_one_message(say: Translator):
    long = (
        Line(name="title", says=Phrase(text="😀" * 60)),
        Line(name="body", says=Phrase(text="😀" * 3_000)),
    )
    reason = Phrase(key="proposal.reason", params={"reason": "😀" * 250})
    told = (Phrase(key="proposal.similar"), *(replace(LIKE, params=_named("😀" * 60)),) * 3)

    alike = render(sheet(lines=long, notes=told, variant="alike"), say)
    correct = render(sheet(lines=long, notes=(reason,), variant="correct"), say)

    assert units_of(alike.text) <= TEXT_LIMIT
    assert units_of(correct.text) <= TEXT_LIMIT


def _named(title: str) -> dict[str, Param]:
    return {**LIKE.params, "title": title}


def test_a_refused_length_names_both_numbers_in_both_languages():
    refusal = refuse("proposal.body_long", length=10_000, limit=3_000)

    assert render(refusal, ZH).text == (
        "内容有 10000 个字，最多 3000 个字。请缩短后再发一次，之前写的没有丢。"
    )
    assert render(refusal, EN).text == (
        "The text has 10000 characters; 3000 are allowed. "
        "Please send a shorter one; nothing you wrote before is lost."
    )


def test_a_move_that_is_not_possible_names_state_and_verb_in_words():
    refusal = refuse("proposal.not_now", verb="second", state="on_agenda")

    assert render(refusal, ZH).text == (
        "这个提案现在是“已列入议程”，不能附议。请打开提案看看现在能做什么。"
    )


def test_pages_turn_both_ways_and_labels_are_short_plain_text():
    line = ProposalLine(
        number=3, title="<" + "长" * 59, state="admitted", seconds=1, needed=10, mine=True
    )

    screen = render(ProposalList(lines=(line,), page=2, pages=3, total=13), ZH)

    label = screen.rows[0][0].label
    assert (label[:6], len(label)) == ("#3 <长长", LABEL)
    assert presses(screen)[1] == ["proposals:1", "proposals:3"]


@pytest.mark.parametrize("say", [ZH, EN])
def test_the_longest_proposal_fits_one_message(say: Translator):
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

    screen = render(longest, say)

    assert units_of(screen.text) <= TEXT_LIMIT


def test_a_cut_text_never_splits_a_character():
    assert clip("😀😀😀", 5) == "😀😀…"
    assert clip("abc", 3) == "abc"
