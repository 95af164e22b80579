"""A statement is kept once, and a person says what each of its lines is."""

import pytest
from sqlalchemy import select

from council.campaigns.bank_statements.commands import (
    AskBack,
    BankDone,
    BankTaken,
    BookLine,
    GiveBack,
    HoldOn,
    LeaveLine,
    LeaveRest,
    ReopenLine,
    SuspendLine,
    Target,
    TickKnown,
    TickLine,
)
from council.campaigns.bank_statements.reads import SHOWN, desk
from council.campaigns.bank_statements.tables import bank_lines
from council.campaigns.commands import ApproveCampaign, OpenCampaign
from council.campaigns.refunds.commands import AskRefund, ConfirmRefund
from council.campaigns.tables import receipts, refunds
from council.kernel.refusals import Refusal, refuse
from council.people.commands import GrantRole
from tests.council.campaigns.bank_statements.banking import Moved, Till, open_till
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, Fund, appoint, draft
from tests.council.kernel.forms.filling import Filling

NAMED = Moved(reference="A20260210001", yuan="600", party="李一", memo="认筹1")
BY_NAME = Moved(reference="A20260210002", yuan="400", party="李二")
UNKNOWN = Moved(reference="A20260210003", yuan="88.80", party="赵某某", memo="谢谢 13912345678")
FEE = Moved(reference="A20260210004", yuan="-10.50")


@pytest.fixture
def till(town: Town) -> Till:
    made = open_till(town)
    made.pledge(("李一", "600"), ("李二", "400"))
    return made


def test_a_file_is_kept_and_nothing_is_booked(till: Till):
    taken = till.send(NAMED, BY_NAME, UNKNOWN, FEE)

    assert taken == BankTaken(
        number=1,
        source="bank",
        file="明细.csv",
        lines=4,
        known=0,
        left_out=0,
        came_in_fen=108_880,
        went_out_fen=1_050,
        waiting=4,
        matched=2,
        booked=0,
    )
    assert till.balances() == (0, 0)
    assert till.findings() == []


def test_no_number_and_no_full_name_is_kept_of_a_payer(till: Till):
    till.send(UNKNOWN)

    (row,) = till.town.rows(select(bank_lines.c.party, bank_lines.c.memo))

    assert tuple(row) == ("赵**", "转账 谢谢 139********")


def test_line_by_line_each_becomes_what_a_person_says(till: Till):
    till.send(NAMED, BY_NAME, UNKNOWN, FEE)

    second = till.act(BookLine, 1, campaign=1, pledge=1)
    till.act(BookLine, 2, campaign=1, pledge=2)
    till.act(SuspendLine, 3)
    last = till.act(LeaveLine, 4)

    assert (second.line, second.advice, second.did, second.did_serial) == (
        4,
        "payer",
        "receipt",
        1,
    )
    assert second.target == Target(
        kind="pledge", campaign=1, number=2, name="李二", amount_fen=40_000
    )
    assert isinstance(last, BankDone)
    assert [(each.state, each.lines, each.amount_fen) for each in last.sums] == [
        ("left", 1, -1_050),
        ("receipt", 2, 100_000),
        ("suspense", 1, 8_880),
    ]
    assert till.balances() == (100_000, 8_880)
    assert till.findings() == []


def test_a_pledge_that_was_paid_since_its_line_was_shown_is_not_paid_twice(till: Till):
    till.send(NAMED)
    till.fund.receive(1, 60_000)

    stale = till.act(BookLine, 1, campaign=1, pledge=1)
    knowingly = till.act(BookLine, 1, campaign=1, pledge=1, paid_fen=60_000)

    assert stale == refuse("bank.pledge_paid", number=1, pledge=1, paid_fen=60_000)
    assert (knowingly.did, knowingly.did_serial) == ("receipt_over", 2)
    assert till.findings() == []


def test_money_that_comes_too_late_is_told_as_such_at_once(till: Till):
    till.send(NAMED)
    till.town.clock.at = DEADLINE + 60
    till.fund.close()

    done = till.act(BookLine, 1, campaign=1, pledge=1)

    assert (done.did, done.did_serial) == ("receipt_late", 1)


def test_the_same_file_again_changes_nothing_and_says_when(till: Till):
    till.send(NAMED, BY_NAME)
    till.act(BookLine, 1, campaign=1, pledge=1)
    at = till.town.clock.at
    till.town.clock.at += 3600

    again = till.send(NAMED, BY_NAME)

    assert (again.number, again.again_at, again.waiting) == (1, at, 1)
    assert till.states() == [(NAMED.reference, "receipt"), (BY_NAME.reference, "waiting")]


