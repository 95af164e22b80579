"""Screens of motions, answers and meetings in both languages, and limits that every screen keeps."""

from dataclasses import replace

import pytest

from council.kernel.refusals import refuse
from council.kernel.screens.screen import TEXT_LIMIT, Screen
from council.kernel.screens.translator import Translator
from council.meetings.commands import AgendaLine, MeetingView
from council.meetings.rules import MEETING
from council.motions.commands import MotionView, ResponseView
from council.motions.rules import MOTION
from council.rules.rulebook import rulebook
from council.wordings import render
from tests.council.moves import moves

ZH, EN = Translator("zh_CN"), Translator("en")
#: Friday 30 January 2026, 12:00 in Shanghai; and 27 February, 19:30.
NOON = 1769745600
EVENING = 1772191800
HOUR = 3600
ANSWERED = ResponseView(
    state="answered",
    asked_at=NOON,
    due_at=0,
    overdue=False,
    n_hours=0,
    acknowledged_at=NOON + 2 * HOUR,
    answered_at=NOON + 31 * HOUR,
    decision="needs_owners",
    reason="涉及共有部分<改变>用途",
    cost_fen=42_000_000,
    responsible="物业项目经理",
    done_by="2026-03-20",
)
#: Every class of every profile.
CLASSES = sorted({row for rules in rulebook().values() for row in rules.rows})
MOTION_VIEW = MotionView(
    bot="resident",
    number=3,
    title="停车难<怎么>办",
    body="412 辆车。",
    state="announced",
    legal_class="R-XS",
    track="residents",
    addressee="manager",
    proposal_number=12,
    proposal_title="停车",
    meeting_number=1,
    meeting_starts_at=EVENING,
    response=ANSWERED,
)
MEETING_VIEW = MeetingView(
    bot="resident",
    number=1,
    title="月度议事会",
    place="活动室",
    starts_at=EVENING,
    state="announced",
    items=(
        AgendaLine(
            number=3,
            title="停车难",
            state="announced",
            legal_class="R-XS",
            track="residents",
        ),
    ),
    yes=2,
    no=1,
    attended=0,
    rsvp="yes",
    may=moves(come="meeting.rsvp:1:yes", stay="meeting.rsvp:1:no"),
)


def test_a_motion_with_its_answer_in_chinese():
    assert render(MOTION_VIEW, ZH).text == (
        "<b>第 3 号议案 停车难&lt;怎么&gt;办</b>\n"
        "状态：已公告\n"
        "类别：R-XS 社区协商（居民意向，不产生法律效力）\n"
        "来自第 12 号提案“停车”\n"
        "会议：第 1 次，2026年2月27日（周五）19:30\n"
        "\n"
        "412 辆车。\n"
        "\n"
        "<b>物业服务人的答复</b>\n"
        "答复时间：2026年1月31日（周六）19:00（提请后 31 小时）\n"
        "答复意见：<b>需业主大会决定</b>\n"
        "理由或措施：涉及共有部分&lt;改变&gt;用途\n"
        "费用：¥420,000\n"
        "负责人：物业项目经理\n"
        "完成日期：2026年3月20日（周五）"
    )


def test_a_late_answer_is_said_to_everybody():
    late = replace(
        ANSWERED,
        state="acknowledged",
        answered_at=0,
        due_at=NOON + 48 * HOUR,
        overdue=True,
        n_hours=1,
        extended_at=NOON,
        extension_reason="等报价",
        calendar_known=False,
    )

    text = render(replace(MOTION_VIEW, response=late), EN).text

    assert text.partition("<b>The property")[2] == (
        " manager's response</b>\n"
        "Asked: Fri 30 Jan 2026 12:00\n"
        "Acknowledged: Fri 30 Jan 2026 14:00\n"
        "🔴 <b>Overdue</b>: was due by Sun 1 Feb 2026 12:00, 1 hour ago.\n"
        "Extended once (Fri 30 Jan 2026 12:00). Reason: 等报价\n"
        "<i>Note: the holiday calendar of that year is not known yet; working days are counted"
        " Monday to Friday.</i>"
    )


def test_an_announced_meeting_for_a_resident_in_english():
    screen = render(MEETING_VIEW, EN)

    assert screen.text == (
        "<b>月度议事会</b>\n"
        "🕢 Fri 27 Feb 2026 19:30\n"
        "📍 活动室\n"
        "State: announced, the agenda is locked\n"
        "2 will come, 1 will not\n"
        "You said you will come\n"
        "\n"
        "<b>Agenda</b> (1 item)\n"
        "1. Motion 3: 停车难 (advisory, announced)"
    )
    assert [[button.press for button in row] for row in screen.rows] == [
        ["meeting.rsvp:1:yes", "meeting.rsvp:1:no"],
        ["motion:3"],
        ["agenda.sheet:1"],
        ["meetings", "home"],
    ]


def test_a_resident_checks_in_with_the_first_button():
    screen = render(
        replace(MEETING_VIEW, state="in_session", may=moves(check_in="meeting.check_in:1")), ZH
    )

    assert screen.rows[0][0].press == "meeting.check_in:1"


@pytest.mark.parametrize("say", [ZH, EN])
def test_every_state_and_class_has_words(say: Translator):
    screens = []
    for state in MOTION.states:
        screens.append(render(replace(MOTION_VIEW, state=state), say))
        screens.append(render(refuse("motion.not_now", verb="put", state=state), say))
    for state in MEETING.states:
        screens.append(render(replace(MEETING_VIEW, state=state), say))
        screens.append(render(refuse("meeting.agenda_locked", state=state), say))
    outcomes = (
        *(refuse("motion.not_now", verb=verb, state="lost") for verb in MOTION.moves),
        *(refuse("meeting.not_now", verb=verb, state="approved") for verb in MEETING.moves),
        *(replace(MOTION_VIEW, legal_class=row) for row in CLASSES),
    )
    screens += [render(outcome, say) for outcome in outcomes]
    assert all(screen.text and screen.rows for screen in screens)


def units(screen: Screen) -> int:
    return len(screen.text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("say", [ZH, EN])
def test_the_longest_words_still_fit_a_message(say: Translator):
    long = "𠮷" * 3000
    answer = replace(
        ANSWERED,
        reason=long[:1000],
        responsible=long[:60],
        extended_at=NOON,
        extension_reason=long,
    )
    motion = replace(
        MOTION_VIEW, title=long[:60], body=long, response=answer, proposal_title=long[:60]
    )
    lines = tuple(
        AgendaLine(
            number=n,
            title=long[:60],
            state="announced",
            legal_class="R-XS",
            track="residents",
            overdue=True,
        )
        for n in range(900, 918)
    )
    meeting = replace(
        MEETING_VIEW,
        items=lines,
        minutes="handed_in",
        state="minuted",
        title=long[:60],
        place=long[:60],
    )

    sizes = [units(render(view, say)) for view in (motion, meeting)]

    assert max(sizes) <= TEXT_LIMIT
    labels = [b.label for row in render(meeting, say).rows for b in row]
    assert max(map(len, labels)) <= 30
