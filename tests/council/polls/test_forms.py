"""The dialogues about polls: forms filled in field by field, papers typed by the clerk."""

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.motions.reads import motion_view
from council.polls.ballots.commands import RecordPaper
from council.polls.commands import ClosePoll, CountPoll, PollView
from council.polls.reads import show
from council.wordings import render
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.polls.polling import (
    RATIFIED,
    choose,
    open_ranking,
    open_ratification,
    put_motion,
    receipt,
    vote,
)
from tests.council.polls.test_moving import council

ZH = Translator("zh_CN")


def test_the_form_of_a_motion_from_a_ranking_takes_the_text_that_the_owners_decide(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    town.act("召", ClosePoll, poll=1)
    town.act("召", CountPoll, poll=1)
    form = Filling(town, "召", "ranked_motion")

    classed = form.say("O-8")
    asked = form.change("body")
    empty = form.say("  ")
    ready = form.say("利用闲置空地建设\n60 位立体停车场。")
    made = form.file()
    view = town.read("召", lambda tx, who: motion_view(tx, who, made.motion, "staff"))

    assert filled(classed) == {"legal_class": "legal_class.line", "title": "立体停车场"}
    assert asked.asks == "body"
    assert "正文现在是空的" in render(classed, ZH).text
    assert "正文现在是空的" not in render(ready, ZH).text
    assert problem(empty) == "motion.no_body"
    assert (view.title, view.body) == ("立体停车场", "利用闲置空地建设\n60 位立体停车场。")


def test_a_ranking_is_drafted_by_dialogue(town: Town):
    council(town)
    put_motion(town)

    form = Filling(town, "召", "ranking")
    asked = form.sheet
    wrong = form.say("A 停车场\nB 停车场")
    ready = form.say("A 立体停车场\nB 错峰共享")
    changing = form.change("closes")
    unreadable = form.say("下下周")
    dated = form.say("2026-02-06 20:00")
    stale = form.file(on=ready)
    filed = form.file(on=dated)

    assert (asked.asks, problem(wrong), ready.asks) == ("options", "poll.option_twice", "")
    assert (changing.asks, problem(unreadable)[:5], dated.asks) == ("closes", "date.", "")
    assert problem(stale) == "form.stale"
    assert isinstance(filed, PollView)
    assert [option.title for option in filed.options] == ["立体停车场", "错峰共享", "维持现状"]
    assert filed.closes_at == 1770379200


def test_two_forms_about_one_poll_stand_side_by_side(town: Town):
    council(town)
    open_ranking(town)
    extending = Filling(town, "召", "extend")
    extending.say("2026-02-08 20:00", "参加的人还太少，再等几天。")
    annulling = Filling(town, "召", "annul")
    annulling.say("选项写错了，要重新来。")

    extended = extending.file()

    assert town.read("召", lambda tx, who: show(tx, who, 1)).state == "open"
    assert isinstance(extended, PollView)
    assert filled(annulling.sheet) == {"reason": "选项写错了，要重新来。"}


def test_a_paper_ballot_is_the_latest_act_and_its_serial_counts_once(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    receipt(choose(town, "甲先生", "oppose"))

    def paper(voter: str, said: str, serial: str, owner: str = "") -> object:
        return town.act(
            "代", RecordPaper, poll=1, voter=voter, said=said, serial=serial, owner=owner
        )

    recorded = paper("1-101", "同意", "N-001")
    twice = paper("1-102", "同意", "n-001")
    unknown = paper("9-999", "同意", "N-002")
    whose = paper("1-202", "同意", "N-003")
    signed = paper("1-202", "弃权", "N-003", "戊")
    unreadable = paper("1-102", "也许", "N-004")
    by_resident = town.act("甲先生", RecordPaper, poll=1, voter="1-101", said="同意", serial="1")

    assert (recorded.replaced, recorded.revision, recorded.choice) == ("chat", 2, "agree")
    assert twice == Refusal("ballot.paper_serial_used", {"serial": "N-001", **RATIFIED})
    assert unknown == Refusal("ballot.paper_unknown_unit", {"given": "9-999"})
    assert whose == Refusal("ballot.paper_which_owner", {"owners": "丁、戊"})
    assert (signed.owner, signed.units, signed.replaced) == ("戊", ("1-202",), "")
    assert unreadable == Refusal("ballot.paper_choice", {"given": "也许"})
    assert by_resident.key == "policy.not_your_role"


def test_the_clerk_fills_in_a_paper_by_dialogue(town: Town):
    council(town)
    open_ratification(town)

    form = Filling(town, "代", "paper")
    asked = [form.sheet.asks, problem(form.say("8-8")), form.say("1-202").asks]
    asked += [form.say("丁").asks, form.tap("agree").asks, form.say("N-7").asks]
    before = form.sheet
    asked.append(form.tap("now").asks)
    stale = form.file(on=before)
    filed = form.file()
    twice = form.file()

    assert asked == [
        "voter",
        "ballot.paper_unknown_unit",
        "owner",
        "choice",
        "serial",
        "signed",
        "",
    ]
    assert problem(stale) == "form.stale"
    assert (filed.owner, filed.choice, filed.serial) == ("丁", "agree", "N-7")
    assert twice == filed


def test_an_extension_that_would_be_refused_is_refused_as_soon_as_its_day_is_typed(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    form = Filling(town, "召", "extend")

    late = form.say("2026年12月31日")
    enough = form.say("2026年3月20日")

    assert (problem(late), late.asks) == ("poll.extend_too_long", "closes")
    assert (problem(enough), enough.asks) == ("", "reason")
