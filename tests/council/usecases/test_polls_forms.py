"""The dialogues about polls: forms filled in field by field, papers typed by the clerk."""

from council.commands.ballots import AnswerPaper, FilePaper, PickPaper, RecordPaper, StartPaper
from council.commands.people import DraftDiscarded
from council.commands.polls import (
    AnswerPollForm,
    AskPollField,
    ClosePoll,
    CountPoll,
    DropPollForm,
    FilePollForm,
    FormField,
    PollForm,
    PollView,
    StartPollForm,
)
from council.domain.refusals import Refusal
from council.reads.motions import motion_view
from council.reads.polls import show
from council.wording import word
from council.wording.say import Say
from tests.council.conftest import Town
from tests.council.usecases.polling import (
    RATIFIED,
    choose,
    open_ranking,
    open_ratification,
    put_motion,
    receipt,
    vote,
)
from tests.council.usecases.test_polls import council

ZH = Say("zh_CN")


def test_the_form_of_a_motion_from_a_ranking_takes_the_text_that_the_owners_decide(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    town.act("召", ClosePoll, poll=1)
    town.act("召", CountPoll, poll=1)
    form = {"form": "motion", "target": 1}

    begun = town.act("召", StartPollForm, **form)
    classed = town.act("召", AnswerPollForm, text="O-8", revision=begun.revision, **form)
    asked = town.act("召", AskPollField, field="body", revision=classed.revision, **form)
    empty = town.act("召", AnswerPollForm, text="  ")
    ready = town.act("召", AnswerPollForm, text="利用闲置空地建设\n60 位立体停车场。")
    made = town.act("召", FilePollForm, revision=ready.revision, **form)
    view = town.read("召", lambda tx, who: motion_view(tx, who, made.motion, "staff"))

    assert begun.fields[-1] == FormField(name="body", text="")
    assert asked.asks == "body"
    assert "正文现在是空的" in word(classed, ZH).text
    assert "正文现在是空的" not in word(ready, ZH).text
    assert empty.problem == "motion.no_body"
    assert (view.title, view.body) == ("立体停车场", "利用闲置空地建设\n60 位立体停车场。")


def test_a_ranking_is_drafted_by_dialogue(town: Town):
    council(town)
    put_motion(town)

    asked = town.act("召", StartPollForm, form="ranking", target=1)
    wrong = town.act("召", AnswerPollForm, text="A 停车场\nB 停车场")
    ready = town.act("召", AnswerPollForm, text="A 立体停车场\nB 错峰共享")
    of_it = {"form": "ranking", "target": 1}
    changing = town.act("召", AskPollField, field="closes", revision=ready.revision, **of_it)
    unreadable = town.act("召", AnswerPollForm, text="下下周")
    dated = town.act("召", AnswerPollForm, text="2026-02-06 20:00")
    stale = town.act("召", FilePollForm, revision=ready.revision, **of_it)
    filed = town.act("召", FilePollForm, revision=dated.revision, **of_it)

    assert (asked.asks, wrong.problem, ready.asks) == ("options", "poll.option_twice", "")
    assert (changing.asks, unreadable.problem[:5], dated.asks) == ("closes", "date.", "")
    assert isinstance(stale, PollForm)
    assert stale.problem == "poll.form_stale"
    assert isinstance(filed, PollView)
    assert [option.title for option in filed.options] == ["立体停车场", "错峰共享", "维持现状"]
    assert filed.closes_at == 1770379200


def test_a_button_of_one_form_does_nothing_to_another(town: Town):
    council(town)
    open_ranking(town)
    old = {"form": "extend", "target": 1}
    town.act("召", StartPollForm, **old)
    town.act("召", AnswerPollForm, text="2026-02-08 20:00")
    extending = town.act("召", AnswerPollForm, text="参加的人还太少，再等几天。")
    town.act("召", StartPollForm, form="annul", target=1)
    annulling = town.act("召", AnswerPollForm, text="选项写错了，要重新来。")

    filed = [
        town.act("召", FilePollForm, revision=form.revision, **old)
        for form in (extending, annulling)
    ]
    asked = town.act("召", AskPollField, field="reason", revision=annulling.revision, **old)
    elsewhere = town.act("召", FilePollForm, revision=annulling.revision, form="annul", target=2)
    dropped = town.act("召", DropPollForm, **old)

    other = Refusal("poll.form_other")
    assert (*filed, asked, elsewhere, dropped) == (other, other, other, other, other)
    assert town.read("召", lambda tx, who: show(tx, who, 1)).state == "open"


def test_a_form_that_is_dropped_cannot_be_filed(town: Town):
    council(town)
    open_ranking(town)
    form = {"form": "annul", "target": 1}
    town.act("召", StartPollForm, **form)
    ready = town.act("召", AnswerPollForm, text="选项写错了，要重新来。")

    dropped = town.act("召", DropPollForm, **form)
    filed = town.act("召", FilePollForm, revision=ready.revision, **form)
    again = town.act("召", DropPollForm, **form)

    assert dropped == DraftDiscarded(kind="poll")
    assert filed == Refusal("draft.nothing_awaited_staff")
    assert again == Refusal("draft.nothing_to_stop")


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

    asked = [town.act("代", StartPaper, poll=1).asks]
    asked.append(town.act("代", AnswerPaper, text="8-8").problem)
    asked.append(town.act("代", AnswerPaper, text="1-202").asks)
    form = town.act("代", AnswerPaper, text="丁")
    asked.append(form.asks)
    form = town.act("代", PickPaper, revision=form.revision, picked="agree")
    asked.append(form.asks)
    form = town.act("代", AnswerPaper, text="N-7")
    asked.append(form.asks)
    form = town.act("代", PickPaper, revision=form.revision, picked="now")
    asked.append(form.asks)
    stale = town.act("代", FilePaper, revision=form.revision - 1)
    filed = town.act("代", FilePaper, revision=form.revision)
    twice = town.act("代", FilePaper, revision=form.revision)

    assert twice == Refusal("draft.nothing_awaited_staff")
    assert asked == [
        "voter",
        "ballot.paper_unknown_unit",
        "owner",
        "choice",
        "serial",
        "signed",
        "",
    ]
    assert stale.problem == "poll.form_stale"
    assert (filed.owner, filed.choice, filed.serial) == ("丁", "agree", "N-7")


def test_an_extension_that_would_be_refused_is_refused_as_soon_as_its_day_is_typed(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    town.act("召", StartPollForm, form="extend", target=1)

    late = town.act("召", AnswerPollForm, text="2026年12月31日")
    enough = town.act("召", AnswerPollForm, text="2026年3月20日")

    assert (late.problem, late.asks) == ("poll.extend_too_long", "closes")
    assert (enough.problem, enough.asks) == ("", "reason")
