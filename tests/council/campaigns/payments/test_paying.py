"""Payments: within contract, budget, approved amount and what is free; two people, and a reversal."""

from typing import Any

import pytest

from council.campaigns.falls_due import falls_due
from council.campaigns.keepers.commands import RemindPublishers
from council.campaigns.ledger.reads import public
from council.campaigns.payments.checks import i32_payments_within_what_was_approved
from council.campaigns.payments.commands import EndContract
from council.campaigns.payments.reads import desk as desk_of
from council.campaigns.refunds.commands import AskRefund
from council.checks.every import check_all
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.overview.todos import today
from council.people.commands import GrantRole
from council.resolutions.tasks.commands import PlanTask
from council.wordings import render
from tests.council.campaigns.payments.works import Works, begin
from tests.council.conftest import Town
from tests.council.fund import DAY, DEADLINE


@pytest.fixture
def works(town: Town) -> Works:
    return begin(town)


def lines(works: Works) -> list[tuple[str, int, int]]:
    """The public ledger, the newest first: kind, amount, balance."""
    page = works.town.app.bus.read_now(lambda tx: public(tx, works.town.id))
    return [(line.kind, line.amount_fen, line.balance_fen) for line in page.lines]


def sound(works: Works) -> list[str]:
    """What the check finds of money; the resolution of these tests rests on no real poll."""
    found = works.town.app.bus.read_now(check_all)
    names = {"I8", "I9", "I10", "I11", "I13", "I27", "I30", "I31", "I32"}
    return [each.text for each in found if each.state == "broken" and each.name in names]


def test_a_payment_is_proposed_by_one_and_approved_by_another(works: Works):
    works.agree()

    proposed = works.pay(30_000)
    paid = works.approve(1)

    assert (proposed.held_fen, proposed.free_fen) == (100_000, 70_000)
    assert (paid.held_fen, paid.free_fen) == (70_000, 70_000)
    assert [(p.state, p.proposed_by, p.signer) for p in paid.payments] == [
        ("paid", "钱会计", "孙复核")
    ]
    assert lines(works)[0] == ("payment", -30_000, 70_000)
    assert sound(works) == []


def test_who_proposed_cannot_approve(works: Works):
    works.town.person("账会计", "treasurer", "second_signer")
    works.agree()
    works.pay(30_000, "账会计")

    assert works.approve(1, "账会计") == refuse("payment.own", number=1)
    assert works.decline(1, "账会计") == refuse("payment.own", number=1)


def test_a_task_under_contract_is_not_planned_to_be_accepted_by_nobody(works: Works):
    plan = {"number": "2026-001", "position": 1, "budget_fen": 90_000}
    works.agree()

    refused = works.town.act("周召集", PlanTask, **plan, acceptance="none")
    by_meeting = works.town.act("周召集", PlanTask, **plan, acceptance="meeting")
    works.town.act("钱会计", EndContract, campaign=1, number=1)
    free = works.town.act("周召集", PlanTask, **plan, acceptance="none")

    assert refused == refuse("task.under_contract")
    assert by_meeting.acceptance == "meeting"
    assert free.acceptance == "none"


def test_the_cashier_signs_for_nobody_and_the_bookkeeper_proposes_nothing(works: Works):
    works.town.operate(GrantRole, ref="钱会计", role="second_signer")
    works.town.operate(GrantRole, ref="孙复核", role="treasurer")
    works.town.person("账会计", "treasurer")
    works.agree()
    works.pay(30_000, "账会计")

    signed, proposed = works.approve(1, "钱会计"), works.pay(1, "孙复核")

    other = {"number": 1}
    assert signed == refuse("campaign.other_office", office_key="office.cashier", **other)
    assert proposed == refuse("campaign.other_office", office_key="office.bookkeeper", **other)


