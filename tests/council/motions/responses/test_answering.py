"""The addressee's clock: acknowledge in 24 hours, answer in 48, one extension, lateness is public."""

from typing import Any

import pytest
from sqlalchemy import update

from council.kernel.forms.commands import StartForm
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.meetings.commands import TakeOffAgenda
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
    LadderClimbed,
    PromiseReminded,
)
from council.motions.rules import MOTION
from council.motions.tables import motions
from council.overview.todos import today
from council.wordings import render
from tests.council.conftest import NOON, Town, lives_by
from tests.council.evening import at, meeting, motion, staff
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


def promised(town: Town, day: str) -> int:
    number = addressed(town)
    promise = {"decision": "accept", "responsible": "项目部", "done_by": day}
    town.act("物", AnswerMotion, number=number, **promise)
    return number


def test_a_promised_day_is_reminded_of_before_and_on_the_day(town: Town):
    number = promised(town, "2026-02-20")
    told = {
        "number": number,
        "title": "小区停车难怎么办",
        "done_on": at("2026-02-20 12:00"),
    }
    early = due(town)
    town.clock.at = at("2026-02-17 08:59")
    night = due(town)
    town.clock.at = at("2026-02-17 09:00")
    before = [tick(town), tick(town)]
    town.clock.at = at("2026-02-20 09:00")
    day = [tick(town), tick(town)]

    assert (early, night) == ([], [])
    assert before == [[PromiseReminded(number=number, stage="before")], []]
    assert day == [[PromiseReminded(number=number, stage="day")], []]
    for name in ("物", "何"):
        assert town.told(name, "staff")[-2:] == [("promise_before", told), ("promise_day", told)]


def test_a_clock_that_stood_still_reminds_late_but_not_for_ever(town: Town):
    number = promised(town, "2026-02-20")
    town.clock.at = at("2026-02-25 12:00")
    late = tick(town)
    town.clock.at = at("2026-03-25 12:00")

    assert late == [PromiseReminded(number=number, stage="day")]
    assert due(town) == []


def test_an_answer_without_a_day_is_reminded_of_nothing(town: Town):
    number = addressed(town)
    town.act("物", AnswerMotion, number=number, decision="decline", reason="没有经费")

    assert due(town) == []


def test_lateness_is_told_once_and_goes_on_the_next_agenda_by_itself(town: Town):
    number = addressed(town)
    met = meeting(town)
    town.clock.at += 18 * HOUR
    reminded = tick(town)
    town.clock.at += 6 * HOUR - 1
    nothing_yet = due(town)
    town.clock.at += 1

    told = tick(town)

    assert reminded == [LadderClimbed(number=number, steps=("reminder",), meeting_number=0)]
    assert nothing_yet == []
    assert told == [LadderClimbed(number=number, steps=("overdue", "agenda"), meeting_number=met)]
    assert due(town) == []
    climbed = [
        "response_reminder_acknowledge",
        "response_overdue_acknowledge",
        "response_agenda",
    ]
    for name, bot in (("何", "staff"), ("物", "staff"), ("王", "resident"), ("李", "resident")):
        assert [each for each, _ in town.told(name, bot) if each in climbed] == climbed, name
    (item,) = town.read("王", meeting_view, met, "resident").items
    assert (item.number, item.overdue) == (number, True)
    assert response(town, number).overdue


def test_what_stands_on_an_agenda_already_is_told_by_that_meeting(town: Town):
    number = addressed(town)
    met = meeting(town, "2026-02-27 19:30", number)
    town.clock.at += 24 * HOUR

    told = tick(town)

    assert told == [
        LadderClimbed(number=number, steps=("reminder", "overdue", "agenda"), meeting_number=met)
    ]
    assert town.told("何", "staff")[-1][1]["meeting"] == met
    assert response(town, number).steps[-1].meeting == met


def test_lateness_without_a_meeting_waits_for_one(town: Town):
    number = addressed(town)
    town.clock.at += 30 * HOUR

    first = tick(town)
    quiet = due(town)
    met = meeting(town)
    second = tick(town)

    assert first == [LadderClimbed(number=number, steps=("reminder", "overdue"), meeting_number=0)]
    assert quiet == []
    assert second == [LadderClimbed(number=number, steps=("agenda",), meeting_number=met)]
    assert [notice for notice, _ in town.told("物", "staff")] == [
        "response_asked",
        "response_overdue_acknowledge",
        "response_agenda",
    ]


def test_a_late_answer_stays_on_the_agenda(town: Town):
    number = addressed(town)
    met = meeting(town)
    town.clock.at += 30 * HOUR
    tick(town)

    refused = town.act("何", TakeOffAgenda, motion_number=number, meeting_number=met)

    assert refused == Refusal("motion.late_stays")


def test_each_due_time_that_passes_is_told(town: Town):
    number = addressed(town)
    town.clock.at += 25 * HOUR
    tick(town)
    town.act("物", Acknowledge, number=number)
    town.clock.at += 30 * HOUR
    tick(town)

    notices = [notice for notice, _ in town.told("何", "staff")]
    assert notices == ["response_overdue_acknowledge", "response_overdue_answer"]


def test_the_manager_sees_what_remains_and_the_facilitator_what_is_late(town: Town):
    number = addressed(town)
    before = list(town.read("物", today).needs)
    quiet = [need.key for need in town.read("何", today).needs]
    town.clock.at += 25 * HOUR
    late = [need.key for need in town.read("物", today).needs]
    seen = [need.key for need in town.read("何", today).needs]

    assert [(need.key, need.params["left_hours"], need.arguments) for need in before] == [
        ("response_acknowledge", 24, (number,))
    ]
    assert late == ["response_acknowledge_late"]
    assert "motion_overdue" not in quiet
    assert "motion_overdue" in seen


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
