"""Screens of resolutions in both languages, and limits that every screen keeps."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from council.kernel.outbox.notices import message_screen
from council.kernel.refusals import refuse
from council.kernel.screens.parts import LABEL, units_of
from council.kernel.screens.screen import TEXT_LIMIT, Screen
from council.kernel.screens.translator import LOCALES, Translator, catalog
from council.polls.ratification import RatificationResult, count_ratified
from council.resolutions.commands import Objection, ResolutionView, Task
from council.resolutions.reads import (
    ObjectionList,
    PublicationCheck,
    ResolutionLine,
    ResolutionList,
    ResolutionText,
)
from council.resolutions.sentence import sentence_params
from council.rules.rulebook import NATIONAL, rulebook
from council.wordings import render
from tests.council.moves import moves
from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll

ZH, EN = Translator("zh_CN"), Translator("en")
GOLDEN = Path(__file__).parents[2] / "golden"
#: 10 May 2026, 09:00 in Shanghai, and what follows from it.
MAY_10, MAY_25, NEXT_YEAR = 1778374800, 1779724799, 1809964799


def heyue(file: str, legal_class: str) -> RatificationResult:
    """A decision of 和悦家园, counted from its published files."""
    units = read_roll((GOLDEN / "heyue-roll.csv").read_bytes(), file="roll").units
    ballots = read_ballots((GOLDEN / file).read_bytes(), file=file, units=units)
    return count_ratified(units, ballots, legal_class=legal_class, rules=rulebook()[NATIONAL])


M1 = heyue("heyue-m1-ballots.csv", "O-8")
M2 = heyue("heyue-m2-ballots.csv", "O-9")
OBJECTION = Objection(
    number=1, name="王*", body="噪声太大<怎么办>？", raised_at=MAY_10, answer="", answered_at=0
)
VIEW = ResolutionView(
    bot="resident",
    number="2026-1",
    title="利用闲置空地建设 60 位机械立体停车场",
    body="在 620 m² 空地建设。",
    state="in_force",
    motion=2,
    poll=3,
    poll_state="certified",
    legal_class="O-8",
    result=M1,
    vote=None,
    drafted_at=MAY_10,
    drafted_by="",
    publish_by=0,
    published_at=MAY_10,
    published_by="",
    posted_until=MAY_25,
    challenge_until=NEXT_YEAR,
    fulfilled_at=0,
    repealed_at=0,
    repealed_by="",
    tasks=(
        Task(position=1, title="规划许可", done_at=MAY_10, done_by="李"),
        Task(position=2, title="特种设备使用登记"),
    ),
    objections=(OBJECTION,),
    moves=moves(object="form.start:objection:2026-1"),
    seal="0a1b2c3d",
)
DRAFT = replace(
    VIEW,
    bot="staff",
    state="provisional",
    poll_state="counted",
    published_at=0,
    publish_by=MAY_10,
    posted_until=0,
    challenge_until=0,
    drafted_by="李敏",
    tasks=(),
    objections=(),
    moves=moves(
        publish="resolution.confirm:2026-1",
        title="form.start:resolution_title:2026-1",
        body="form.start:resolution_body:2026-1",
        tasks="form.start:resolution_tasks:2026-1",
    ),
)


def presses(screen: Screen) -> list[list[str]]:
    return [[button.press for button in row] for row in screen.rows]


def test_a_resident_reads_every_denominator():
    screen = render(VIEW, ZH)

    assert screen.text == (
        "<b>决议 2026-1：利用闲置空地建设 60 位机械立体停车场</b>\n"
        "状态：已生效\n\n"
        "在 620 m² 空地建设。\n\n"
        "参与 325/464 人（70.04%）、面积 36,383.60 m²/51,162.56 m²（71.11%），两项都达到三分之二以上；"
        "同意 251/325 人（77.23%）、面积 28,333.04 m²/36,383.60 m²（77.87%），"
        "两项都达到参与者的四分之三以上。\n\n"
        "依据：业主表决 3（类别 O-8）\n"
        "公布：2026年5月10日（周日）\n"
        "公示到：2026年5月25日（周一）\n"
        "依法请求法院撤销的期限：2027年5月10日（周一）\n\n"
        "<b>落实事项</b>（完成 1/2）\n"
        "✅ 1. 规划许可（2026年5月10日（周日））\n"
        "⬜ 2. 特种设备使用登记\n\n"
        "异议 1 条，已答复 0 条。异议和答复都公开。"
    )
    assert presses(screen) == [
        ["resolution.task:2026-1:2"],
        ["form.start:objection:2026-1"],
        ["resolution.text:2026-1", "resolution.objections:2026-1"],
        ["resolutions", "home"],
    ]


def test_an_ordinary_decision_needs_more_than_half():
    screen = render(replace(VIEW, result=M2, tasks=(), objections=(), moves=()), EN)

    assert screen.text.split("\n\n")[2] == (
        "Taking part: 325 of 464 owners (70.04%) with 36,383.60 m² of 51,162.56 m² (71.11%),"
        " both at least two thirds; agreeing: 185 of 325 owners (56.92%) with 21,313.68 m² of"
        " 36,383.60 m² (58.58%), both more than half of those taking part."
    )


def test_the_staff_see_who_drafted_by_when_and_what_to_do():
    screen = render(replace(DRAFT, just="draft"), ZH)

    assert screen.text.startswith(
        "已起草，文字取自议案，可以修改。请另一位召集人或主持人公布。\n\n"
    )
    assert screen.text.endswith(
        "依据：业主表决 3（类别 O-8）\n"
        "尚未公布，应在 2026年5月10日（周日）09:00 前由另一位工作人员公布。\n"
        "起草：李敏"
    )
    assert presses(screen) == [
        ["resolution.confirm:2026-1"],
        ["form.start:resolution_title:2026-1", "form.start:resolution_body:2026-1"],
        ["form.start:resolution_tasks:2026-1"],
        ["resolution.text:2026-1"],
        ["resolutions", "home"],
    ]


def test_the_second_person_is_told_that_publishing_certifies():
    counted = render(PublicationCheck(view=DRAFT), ZH)
    certified = render(PublicationCheck(view=replace(DRAFT, poll_state="certified")), ZH)

    assert counted.text.endswith(
        "业主表决 3 的计票还没有确认。您公布的同时，也由您作为复核人确认计票结果。"
    )
    assert certified.text.endswith("业主表决 3 的计票已经确认。")
    assert presses(counted)[0] == ["resolution.publish:2026-1:0a1b2c3d"]


def test_open_tasks_have_a_button_each():
    done, to_do = VIEW.tasks
    to_do = replace(to_do, moves=moves(done="resolution.done:2026-1:2"))
    plan = moves(tasks="form.start:resolution_tasks:2026-1")
    doing = replace(VIEW, bot="staff", state="implementing", moves=plan, tasks=(done, to_do))

    screen = render(doing, EN)

    assert presses(screen)[0] == ["resolution.done:2026-1:2"]
    assert screen.rows[0][0].label == "2. Done: 特种设备使用登记"


def test_an_objection_is_read_whole_with_its_answer():
    answered = replace(OBJECTION, number=2, answer="会做隔音。", answered_at=MAY_10, mine=True)
    both = ObjectionList(
        bot="staff",
        number="2026-1",
        title="停车场",
        objections=(OBJECTION, answered),
        may_answer=True,
        may_object=False,
        page=1,
    )

    first, second = render(both, ZH), render(replace(both, page=2), ZH)

    assert first.text == (
        "<b>对决议 2026-1 的异议</b>\n停车场\n\n"
        "第 1/2 条 · 王* · 2026年5月10日（周日）09:00\n噪声太大&lt;怎么办&gt;？\n\n"
        "<i>等待召集人答复。</i>"
    )
    assert presses(first) == [
        ["form.start:objection_answer:2026-1-1"],
        ["resolution.objections:2026-1:2"],
        ["resolution.show:2026-1", "home"],
    ]
    assert second.text.endswith(
        "第 2/2 条 · 您提出的 · 2026年5月10日（周日）09:00\n噪声太大&lt;怎么办&gt;？\n\n"
        "<b>答复</b>（2026年5月10日（周日）09:00）\n会做隔音。"
    )


def test_a_list_without_resolutions_says_when_there_will_be_some():
    empty = ResolutionList(bot="resident", lines=(), page=1, pages=1)

    assert render(empty, ZH).text == "还没有决议。业主表决或会议表决通过并公布后，会显示在这里。"


def test_everybody_is_told_in_one_message():
    params = {
        "number": "2026-1",
        "title": "停车场",
        "until_on": MAY_25,
        "challenge_on": NEXT_YEAR,
        **sentence_params(M1),
    }
    body = {
        "params": params,
        "buttons": [["button.resolution_read", "resolution.show", ["2026-1"]]],
    }

    screen = message_screen("resolution_published_special", json.dumps(body), ZH)

    assert screen.text == (
        "<b>决议 2026-1 公布：停车场</b>\n业主表决通过：325/464 人参加，参加者中 77.23% 同意。\n"
        "公布起生效；2026年5月25日（周一）前可以提出异议。"
    )
    assert presses(screen) == [["resolution.show:2026-1"]]


def test_a_refusal_names_state_and_verb_in_words():
    refused = render(refuse("resolution.not_now", verb="revise", state="in_force"), ZH)

    assert refused.text == ("这份决议现在是“已生效”，不能修改。请打开决议，看看现在能做什么。")


@pytest.mark.parametrize("say", [ZH, EN])
def test_the_longest_screens_fit(say: Translator):
    crowd = "🏠" * 3000
    objection = replace(OBJECTION, body="🏠" * 1000, answer="🏠" * 1000, answered_at=MAY_10)
    tasks = tuple(Task(position=n, title="长" * 60, done_at=MAY_10) for n in range(1, 21))
    long = replace(
        VIEW,
        title="长" * 60,
        body=crowd,
        drafted_by="长" * 30,
        published_by="长" * 30,
        tasks=tasks,
        repealed_at=MAY_10,
        repealed_by="2027-1",
        fulfilled_at=MAY_10,
        just="publish",
    )
    lines = tuple(
        ResolutionLine(number=f"2026-{n}", title="长" * 60, state="in_force", on=MAY_10)
        for n in range(8)
    )
    objections = ObjectionList(
        bot="staff",
        number="2026-1",
        title="长" * 60,
        objections=(objection,),
        may_answer=True,
        may_object=True,
        page=1,
    )

    screens = [
        render(outcome, say)
        for outcome in (
            long,
            replace(
                long,
                bot="staff",
                moves=(*DRAFT.moves, *moves(repeal="form.start:resolution_repeal:2026-1")),
            ),
            ResolutionText(number="2026-1", title="长" * 60, body=crowd),
            PublicationCheck(view=long),
            objections,
            ResolutionList(bot="staff", lines=lines, page=2, pages=3),
        )
    ]

    assert [screen for screen in screens if units_of(screen.text) > TEXT_LIMIT] == []
    labels = [b.label for screen in screens for row in screen.rows for b in row]
    assert [text for text in labels if len(text) > LABEL] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_made_from_parts_is_in_the_catalog(locale: str):
    justs = "draft revise publish plan_tasks do_task fulfil repeal object answer_objection"
    states = "provisional in_force implementing fulfilled repealed"
    verbs = "publish revise plan_tasks do_task implement fulfil repeal object"
    notices = (
        "published_special published_ordinary fulfilled repealed drafted to_publish objected"
        " answered"
    )
    needs = "draft draft_late publish publish_late answer do fulfil"
    wanted = [
        *(f"resolution.just.{each}" for each in justs.split()),
        *(f"state.resolution.{each}" for each in states.split()),
        *(f"verb.resolution.{each}" for each in verbs.split()),
        *(f"notice.resolution_{each}" for each in notices.split()),
        *(f"need.resolution_{each}" for each in needs.split()),
        *(f"need.resolution_{each}.button" for each in needs.split()),
    ]

    assert [key for key in wanted if key not in catalog(locale)] == []
