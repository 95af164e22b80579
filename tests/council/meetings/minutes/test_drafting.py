"""Minutes drafted from the log: what an evening says by itself."""

from sqlalchemy import delete

from council.kernel.refusals import Refusal
from council.meetings.commands import AdjournMeeting, AnnounceMeeting, CheckIn, StartMeeting
from council.meetings.minutes import hooks
from council.meetings.minutes.commands import DraftMinutes, RedraftSection, WriteMinutes
from council.meetings.minutes.falls_due import falls_due
from council.meetings.minutes.minutes import (
    AmendmentMoved,
    PartyThere,
    PointRaised,
    Proceedings,
    SpeechGiven,
    Task,
)
from council.meetings.minutes.reads import minutes_view, section_view
from council.meetings.minutes.tables import minutes_sections
from tests.council.conftest import Town
from tests.council.evening import at, heard, meeting, motion, staff
from tests.council.meetings.meeting import LAST_FRIDAY
from tests.council.meetings.minutes.evening import over, seen, texts


def test_a_meeting_that_ends_has_its_minutes_drafted_from_the_log(town: Town):
    met = over(town)
    meeting(town, "2026-03-27 19:30")
    redrafted = town.act("何", RedraftSection, number=met, section="next", revision=1)

    found = texts(town, met)

    assert found == {
        "head": (
            "会议：议事会（第 1 次）\n原定时间：2026年2月27日（周五）19:30\n"
            "开会：2026年2月27日（周五）19:30\n散会：2026年2月27日（周五）19:30\n"
            "地点：社区活动室\n主持：主\n记录：何"
        ),
        "people": "出席共 0 人。\n居民：0 人",
        "agenda": found["agenda"],
        "m1": found["m1"],
        "decisions": "1. 第 1 号议案“小区停车难怎么办”：通过。",
        "tasks": "本次会议没有布置任务。",
        "putoff": "没有暂缓的事项。",
        "next": "议事会：2026年3月27日（周五）19:30，社区活动室",
        "notes": "",
    }
    assert found["agenda"].startswith("1. 第 1 号议案：小区停车难怎么办（")
    assert "成年居民共 980 名，到会 491 名；须过半数到会，即至少 491 名：已达到。" in found["m1"]
    assert "同意 246 名、反对 200 名、弃权 45 名" in found["m1"]
    assert "表决结果：通过。" in found["m1"]
    assert redrafted.said == "minutes.said.redrafted"


def test_who_checked_in_is_told_by_name(town: Town):
    staff(town)
    _, met = heard(town, legal_class="R-XS")
    for name in ("李", "王"):
        town.act(name, CheckIn, number=met)

    town.act("主", AdjournMeeting, number=met)

    assert texts(town, met)["people"] == "出席共 2 人。\n居民：2 人（李、王）"
    assert texts(town, met)["decisions"] == "1. 第 1 号议案“小区停车难怎么办”：已审议，未付表决。"


def test_a_meeting_without_any_motion_has_minutes_too(town: Town):
    staff(town)
    number = motion(town)
    met = meeting(town, LAST_FRIDAY, number)
    town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)

    town.act("主", AdjournMeeting, number=met)

    found = texts(town, met)
    assert found["putoff"] == "第 1 号议案“小区停车难怎么办”：散会前没有讨论到。"
    assert found["decisions"] == "本次会议没有议定事项。"
    assert found["next"] == "下次会议还没有定。"


def test_what_others_know_of_the_evening_stands_in_them(town: Town, monkeypatch):
    happened = Proceedings(
        motion=1,
        mover="王",
        seconder="李",
        text="先划线，半年后再看。",
        speeches=(
            SpeechGiven(side="for", name="王", seconds=118, text="先做便宜的。"),
            SpeechGiven(side="for", name="李", seconds=62),
            SpeechGiven(side="against", name="主", seconds=30, afterwards=True),
        ),
        amendments=(
            AmendmentMoved(
                text="半年后再看", mover="李", seconder="王", outcome="carried", yes=9, no=3
            ),
        ),
        points=(PointRaised(name="王", ruling="taken"),),
    )
    told = {
        "PROCEEDINGS": (happened,),
        "PARTIES": (
            PartyThere(party="居民代表", count=12, names=("王", "李"), absent=3),
            PartyThere(party="物业", count=1, standing=True),
        ),
        "PRESIDED": ("主", "王"),
        "TASKS": (Task(title="划线", owner="物业", due_on=at("2026-03-31 00:00")),),
    }
    for name, answer in told.items():
        monkeypatch.setattr(getattr(hooks, name), "_hung", [lambda _tx, _met, a=answer: a])

    met = over(town)

    found = texts(town, met)
    assert "主持：主、王" in found["head"]
    assert found["people"] == (
        "出席共 12 人。\n居民代表：12 人（王、李）\n缺席（居民代表）：3 人\n列席（物业）：1 人"
    )
    assert found["m1"].split("\n")[1:9] == [
        "提出：王；附议：李",
        "赞成发言 2 人次，共 3 分 0 秒：",
        "· 王（1 分 58 秒）：先做便宜的。",
        "· 李（1 分 2 秒）",
        "反对发言 1 人次，共 0 分 30 秒：",
        "· 主（0 分 30 秒）（会后补记）",
        "修正案 1（李提出，王附议）：半年后再看——赞成 9，反对 3，通过。",
        "修正后的内容：先划线，半年后再看。",
    ]
    assert found["tasks"] == "1. 划线；负责人：物业；完成日期：2026年3月31日（周二）"


def test_a_section_is_written_anew_from_the_log_and_what_stood_there_is_kept(town: Town):
    met = over(town)
    town.act("何", WriteMinutes, number=met, section="decisions", text="议定：划线。")
    meeting(town, "2026-03-27 19:30")

    stale = town.act("何", RedraftSection, number=met, section="decisions", revision=1)
    anew = town.act("何", RedraftSection, number=met, section="decisions", revision=2)
    same = town.act("何", RedraftSection, number=met, section="decisions", revision=3)
    free = town.act("何", RedraftSection, number=met, section="fixes", revision=1)

    assert stale.key == "minutes.changed_meanwhile"
    assert (anew.text, anew.before) == ("1. 第 1 号议案“小区停车难怎么办”：通过。", 2)
    assert same.said == "minutes.said.same_as_log"
    assert free == Refusal("minutes.not_of_the_log")


def test_the_clock_drafts_what_nobody_has_drafted(town: Town):
    met = over(town)
    town.app.bus.submit_run(
        lambda tx: tx.connection.execute(delete(minutes_sections)).rowcount
    ).result()

    owed = [type(each) for each in town.app.bus.read_now(falls_due)]
    town.tick(DraftMinutes, number=met)
    again = town.app.bus.read_now(falls_due)

    assert (owed, again) == ([DraftMinutes], ())
    assert seen(town, met).revision == 1


def test_a_cancelled_or_running_meeting_has_no_minutes(town: Town):
    staff(town)
    _, met = heard(town, legal_class="R-XS")

    running = town.read("何", minutes_view, met)
    unknown = town.read("何", section_view, met, "head")
    stranger = town.read("王", minutes_view, met)

    assert running == Refusal("minutes.not_now", {"state": "in_session"})
    assert unknown == Refusal("minutes.not_now", {"state": "in_session"})
    assert stranger == Refusal("people.not_staff", {"name": "王"})
