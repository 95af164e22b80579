"""Every form is filled in alike: refused answers lose nothing, old and double taps harm nothing."""

from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.media import sample_photo
from council.forms import FORMS
from council.kernel.forms.commands import (
    AnswerForm,
    FileForm,
    PickOnForm,
    StartForm,
)
from council.kernel.refusals import Refusal
from council.motions.reads import motion_view
from council.polls.reads import show
from tests.council.conftest import Town
from tests.council.evening import motion, staff
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.polls.polling import open_ranking, open_ratification
from tests.council.polls.test_moving import council

GONE = Refusal("form.gone")
#: What a form may be about, where that is no number.
SUBJECTS = {
    "consult": "1-report",
    "vote": "1-1",
    "resolution_title": "2026-1",
    "resolution_body": "2026-1",
    "resolution_tasks": "2026-1",
    "resolution_repeal": "2026-1",
    "objection_answer": "2026-1-1",
    "series": "new",
    "single": "new",
}


def annulling(town: Town) -> Filling:
    """A form with one field, filled in."""
    council(town)
    open_ranking(town)
    form = Filling(town, "召", "annul")
    form.say("选项写错了，要重新来。")
    return form


def state(town: Town) -> str:
    return str(town.read("召", lambda tx, who: show(tx, who, 1)).state)


def test_a_second_tap_gives_what_the_first_one_gave(town: Town):
    form = annulling(town)

    first, second = form.file(), form.file()

    assert first.state == "annulled"
    assert second == first


def test_an_old_button_changes_nothing_and_shows_what_stands(town: Town):
    council(town)
    open_ratification(town)
    form = Filling(town, "代", "paper")
    choosing = form.say("1-101")
    form.tap("agree")

    stale = form.tap("oppose", on=choosing)

    assert problem(stale) == "form.stale"
    assert (stale.asks, filled(stale)["choice"]) == ("serial", "ballot.choice.agree")


def test_a_changed_answer_takes_what_followed_from_it_along(town: Town):
    council(town)
    open_ratification(town)
    form = Filling(town, "代", "paper")
    form.say("1-202", "丁")
    form.tap("agree")
    form.say("N-1")
    form.tap("now")

    form.change("voter")
    same = form.say("1-202")
    form.change("voter")
    other = form.say("1-101")

    assert (same.asks, filled(same)["owner"]) == ("", "丁")
    assert (other.asks, filled(other)["owner"]) == ("", "甲")


def test_a_refused_answer_to_what_is_asked_again_leaves_what_was_there(town: Town):
    form = annulling(town)
    asked = form.change("reason")

    refused = form.say("   ")

    assert (asked.asks, problem(refused)) == ("reason", "poll.reason_missing")
    assert filled(refused) == {"reason": "选项写错了，要重新来。"}


def test_a_field_that_is_asked_again_may_be_left_as_it_was(town: Town):
    form = annulling(town)
    asked = form.change("reason")

    kept = form.tap(asked.offered[-1].code)

    assert (kept.asks, filled(kept)) == ("", {"reason": "选项写错了，要重新来。"})


def delivering(town: Town) -> Filling:
    """A delivery that somebody signed for, with a note, up to the last look."""
    council(town)
    open_ratification(town)
    form = Filling(town, "代", "delivery")
    form.say("1-101")
    form.tap("delivered")
    form.tap("hand")
    form.say("甲", "家里有人")
    return form


def test_an_answer_that_is_no_longer_called_for_is_gone(town: Town):
    form = delivering(town)
    before = filled(form.sheet)

    form.change("state")
    form.tap("refused")
    form.change("state")
    asked = form.tap("delivered")

    assert before["receiver"] == "甲"
    assert (asked.asks, "receiver" in filled(asked)) == ("receiver", False)


def test_what_may_be_left_out_may_be_taken_out_again(town: Town):
    form = delivering(town)
    asked = form.change("note")

    without = form.tap("-")

    assert [each.code for each in asked.offered] == [".", "-"]
    assert (without.asks, "note" in filled(without)) == ("", False)


def test_one_goes_back_a_step_on_the_way_and_then_on(town: Town):
    council(town)
    open_ratification(town)
    form = Filling(town, "代", "paper")
    first = form.sheet
    form.say("1-202", "丁")
    choosing = form.sheet

    back = form.change(choosing.back)
    again = form.say("戊")

    assert (first.back, choosing.back, back.back) == ("", "owner", "")
    assert (back.asks, again.asks, filled(again)["owner"]) == ("owner", "choice", "戊")


def test_a_file_where_none_is_wanted_is_refused_and_loses_nothing(town: Town):
    form = annulling(town)

    refused = form.send(sample_photo(90))

    assert problem(refused) == "desk.no_photo_wanted"
    assert filled(refused) == {"reason": "选项写错了，要重新来。"}


def test_an_answer_that_nobody_asked_for_is_told_so(town: Town):
    form = annulling(town)

    told = form.say("再补充一句。")

    assert problem(told) == "form.complete"
    assert filled(told) == {"reason": "选项写错了，要重新来。"}


