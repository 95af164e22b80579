"""The addressee's clock: acknowledge in 24 hours, answer in 48, one extension, lateness is public."""

from typing import Any

import pytest
from sqlalchemy import update

from council.kernel.forms.commands import StartForm
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.falls_due import falls_due as meetings_due
from council.meetings.reads import meeting_view
from council.motions import public
from council.motions.commands import AskParty, ResponseView, WithdrawMotion
from council.motions.falls_due import falls_due as motions_due
from council.motions.reads import motion_list, motion_view
from council.motions.responses.commands import (
    Acknowledge,
    AnswerMotion,
    Extend,
)
from council.motions.rules import MOTION
from council.motions.tables import motions
from council.wordings import render
from tests.council.conftest import NOON, Town, lives_by
from tests.council.evening import meeting, motion, staff
from tests.council.kernel.forms.filling import Filling
from tests.council.motions.responses.responding import HOUR, addressed, response
from tests.council.moves import names


def due(town: Town) -> list[Any]:
    """What the clock owes for answers: to tell of them, and to put late ones on an agenda."""
    nouns = (meetings_due, motions_due)
    return [each for falls_due in nouns for each in town.app.bus.read_now(falls_due)]


def tick(town: Town) -> list[Any]:
    """Do once what the clock owes."""
    return [town.app.bus.submit(command).result() for command in due(town)]


def test_drafting_for_the_manager_starts_the_clock_and_tells_them(town: Town):
    number = addressed(town)

    view = town.read("物", motion_view, number, "staff")

    assert view.response == ResponseView(
        state="asked",
        asked_at=NOON,
        due_at=NOON + 24 * HOUR,
        overdue=False,
        n_hours=24,
        extends_days=7,
        acknowledge_within=24,
        answer_within=48,
    )
    assert names(view.may) == ("acknowledge", "answer", "extend", "question")
    assert town.told("物", "staff") == [
        (
            "response_asked",
            {
                "number": number,
                "title": "小区停车难怎么办",
                "acknowledge_at": NOON + 24 * HOUR,
                "due_at": NOON + 48 * HOUR,
                "party_key": "role.manager",
            },
        )
    ]


def test_a_motion_may_be_addressed_later_and_only_once(town: Town):
    staff(town)
    number = motion(town)

    asked = town.act("何", AskParty, number=number)
    again = town.act("何", AskParty, number=number)

    assert (asked.addressee, asked.response.state) == ("manager", "asked")
    assert again == Refusal("response.asked_already")


def test_the_rules_say_the_hours_and_a_clock_that_runs_keeps_its_times(town: Town):
    running = addressed(town)

    lives_by(town, text=OWN)
    asked = motion(town, addressee="manager")

    assert response(town, running).due_at == NOON + 24 * HOUR
    assert response(town, asked).due_at == NOON + HOUR
    assert town.told("物", "staff")[-1] == (
        "response_asked",
        {
            "number": asked,
            "title": "小区停车难怎么办",
            "acknowledge_at": NOON + HOUR,
            "due_at": NOON + 36 * HOUR,
            "party_key": "role.manager",
        },
    )
    town.clock.at += 36 * HOUR
    town.act("物", Acknowledge, number=running)
    assert [response(town, number).overdue for number in (running, asked)] == [False, True]


def test_who_asks_the_manager_is_told_the_hours_of_the_rules(town: Town):
    staff(town)
    lives_by(town, text=OWN)
    number = motion(town)

    head = Filling(town, "何", "motion", str(motion(town))).sheet.head
    asked = town.act("何", AskParty, number=number)
    said = [render(asked, Translator(locale)).text.splitlines()[0] for locale in ("zh_CN", "en")]

    assert (head["n"], head["answer"]) == (1, 36)
    assert said == [
        "✅ 已提请物业服务人答复：1 小时内确认，36 小时内答复。",
        "✅ The property manager is asked: acknowledge within 1 hour, answer within 36.",
    ]


OWN = """
extends = "national"

[answers]
acknowledge_hours = 1
answer_hours = 36
citation = "本小区管理规约"
"""


