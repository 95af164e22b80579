"""What was accepted: a plan in seven working days, the completion, and how content those are who asked."""

from typing import Any

import pytest
from sqlalchemy import select, update

from council.kernel.refusals import Refusal
from council.motions import public
from council.motions.commands import WithdrawMotion
from council.motions.falls_due import falls_due
from council.motions.reads import motion_view
from council.motions.responses.commands import (
    AnswerMotion,
    ClimbLadder,
    CompleteAnswer,
    PlanAnswer,
    RateAnswer,
)
from council.motions.responses.rates import FEWEST, LEVELS
from council.motions.responses.tables import response_ratings
from council.motions.tables import motions
from council.overview.todos import today
from council.proposals.commands import SecondProposal
from council.proposals.tables import proposals
from tests.council.conftest import NOON, Town
from tests.council.evening import at
from tests.council.kernel.forms.filling import Filling
from tests.council.motions.responses.responding import HOUR, addressed, response
from tests.council.moves import names
from tests.web.heyue import RED_DOT

DAY = 24 * HOUR
PROMISE = {"decision": "accept", "responsible": "项目部", "done_by": "2026-02-20"}


def accepted(town: Town, **fields: Any) -> int:
    number = addressed(town)
    done = town.act("物", AnswerMotion, number=number, **{"decision": "accept", **fields})
    assert not isinstance(done, Refusal), done
    return number


def completed(town: Town) -> int:
    number = accepted(town, **PROMISE)
    done = town.act("物", CompleteAnswer, number=number, note="灯已装好")
    assert not isinstance(done, Refusal), done
    return number


def seconders(town: Town, *people: str) -> None:
    """Let some people second the proposal, which waits for seconds until they have."""
    for name in people:
        town.person(name)

    def admit(state: str) -> None:
        town.app.bus.submit_run(
            lambda tx: tx.connection.execute(update(proposals).values(state=state)).rowcount
        ).result()

    admit("admitted")
    for name in people:
        done = town.act(name, SecondProposal, number=1)
        assert not isinstance(done, Refusal), done
    admit("seconded")


def may(town: Town, name: str, number: int, bot: str = "staff") -> tuple[str, ...]:
    return names(town.read(name, motion_view, number, bot).may)


def test_an_answer_that_accepts_without_person_and_day_owes_a_plan_in_seven_working_days(
    town: Town,
):
    number = accepted(town)

    shown = response(town, number)
    needs = [need.key for need in town.read("物", today).needs]

    assert (shown.state, shown.due_at, shown.overdue) == (
        "answered",
        at("2026-02-10 12:00"),
        False,
    )
    assert needs == ["response_plan"]
    assert may(town, "物", number) == ("plan", "complete")


@pytest.mark.parametrize(
    "answer",
    [PROMISE, {"decision": "decline", "reason": "没有经费"}],
    ids=["person and day", "declined"],
)
def test_what_names_person_and_day_or_accepts_nothing_owes_no_plan(
    town: Town, answer: dict[str, str]
):
    number = accepted(town, **answer)

    refused = town.act(
        "物",
        PlanAnswer,
        number=number,
        measures="装灯",
        responsible="项目部",
        done_by="2026-03-20",
    )

    assert response(town, number).due_at == 0
    assert refused.key in {"response.no_plan_owed", "response.nothing_promised"}


def test_a_plan_that_does_not_come_climbs_like_an_answer(town: Town):
    number = accepted(town)
    town.clock.at = at("2026-02-10 12:00")

    late = town.app.bus.read_now(falls_due)
    told = town.tick(ClimbLadder, number=number)

    assert len(late) == 1
    assert told.steps == ("reminder", "overdue")
    assert response(town, number).overdue
    assert town.told("王")[-1][0] == "response_overdue_plan"
    assert [need.key for need in town.read("何", today).needs][:1] == ["motion_overdue"]


def test_the_plan_names_measures_person_and_day(town: Town):
    number = accepted(town)
    form = Filling(town, "物", "answer_plan", number)
    form.say("先装三号楼门口", "项目部", "3月20日")

    done = form.file()
    again = town.act(
        "物", PlanAnswer, number=number, measures="装", responsible="部", done_by="2026-03-20"
    )

    assert (done.response.responsible, done.response.done_by) == ("项目部", "2026-03-20")
    assert done.response.due_at == 0
    assert done.response.steps[-1].note == "先装三号楼门口"
    assert town.told("王")[-1][0] == "response_planned"
    assert again == Refusal("response.no_plan_owed")
    assert town.app.bus.read_now(falls_due) == ()