@pytest.mark.parametrize("subject", ["", "0", "-1", "abc", "1" * 12, "１", "1:2", "../1"])
@pytest.mark.parametrize("form", ["paper", "annul", "ranking", "nothing", ""])
def test_whatever_a_button_says_is_read_strictly(town: Town, form: str, subject: str):
    council(town)
    of_it: dict[str, Any] = {"form": form, "subject": subject}

    answers = {
        town.act("召", StartForm, **of_it).key,
        town.act("召", AnswerForm, **of_it, text="甲").key,
        town.act("召", PickOnForm, **of_it, revision=1, code="agree").key,
        town.act("召", FileForm, **of_it, revision=1).key,
    }

    assert answers == {"press.unknown"}


@pytest.mark.parametrize(
    "form", sorted(name for name, form in FORMS.items() if form.bot == "staff")
)
def test_only_who_may_fill_a_form_in_begins_it(town: Town, form: str):
    town.person("甲先生")

    refused = town.act("甲先生", StartForm, form=form, subject=SUBJECTS.get(form, "1"))

    assert refused.key == "policy.not_your_role"


def test_numbers_of_persons_are_masked_where_everybody_reads_the_answer(town: Town):
    council(town)
    open_ranking(town)
    form = Filling(town, "召", "annul")

    sheet = form.say("写错了，请打 13812345678 问我。")

    assert sheet.masked
    assert filled(sheet) == {"reason": "写错了，请打 138******** 问我。"}


def test_a_form_without_a_last_look_is_filed_with_its_last_answer(town: Town):
    staff(town)
    number = motion(town)
    form = Filling(town, "何", "motion_title", number)

    done = form.say("建停车场")
    late = form.say("再来一句")

    assert (done.title, done.said) == ("建停车场", "motion.said.edited")
    assert late == GONE


def test_numbers_of_persons_are_looked_at_before_a_form_without_a_last_look_is_filed(town: Town):
    staff(town)
    number = motion(town)
    form = Filling(town, "何", "motion_title", number)

    sheet = form.say("请打 13812345678")
    before = town.read("何", motion_view, number, "staff").title
    done = form.file()

    assert (sheet.masked, sheet.asks, filled(sheet)) == (True, "", {"title": "请打 138********"})
    assert before == "小区停车难怎么办"
    assert done.title == "请打 138********"


def test_what_a_form_without_a_last_look_cannot_file_is_asked_for_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    staff(town)
    refusing = replace(FORMS["motion_title"], file=lambda *_: Refusal("motion.no_title"))
    monkeypatch.setattr("council.kernel.forms.filling.FORMS", {"motion_title": refusing})
    form = Filling(town, "何", "motion_title", motion(town))

    refused = form.say("建停车场")

    assert (problem(refused), refused.asks, filled(refused)) == ("motion.no_title", "title", {})


def test_words_behind_the_command_are_the_first_answer(town: Town):
    council(town)
    open_ranking(town)
    of_it = {"form": "annul", "subject": "1"}

    refused = town.act("召", StartForm, **of_it, text="   x" * 400)
    sheet = town.act("召", StartForm, **of_it, text="选项写错了，要重新来。")

    assert (problem(refused), refused.asks) == ("poll.reason_long", "reason")
    assert (sheet.asks, filled(sheet)) == ("", {"reason": "选项写错了，要重新来。"})


@pytest.mark.parametrize(
    ("form", "about", "field"),
    [("campaign", "new", "minimum_fen"), ("series", "new", "title"), ("paper", "1", "owner")],
)
def test_a_button_asks_for_no_field_before_its_turn(town: Town, form: str, about: str, field: str):
    council(town)
    open_ratification(town)
    filling = Filling(town, "召", form, about)
    begun = filling.sheet

    asked = filling.change(field)

    assert asked == Refusal("press.unknown")
    assert filling.start() == replace(begun, revision=begun.revision + 1)


def test_a_form_that_was_half_filled_in_says_so_when_it_is_begun_again(town: Town):
    council(town)
    form = Filling(town, "召", "campaign", "new")
    empty = form.start()
    form.say("停车场众筹")

    again, anew = form.start(), form.start(anew=True)

    assert (empty.resumed, again.resumed, anew.resumed) == (False, True, False)


def test_words_that_come_with_a_file_are_the_next_answer(town: Town):
    council(town)
    open_ratification(town)
    form = Filling(town, "代", "paper")

    sheet = form.send(sample_photo(90), "1-202")
    stranger = form.send(b"no picture", "丁")

    assert (sheet.asks, filled(sheet)["voter"], "scan" in filled(sheet)) == (
        "owner",
        "1-202",
        True,
    )
    assert (problem(stranger), stranger.asks, filled(stranger)["owner"]) == (
        "proposal.file_unknown",
        "choice",
        "丁",
    )


def test_a_late_field_that_must_not_be_taken_out_is_not_asked_for_again(town: Town):
    council(town)
    open_ratification(town)
    form = Filling(town, "代", "paper")

    scanned = form.send(sample_photo(90))

    assert "scan" in filled(scanned)
    assert (scanned.changes, form.change("scan")) == ((), Refusal("press.unknown"))
