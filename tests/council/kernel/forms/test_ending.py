"""How a form ends: stopped, cancelled, or by what can no longer be filed."""

from dataclasses import replace

import pytest

from council.forms import FORMS
from council.kernel import drafts
from council.kernel.forms import filling
from council.kernel.forms.commands import (
    DiscardDraft,
    DraftDiscarded,
    FormOver,
)
from council.kernel.refusals import Refusal
from council.polls.commands import AnnulPoll
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, filled
from tests.council.kernel.forms.test_filling import GONE, annulling, state
from tests.council.polls.polling import open_ranking
from tests.council.polls.test_moving import council


def test_a_form_that_is_stopped_is_gone_and_a_new_one_begins_anew(town: Town):
    form = annulling(town)
    old = form.sheet

    dropped, again = form.drop(), form.drop()
    late = [form.file(on=old), form.change("reason", on=old), form.say("还是要作废，因为写错了。")]
    begun = form.start()

    assert (dropped, again) == (
        DraftDiscarded(kind="form.annul"),
        Refusal("draft.nothing_to_stop"),
    )
    assert late == [GONE, GONE, GONE]
    assert (begun.asks, filled(begun), state(town)) == ("reason", {}, "open")


def test_the_word_that_stops_ends_a_form_for_good_too(town: Town):
    form = annulling(town)
    form.change("reason")

    stopped = town.act("召", DiscardDraft, bot="staff")

    assert stopped == DraftDiscarded(kind="form.annul")
    assert form.file() == GONE


def test_cancelling_ends_a_form_at_its_last_look_too(town: Town):
    form = annulling(town)

    ended = town.act("召", DiscardDraft, bot="staff")
    late, again = form.file(), town.act("召", DiscardDraft, bot="staff")

    assert ended == DraftDiscarded(kind="form.annul")
    assert (late, again) == (GONE, Refusal("draft.nothing_to_stop"))
    assert state(town) == "open"


def test_cancelling_after_a_form_is_filed_stops_nothing(town: Town):
    form = annulling(town)
    done = form.file()

    ended = town.act("召", DiscardDraft, bot="staff")

    assert ended == Refusal("draft.nothing_to_stop")
    assert form.file() == done


def test_a_form_that_can_no_longer_be_filed_says_why(town: Town):
    form = annulling(town)
    other = Filling(town, "召", "extend")
    form.file()

    late = other.say("2026-02-08 20:00")

    assert isinstance(late, Refusal)
    assert late.key.startswith("poll.")


def test_a_form_of_one_text_that_can_no_longer_be_filed_ends_and_waits_for_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    council(town)
    open_ranking(town)
    at_once = replace(FORMS["annul"], at_once=True)
    monkeypatch.setattr(filling, "FORMS", {"annul": at_once})
    form = Filling(town, "召", "annul")
    town.act("召", AnnulPoll, poll=1, reason="选项写错了，要重新来。")

    late = form.say("我也觉得写错了。")

    assert isinstance(late, FormOver)
    assert late.problem.key == "poll.not_now"
    assert town.read("召", drafts.awaiting, "staff") is None
    assert form.say("再说一次。") == GONE
