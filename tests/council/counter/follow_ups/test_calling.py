"""Follow-up calls after the count: who is asked, by whom, and what it changes (nothing but what is told)."""

from typing import Any

import pytest
from sqlalchemy import select

from council.counter.assisted.commands import ConfirmAssist
from council.counter.assisted.tables import follow_up_calls
from council.counter.follow_ups.commands import (
    ConfirmFollowUp,
    FollowUpCall,
    MissFollowUp,
)
from council.counter.follow_ups.due import due
from council.counter.follow_ups.reads import show_call
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.overview.todos import today
from council.polls import public
from council.polls.ballots.commands import RecordPaper
from council.polls.commands import ClosePoll, CounterFigures, CountPoll
from council.polls.reads import show
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import assist
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.moves import names
from tests.council.polls.polling import DAY, open_ratification


@pytest.fixture
def counted(town: Town) -> Town:
    """Two assisted votes count, one lapsed, one paper came by itself; one call is drawn."""
    town.person("召", "facilitator")
    town.person("主席", "chair")
    town.person("代", "clerk")
    town.person("办", "clerk")
    open_ratification(town)
    assist(town)
    assist(town, serial="A-2", voter="1-102", owner="乙")
    assist(town, serial="A-3", voter="1-201", owner="丙")
    for act in (1, 2):
        town.act("办", ConfirmAssist, act=act)
    town.act("代", RecordPaper, poll=1, voter="2-101", said="同意", serial="P-1")
    town.clock.at = NOON + 30 * DAY
    town.tick(ClosePoll, poll=1)
    town.tick(CountPoll, poll=1)
    return town


def drawn(town: Town) -> int:
    f = follow_up_calls.c
    (row,) = town.rows(select(f.act).where(f.community_id == town.id))
    act: int = row.act
    return act


def figures(**changed: int) -> CounterFigures:
    wanted = {
        "paper": 1,
        "assisted": 2,
        "proxies": 0,
        "lapsed": 1,
        "called": 1,
        "drawn": 0,
        "confirmed": 0,
        "not_reached": 0,
        "contradicted": 0,
    }
    return CounterFigures(**{**wanted, **changed})


def seen(town: Town) -> tuple[CounterFigures | None, CounterFigures | None]:
    """The figures as the staff and as everybody sees them."""
    page = town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=1))
    assert page is not None
    return town.read("召", show, 1).desk, page.desk


def test_the_count_draws_a_call_for_whoever_had_no_part_in_it(counted: Town):
    act = drawn(counted)

    assert [key for key, _ in counted.told("主席", "staff")].count("follow_up_drawn") == 1
    assert [each.arguments for each in counted.read("主席", due)] == [(act,)]
    assert [each.arguments for each in counted.read("召", due)] == [(act,)]
    assert "follow_up" in {need.key for need in counted.read("主席", today).needs}
    assert (counted.read("代", due), counted.read("办", due)) == ((), ())
    assert seen(counted) == (figures(drawn=1), figures(drawn=1))


def test_the_recorder_and_the_confirmer_do_not_call(counted: Town):
    act = drawn(counted)

    answers = [counted.act(name, ConfirmFollowUp, act=act) for name in ("代", "办")]
    answers.append(Filling(counted, "代", "denial", act).sheet)

    assert answers == [Refusal("follow_up.third_person")] * 3
    assert counted.read("代", show_call, act).moves == ()


def test_a_person_is_tried_again_until_they_confirm(counted: Town):
    act = drawn(counted)

    missed = counted.act("主席", MissFollowUp, act=act)
    still = counted.read("召", due)
    confirmed = counted.act("召", ConfirmFollowUp, act=act)
    again = counted.act("召", MissFollowUp, act=act)

    assert (missed.state, missed.called_by) == ("not_reached", "主席")
    assert [each.arguments for each in still] == [(act,)]
    assert (confirmed.state, confirmed.moves, confirmed.called_by) == ("confirmed", (), "召")
    assert again == Refusal("follow_up.not_now", {"verb": "miss", "state": "confirmed"})
    assert seen(counted)[1] == figures(confirmed=1)


def test_a_denial_is_shown_and_alerts_but_changes_no_count(counted: Town):
    act = drawn(counted)
    before = counted.read("召", show, 1).ratification

    form = Filling(counted, "召", "denial", act)
    asked = form.sheet
    unsaid = form.say(" ")
    denied = form.say("没有人来过")

    person: Any = counted.read("召", show_call, act)
    assert (asked.asks, asked.head) == ("note", {"act": act, "person": person.person})
    assert (problem(unsaid), unsaid.asks) == ("desk.text_wanted", "note")
    assert isinstance(denied, FollowUpCall)
    assert (denied.state, denied.note) == ("contradicted", "没有人来过")
    key, params = counted.told("主席", "staff")[-1]
    assert (key, params["note"], params["act"]) == ("follow_up_contradicted", "没有人来过", act)
    assert "follow_up_contradicted" not in dict(counted.told("召", "staff"))
    assert seen(counted) == (figures(contradicted=1), figures(contradicted=1))
    view = counted.read("主席", show, 1)
    assert view.ratification == before
    assert "certify" in names(view.moves)
    assert "⚠️ 有 1 件代办本人否认" in str(render(view, Translator("zh_CN")).text)


def test_a_count_without_assisted_acts_draws_nobody(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    town.clock.at = NOON + 30 * DAY
    town.tick(ClosePoll, poll=1)

    town.tick(CountPoll, poll=1)

    assert town.rows(select(follow_up_calls.c.act)) == []
    assert town.read("召", due) == ()


def test_only_those_who_call_see_a_call(counted: Town):
    counted.person("甲先生", owner_key="甲")

    assert counted.read("甲先生", show_call, drawn(counted)).key == "policy.not_your_role"
    assert counted.read("召", show_call, 3) == Refusal("follow_up.unknown", {"act": 3})