def test_what_is_not_approved_is_free_again_and_can_be_proposed_anew(works: Works):
    works.agree()
    works.pay(55_000)

    declined = works.decline(1)
    again = works.pay(55_000)

    assert declined.free_fen == 100_000
    assert [each.state for each in again.payments] == ["declined", "proposed"]
    assert works.approve(1) == refuse("payment.not_now", verb="approve", state="declined")
    assert sound(works) == []


def test_the_last_instalment_waits_for_the_acceptance_and_the_retention_for_its_day(works: Works):
    works.agree()
    works.pay(55_000)
    works.approve(1)

    early = works.pay(1)
    works.accept()
    retained = works.pay(20_001)
    works.pay(20_000)
    works.approve(2)
    works.town.clock.at = DEADLINE + 300 * DAY
    works.pay(5_000)
    over = works.pay(1)

    assert early == refuse("payment.before_acceptance", left_fen=0, last_fen=20_000)
    assert retained == refuse(
        "payment.before_retention",
        left_fen=20_000,
        retention_fen=5_000,
        until_at=DEADLINE + 300 * DAY,
    )
    assert over == refuse("payment.over_contract", left_fen=0)
    works.approve(3)
    assert sound(works) == []


def test_a_task_that_nobody_accepts_gets_no_contract(works: Works):
    works.task(acceptance="none")

    assert works.agree() == refuse("contract.nobody_accepts", number="2026-001", place=1)


def test_without_an_approved_amount_or_a_budget_nothing_is_agreed(works: Works):
    works.task(budget_fen=None)

    refused = works.agree()
    works.resolve(approved_fen=50_000)

    assert refused == refuse("contract.nothing_approved", number="2026-001", place=1)
    assert not isinstance(works.agree(), Refusal)


def test_payments_pass_neither_the_budget_nor_the_approved_amount(works: Works):
    works.agree()
    works.task(budget_fen=30_000)
    over_task = works.pay(30_001)
    works.resolve(approved_fen=20_000)
    over_resolution = works.pay(20_001)
    works.pay(15_000)

    assert over_task == refuse("payment.over_task", left_fen=30_000)
    assert over_resolution == refuse("payment.over_resolution", left_fen=20_000)
    assert works.pay(5_001) == refuse("payment.over_resolution", left_fen=5_000)


def test_a_payment_does_not_pass_what_is_held_and_free(works: Works):
    works.task(budget_fen=None)
    works.resolve(approved_fen=900_000)
    works.agree(amount_fen=900_000)
    works.pay(60_000)

    assert works.pay(40_001) == refuse("ledger.not_enough", held_fen=40_000, total_fen=40_001)


def test_a_refund_cannot_have_what_is_set_aside_for_a_payment(works: Works):
    works.agree()
    works.pay(55_000)

    asked = works.town.act(
        "钱会计", AskRefund, campaign=1, serial=1, amount_fen=60_000, reason="correction"
    )

    assert asked == refuse("ledger.not_enough", held_fen=45_000, total_fen=60_000)


def test_a_payment_is_brought_back_by_a_reversal_only_and_once(works: Works):
    works.agree()
    works.pay(30_000)
    works.approve(1)

    works.reverse(1)
    twice = works.reverse(1)
    back = works.approve(2)

    assert twice == refuse("payment.nothing_to_reverse", number=1)
    assert back.held_fen == 100_000
    assert [(p.kind, p.state) for p in back.payments] == [
        ("payment", "reversed"),
        ("reversal", "paid"),
    ]
    assert works.reverse(2) == refuse("payment.nothing_to_reverse", number=1)
    assert lines(works)[:2] == [("reversal", 30_000, 100_000), ("payment", -30_000, 70_000)]
    assert works.pay(55_000).contracts[0].proposed_fen == 55_000
    assert sound(works) == []


def test_all_paid_is_settled_and_a_reversal_opens_the_works_again(works: Works):
    works.task(budget_fen=None)
    works.resolve(approved_fen=100_000)
    works.agree(amount_fen=100_000, last_fen=1, retention_fen=0, retention_until=0)
    works.accept()
    works.pay(100_000)

    settled = works.approve(1)
    works.reverse(1)
    reopened = works.approve(2)

    assert (settled.state, settled.held_fen) == ("settled", 0)
    assert (reopened.state, reopened.held_fen) == ("disbursing", 100_000)