def test_the_party_completes_it_with_photos_and_those_who_asked_are_asked(town: Town):
    number = accepted(town, **PROMISE)
    seconders(town, "附")
    form = Filling(town, "物", "complete", number)
    form.say("灯已装好")
    form.send(RED_DOT)

    done = form.file()
    twice = town.act("物", CompleteAnswer, number=number)

    assert done.response.steps[-1].step == "completed"
    assert twice == Refusal("response.completed_already")
    for name in ("王", "附"):
        assert town.told(name)[-1][0] == "response_rate"
    assert "response_rate" not in [notice for notice, _ in town.told("李")]
    assert may(town, "王", number, "resident") == tuple(f"rate_{level}" for level in LEVELS)
    assert may(town, "李", number, "resident") == ()


def test_a_facilitator_confirms_it_once_the_promised_day_is_past(town: Town):
    number = accepted(town, **PROMISE)
    early = town.act("何", CompleteAnswer, number=number)
    town.clock.at = at("2026-02-20 09:00")
    on_the_day = {each: [need.key for need in town.read(each, today).needs] for each in "物何"}
    town.clock.at = at("2026-02-21 00:00")
    past = [need.key for need in town.read("何", today).needs]

    done = town.act("何", CompleteAnswer, number=number)

    assert early == Refusal("response.not_yours", {"party_key": "role.manager"})
    assert "response_promise" in on_the_day["物"]
    assert "response_promise" not in on_the_day["何"]
    assert "response_promise" in past
    assert done.response.steps[-1].step == "confirmed"
    assert "response_promise" not in [need.key for need in town.read("何", today).needs]


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ({"decision": "decline", "reason": "没有经费"}, "response.nothing_promised"),
        ({"decision": "needs_owners", "reason": "要表决"}, "response.nothing_promised"),
    ],
)
def test_what_was_not_accepted_is_not_completed(town: Town, answer: dict[str, str], key: str):
    number = accepted(town, **answer)

    assert town.act("物", CompleteAnswer, number=number) == Refusal(key)


def test_nothing_is_completed_before_it_is_answered_or_once_it_is_withdrawn(town: Town):
    number = addressed(town)
    early = town.act("物", CompleteAnswer, number=number)
    town.act("物", AnswerMotion, number=number, **PROMISE)
    town.act("何", WithdrawMotion, number=number)

    late = town.act("物", CompleteAnswer, number=number)

    assert early == Refusal("response.not_now", {"verb": "complete", "state": "asked"})
    assert late == Refusal("response.motion_withdrawn")


def test_each_says_once_how_content_they_are_and_may_change_it_until_it_closes(town: Town):
    number = completed(town)
    first = town.act("王", RateAnswer, number=number, level="bad")
    town.clock.at += DAY
    second = town.act("王", RateAnswer, number=number, level="good")
    by_a_follower = town.act("李", RateAnswer, number=number, level="good")
    strange = town.act("王", RateAnswer, number=number, level="superb")
    town.clock.at = NOON + 14 * DAY
    late = town.act("王", RateAnswer, number=number, level="bad")

    kept = [row.level for row in town.rows(select(response_ratings.c.level))]

    assert (first.response.rating, second.response.rating) == ("bad", "good")
    assert by_a_follower == Refusal("response.not_mover")
    assert strange == Refusal("press.unknown")
    assert late == Refusal("response.rating_closed")
    assert kept == ["good"]


def test_before_the_completion_nobody_is_asked(town: Town):
    number = accepted(town, **PROMISE)

    refused = town.act("王", RateAnswer, number=number, level="good")

    assert refused == Refusal("response.not_completed")


def test_fewer_than_five_are_not_told(town: Town):
    number = completed(town)
    people = tuple("赵钱孙周")
    seconders(town, *people)
    levels = dict(
        zip((*people, "王"), ("good", "very_good", "bad", "unknown", "fair"), strict=True)
    )
    for name, level in levels.items():
        town.act(name, RateAnswer, number=number, level=level)

    def told() -> Any:
        return town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=number))

    announce = update(motions).values(state="announced")
    town.app.bus.submit_run(lambda tx: tx.connection.execute(announce).rowcount).result()
    few = told().response.content
    town.act("周", RateAnswer, number=number, level="good")
    enough = told().response.content

    assert (few.few, few.part, few.whole) == (True, 0, 0)
    assert (enough.part, enough.whole, enough.percent) == (3, FEWEST, "60.00")