def test_the_storys_answer_after_31_hours_needs_the_owners(town: Town):
    number = addressed(town)
    town.clock.at += 2 * HOUR
    town.act("物", Acknowledge, number=number)
    town.clock.at += 29 * HOUR

    answered = town.act(
        "物",
        AnswerMotion,
        number=number,
        decision="needs_owners",
        reason="涉及共有部分改变用途",
        cost_fen=42_000_000,
        responsible="物业项目经理",
        done_by="2026-03-20",
    )

    assert answered.said == "response.said.answered"
    assert response(town, number) == ResponseView(
        state="answered",
        asked_at=NOON,
        due_at=0,
        overdue=False,
        n_hours=0,
        extends_days=7,
        acknowledged_at=NOON + 2 * HOUR,
        answered_at=NOON + 31 * HOUR,
        decision="needs_owners",
        reason="涉及共有部分改变用途",
        cost_fen=42_000_000,
        responsible="物业项目经理",
        done_by="2026-03-20",
        acknowledge_within=24,
        answer_within=48,
    )
    told = {"number": 1, "title": "小区停车难怎么办", "party_key": "role.manager"}
    notice = ("response_answered_needs_owners", told)
    assert town.told("王")[-1:] == town.told("李")[-1:] == [notice]
    assert town.told("何", "staff") == [notice]


def test_a_withdrawn_motion_is_neither_acknowledged_nor_answered_nor_extended(town: Town):
    number = addressed(town)
    begun = Filling(town, "物", "answer", str(number))
    town.act("何", WithdrawMotion, number=number)

    tried = [
        town.act("物", Acknowledge, number=number),
        town.act("物", AnswerMotion, number=number, decision="decline", reason="没有经费"),
        town.act("物", Extend, number=number, reason="设备厂家要到下周才能报价"),
        begun.tap("decline"),
        town.act("物", StartForm, form="answer", subject=str(number)),
    ]

    assert tried == [Refusal("response.motion_withdrawn")] * 5
    assert town.read("物", motion_view, number, "staff").may == ()


def test_a_withdrawn_motion_waits_for_no_answer_wherever_it_is_shown(town: Town):
    number = addressed(town)
    met = meeting(town, "2026-02-27 19:30", number)
    town.act("何", WithdrawMotion, number=number)
    town.clock.at += 50 * HOUR

    shown = response(town, number)
    listed = town.read("何", motion_list, "staff").motions[0]
    line = town.read("何", meeting_view, met, "staff").items[0]
    told = town.app.bus.read_now(lambda tx: public.one(tx, town.id, number=number))

    assert (shown.overdue, shown.due_at) == (told.response.overdue, told.response.due_at)
    assert (shown.overdue, shown.due_at) == (False, 0)
    assert (listed.overdue, line.overdue) == (False, False)
    assert due(town) == []


def test_nobody_else_answers_and_nobody_answers_twice(town: Town):
    number = addressed(town)

    by_neighbour = town.act("王", AnswerMotion, number=number, decision="accept")
    first = town.act("物", AnswerMotion, number=number, decision="accept")
    second = town.act("物", AnswerMotion, number=number, decision="decline", reason="不行")

    assert by_neighbour == Refusal(
        "policy.not_your_role",
        {
            "verb": "response.answer",
            "roles": "manager owners_committee residents_committee subdistrict",
        },
    )
    assert first.response.decision == "accept"
    assert second == Refusal("response.not_now", {"verb": "answer", "state": "answered"})


def test_an_answer_must_say_what_its_decision_needs(town: Town):
    number = addressed(town)

    def answer(decision: str, **fields: Any) -> Any:
        return town.act("物", AnswerMotion, number=number, decision=decision, **fields)

    assert answer("decline") == Refusal("response.no_reason")
    assert answer("passed_on") == Refusal("response.no_responsible")
    assert answer("perhaps") == Refusal("response.unknown_decision", {"given": "perhaps"})
    assert answer("accept", done_by="soon") == Refusal("date.unreadable", {"given": "soon"})
    assert answer("accept", cost_fen=-1) == Refusal(
        "amount.too_large", {"most_fen": 100_000_000_000}
    )


def test_a_motion_without_addressee_takes_no_answer(town: Town):
    staff(town)
    number = motion(town)

    assert town.act("物", Acknowledge, number=number) == Refusal("response.not_asked")
    assert town.act("物", Acknowledge, number=99) == Refusal("motion.unknown")


@pytest.mark.parametrize("state", MOTION.states)
def test_asking_the_manager_is_offered_exactly_where_it_is_accepted(town: Town, state: str):
    staff(town)
    number = motion(town)
    town.app.bus.submit_run(
        lambda tx: tx.connection.execute(update(motions).values(state=state))
    ).result()

    offered = "ask" in names(town.read("何", motion_view, number, "staff").may)
    asked = town.act("何", AskParty, number=number)

    assert offered is not isinstance(asked, Refusal)