def test_nothing_is_paid_before_the_works_nor_on_a_resolution_that_is_over(works: Works):
    works.agree()
    works.pay(10_000)
    works.resolve(state="repealed")

    assert works.approve(1) == refuse("payment.resolution_over", number="2026-001")
    assert works.pay(1) == refuse("payment.no_resolution", number=1, motion=1)


def test_a_contract_is_ended_until_money_goes(works: Works):
    works.agree()
    works.agree()
    works.pay(10_000)

    def end(number: int) -> Any:
        return works.town.act("钱会计", EndContract, campaign=1, number=number)

    ended = end(2)

    assert [each.ended for each in ended.contracts] == [False, True]
    assert end(2) == refuse("contract.ended", number=2)
    assert end(1) == refuse("contract.paid_on", number=1, paid_fen=10_000)
    assert works.pay(1, contract=2) == refuse("contract.ended", number=2)


def test_neither_bookkeeper_nor_auditor_ends_a_contract_or_is_offered_it(works: Works):
    works.agree()
    works.town.operate(GrantRole, ref="孙复核", role="treasurer")

    ended = works.town.act("孙复核", EndContract, campaign=1, number=1)
    shown = works.town.read("孙复核", desk_of, 1)
    own = works.town.read("钱会计", desk_of, 1)

    assert ended == refuse("campaign.other_office", number=1, office_key="office.bookkeeper")
    assert [shown.contracts[0].may_end, own.contracts[0].may_end] == [False, True]


def test_who_must_act_is_told_and_shown_and_reminded_after_a_day(works: Works):
    town = works.town
    works.agree()
    works.pay(10_000)

    shown, own = waits(works, "孙复核"), waits(works, "钱会计")
    at_once = town.app.bus.read_now(falls_due)
    town.clock.at += DAY
    due = [
        each for each in town.app.bus.read_now(falls_due) if not isinstance(each, RemindPublishers)
    ]
    reminded = [town.app.bus.submit(command).result() for command in due]
    again = tuple(
        each for each in town.app.bus.read_now(falls_due) if not isinstance(each, RemindPublishers)
    )

    assert town.told("孙复核", "staff")[-2][0] == "payment_proposed"
    assert "payments_to_approve" in shown
    assert "payments_to_approve" not in own
    assert at_once == ()
    assert [(each.campaign, each.reminded) for each in reminded] == [(1, 1)]
    assert again == ()


def test_what_may_be_paid_at_last_is_shown_to_the_treasurer(works: Works):
    works.agree()
    before = waits(works, "钱会计")
    works.accept()

    assert "contract_to_pay" not in before
    assert "contract_to_pay" in waits(works, "钱会计")


def test_the_screen_of_payments_is_worded_in_both_languages(works: Works):
    works.agree()
    works.pay(30_000)
    works.approve(1)
    works.reverse(1)

    seen = works.approve(9)
    desk = works.pay(10_000)

    assert seen == refuse("payment.unknown", number=9)
    for language in ("zh_CN", "en"):
        screen = render(desk, Translator(language))
        assert "和悦建设有限公司" in screen.text
        assert "payment." not in screen.text


def test_the_check_names_a_payment_beyond_what_was_approved(works: Works):
    works.agree()
    works.pay(30_000)
    works.approve(1)
    works.resolve(approved_fen=20_000)

    found = works.town.app.bus.read_now(i32_payments_within_what_was_approved)

    assert found.text == (
        "payments within what was approved: heyue campaign 1 contract 1:"
        " more is paid than the resolution approved"
    )


def waits(works: Works, name: str) -> set[str]:
    """What somebody's list for today says, by its keys."""
    return {each.key for each in works.town.read(name, today).needs}