def test_a_line_of_an_overlapping_file_stands_once(till: Till):
    till.send(NAMED, BY_NAME)

    other = till.send(BY_NAME, UNKNOWN)

    assert (other.number, other.lines, other.known) == (2, 1, 1)
    assert [ref for ref, _ in till.states()] == [
        NAMED.reference,
        BY_NAME.reference,
        UNKNOWN.reference,
    ]


def test_a_known_reference_with_another_amount_refuses_the_file(till: Till):
    till.send(NAMED)

    changed = till.send(Moved(reference=NAMED.reference, yuan="900", party="李一"))

    assert isinstance(changed, Refusal)
    assert changed.key == "bank.line_differs"
    assert len(till.states()) == 1


def test_what_was_recorded_by_hand_is_ticked_and_not_booked_twice(till: Till):
    till.fund.receive(1, 60_000, external_ref=NAMED.reference.lower())
    till.fund.receive(2, 40_000, external_ref="T-7")
    taken = till.send(NAMED, BY_NAME)
    twice = till.act(BookLine, 1, campaign=1, pledge=1, paid_fen=60_000)

    after = till.town.act("钱会计", TickKnown, number=1, many=1)
    assert after.target is not None
    done = till.act(TickLine, 2, target=after.target.id)

    assert (taken.booked, taken.matched) == (2, 0)
    assert isinstance(twice, Refusal)
    assert twice.key == "receipt.ref_used"
    assert (after.advice, after.target.number) == ("booked", 2)
    assert isinstance(done, BankDone)
    assert till.balances() == (100_000, 0)
    assert till.findings() == []


def test_what_is_in_suspense_is_given_to_its_pledge(till: Till):
    till.send(BY_NAME)
    till.act(SuspendLine, 1)

    till.act(BookLine, 1, campaign=1, pledge=2)

    assert till.balances() == (40_000, 0)
    assert till.states() == [(BY_NAME.reference, "receipt")]
    assert till.findings() == []


def test_who_asks_again_in_the_second_of_a_no_is_told_again(till: Till):
    till.send(UNKNOWN)
    till.act(SuspendLine, 1)

    for move, by in ((AskBack, "钱会计"), (HoldOn, "孙复核"), (AskBack, "钱会计")):
        till.act(move, 1, by=by)

    told = [notice for notice, _ in till.town.told("孙复核", "staff")]
    assert told.count("bank_to_give_back") == 2


def test_what_is_in_suspense_goes_back_with_two_people(till: Till):
    till.town.operate(GrantRole, ref="钱会计", role="second_signer")
    till.send(UNKNOWN)
    till.act(SuspendLine, 1)
    till.act(AskBack, 1)

    own = till.act(GiveBack, 1)
    meanwhile = till.act(BookLine, 1, campaign=1, pledge=1)
    till.act(HoldOn, 1, by="孙复核")
    still = till.balances()
    till.act(AskBack, 1)
    till.act(GiveBack, 1, by="孙复核")

    assert own == refuse("bank.own_asking")
    assert meanwhile == refuse("bank_line.not_now", verb="receipt", state="returning")
    assert still == (0, 8_880)
    assert till.balances() == (0, 0)
    assert till.states() == [(UNKNOWN.reference, "returned")]
    assert till.findings() == []


def test_refunds_that_went_out_are_ticked(till: Till):
    till.send(NAMED)
    till.act(BookLine, 1, campaign=1, pledge=1)
    till.town.act(
        "钱会计", AskRefund, campaign=1, serial=1, amount_fen=20_000, reason="correction"
    )
    till.town.act("孙复核", ConfirmRefund, campaign=1, number=1)
    till.send(Moved(reference="A20260211001", yuan="-200", party="李一"), FEE)

    view = till.act(LeaveLine, 2, number=2)
    assert view.target is not None
    done = till.act(TickLine, 1, number=2, target=view.target.id)

    assert (view.advice, view.target.kind) == ("booked", "refund")
    assert isinstance(done, BankDone)
    assert till.balances() == (40_000, 0)
    assert till.findings() == []


def test_nothing_in_the_books_is_ticked_by_two_lines(till: Till):
    till.fund.receive(1, 60_000, external_ref="OTHER")
    till.send(NAMED, Moved(reference="A20260210009", yuan="600", party="李一"))
    receipt = till.town.rows(select(receipts.c.id))[0].id
    till.act(TickLine, 1, target=receipt)

    assert till.act(TickLine, 2, target=receipt) == refuse("bank.told_already")


def test_another_sum_is_not_ticked(till: Till):
    till.fund.receive(1, 60_000)
    till.send(BY_NAME)
    receipt = till.town.rows(select(receipts.c.id))[0].id

    assert till.act(TickLine, 1, target=receipt) == refuse("bank.not_the_same")


def test_what_was_left_or_ticked_is_looked_at_again(till: Till):
    till.send(NAMED, FEE)
    till.town.act("钱会计", LeaveRest, number=1)

    again = till.act(ReopenLine, 1)
    till.act(BookLine, 1, campaign=1, pledge=1)

    assert (again.line, again.did) == (3, "reopened")
    assert till.act(ReopenLine, 1) == refuse("bank_line.not_now", verb="reopen", state="receipt")
    assert till.findings() == []


def test_what_went_out_gets_neither_receipt_nor_suspense(till: Till):
    till.send(FEE)

    assert till.act(SuspendLine, 1) == refuse("bank.went_out")
    assert till.act(BookLine, 1, campaign=1, pledge=1) == refuse("bank.went_out")


def test_only_the_treasurer_says_what_a_line_is(till: Till):
    till.send(NAMED)

    for name in ("孙复核", "李一", "周召集"):
        answer = till.act(BookLine, 1, by=name, campaign=1, pledge=1)
        assert isinstance(answer, Refusal), name
    assert till.balances() == (0, 0)


def test_a_receipt_by_hand_of_what_is_in_suspense_is_ticked_off_it(till: Till):
    till.send(BY_NAME)
    till.act(SuspendLine, 1)
    till.fund.receive(2, 40_000, external_ref="by hand")
    receipt = till.town.rows(select(receipts.c.id))[0].id

    till.act(TickLine, 1, target=receipt)

    assert till.balances() == (40_000, 0)
    assert till.findings() == []


@pytest.mark.parametrize("said", ["1", "李一"])
def test_after_the_deadline_a_line_out_of_suspense_is_late_and_its_return_is_ticked_off(
    till: Till, said: str
):
    till.fund.close()
    till.send(NAMED)
    till.act(SuspendLine, 1)

    form = Filling(till.town, "钱会计", "bank_pledge", "1-3")
    form.say(said)
    form.file()
    came = till.late()
    till.town.act("孙复核", ConfirmRefund, campaign=1, number=1)
    till.send(NAMED, Moved(reference="B1", yuan="-600", party="李一"))
    (back,) = till.town.rows(select(refunds.c.id, refunds.c.reason))
    ticked = till.act(TickLine, 2, number=2, target=back.id)

    assert (came, back.reason, till.late(), till.balances()) == (60_000, "late", 0, (0, 0))
    assert isinstance(ticked, BankDone)
    assert [state for _, state in till.states()] == ["receipt", "ticked"]
    assert till.findings() == []


def test_a_line_that_pays_more_than_was_pledged_counts_with_the_pledge(till: Till):
    till.send(Moved(reference="A1", yuan="650", party="李一", memo="认筹1"))
    till.act(SuspendLine, 1)

    till.act(BookLine, 1, campaign=1, pledge=1)
    asked = till.fund.view().asked_back_fen
    till.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert (asked, till.balances()) == (5_000, (60_000, 0))
    assert till.act(ReopenLine, 1) == refuse("bank_line.not_now", verb="reopen", state="receipt")
    assert till.findings() == []


def test_a_number_alone_is_enough_where_only_one_of_several_campaigns_has_it(till: Till):
    draft(till.town, title="第二场")
    till.town.act("孙复核", ApproveCampaign, campaign=2)
    appoint(till.town, number=2)
    till.town.act("周召集", OpenCampaign, campaign=2)
    other = Fund(town=till.town, number=2)
    other.pledge("李一", "70")
    till.send(UNKNOWN)
    form = Filling(till.town, "钱会计", "bank_pledge", "1-3")

    several = form.say("1")
    only = form.say("2")

    assert several.problem == refuse("bank.several_pledges", given=1)
    assert only.problem is None
    assert {each.name: each.says.params["pledge"] for each in only.lines} == {"pledge": 2}


def test_a_statement_that_waits_stands_on_the_desk_however_many_came_after_it(till: Till):
    till.send(UNKNOWN)
    for place in range(SHOWN):
        till.send(Moved(reference=f"C20260211{place:03}", yuan="-1"))
        till.act(LeaveLine, 1, number=place + 2)

    shown = till.town.read("钱会计", desk).statements

    assert [each.number for each in shown] == [1, *range(SHOWN + 1, 2, -1)]
