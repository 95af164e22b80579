"""Receipts have gapless serials, cash two people, and nothing is counted twice."""

import pytest

from council.campaigns.ledger import reads as ledger
from council.campaigns.reads import own
from council.campaigns.receipts.commands import (
    DeclineReceipt,
    RecordReceiptLine,
    SignReceipt,
    SignReceipts,
)
from council.campaigns.receipts.reads import confirming, signing
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmRefund,
    ConfirmRefunds,
    DeclineRefund,
)
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import refuse
from tests.council.conftest import Town
from tests.council.fund import Fund, open_fund, resolve
from tests.council.kernel.forms.filling import Filling, filled
from tests.council.unguarded import lift_guards


@pytest.fixture
def fund(town: Town) -> Fund:
    """An open campaign with pledges 1 李一 ¥500, 2 李二 ¥300, 3 王三 ¥200."""
    made = open_fund(town)
    for name, amount in (("李一", "500"), ("李二", "300"), ("王三", "200")):
        town.person(name)
        made.pledge(name, amount)
    return made


def test_a_transfer_is_posted_at_once_and_the_payer_is_told(fund: Fund):
    recorded = fund.receive(1, 50_000)

    assert (recorded.serial, recorded.state, recorded.received_fen) == (1, "posted", 50_000)
    assert fund.town.told("李一")[-1] == (
        "receipt_posted",
        {
            "number": 1,
            "title": "立体停车场众筹",
            "serial": 1,
            "amount_fen": 50_000,
        },
    )
    assert fund.findings() == ()


def test_money_is_taken_only_under_a_resolution_in_force(fund: Fund):
    resolve(fund.town, "provisional")
    provisional = fund.receive(1, 50_000)
    resolve(fund.town, "implementing")

    assert provisional == refuse("receipt.no_resolution", number=1, motion=1)
    assert fund.receive(1, 50_000).serial == 1


def test_the_same_payment_is_recorded_once(fund: Fund):
    fund.receive(1, 50_000, external_ref="T-1")

    again = fund.receive(2, 30_000, external_ref=" T-1 ")

    assert again == refuse(
        "receipt.ref_used", ref="T-1", number=1, serial=1, pledge=1, amount_fen=50_000
    )
    assert fund.receive(2, 30_000, external_ref="T-2").serial == 2


def test_more_than_was_pledged_must_be_said_knowingly(fund: Fund):
    over = fund.receive(2, 30_001)

    assert over == refuse(
        "receipt.over_pledge",
        number=1,
        pledge=2,
        pledged_fen=30_000,
        paid_fen=0,
        amount_fen=30_001,
    )
    assert fund.receive(2, 30_001, over=True).amount_fen == 30_001


def test_a_pledge_may_be_paid_in_parts(fund: Fund):
    fund.receive(2, 10_000)
    fund.receive(2, 20_000)

    mine = fund.town.read("李二", own, 1)
    assert (mine.state, mine.received_fen, mine.serials) == ("received", 30_000, (1, 2))


def test_a_receipt_needs_a_known_pledge_and_a_reference(fund: Fund):
    assert fund.receive(9, 100) == refuse("receipt.unknown_pledge", number=1, pledge=9)
    assert fund.receive(1, 100, external_ref=" ") == refuse("receipt.ref_needed")
    assert fund.receive(1, 100, "gold") == refuse("receipt.unknown_method", given="gold")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("1 1 500", refuse("receipt.line_short")),
        ("1 x 500 cash", refuse("receipt.line_number", given="x")),
        ("1 1 1e2 cash", refuse("amount.exponent", given="1e2")),
        ("1 1 500 gold", refuse("receipt.unknown_method", given="gold")),
        ("1 1 500 转账", refuse("receipt.ref_needed")),
        ("7 1 500 cash", refuse("campaign.unknown", number=7)),
    ],
)
def test_a_line_that_cannot_be_read_says_which_part(fund: Fund, line: str, answer: object):
    assert fund.town.act("钱会计", RecordReceiptLine, line=line) == answer


def test_one_line_records_a_receipt(fund: Fund):
    recorded = fund.town.act("钱会计", RecordReceiptLine, line="1 1 ¥500 微信 WX 20260130 A")

    assert (recorded.serial, recorded.amount_fen, recorded.method, recorded.external_ref) == (
        1,
        50_000,
        "wechat",
        "WX 20260130 A",
    )


def test_cash_counts_only_after_another_person_has_signed(fund: Fund):
    recorded = fund.receive(1, 50_000, "cash")
    before = fund.view()
    listed = fund.town.read("孙复核", signing, 1)
    signed = fund.town.act("孙复核", SignReceipt, campaign=1, serial=1)
    again = fund.town.act("孙复核", SignReceipt, campaign=1, serial=1)

    assert recorded.state == "awaiting_second"
    assert (before.received_fen, before.awaiting_fen) == (0, 50_000)
    assert (listed.signable, listed.signable_fen, listed.last_serial) == (1, 50_000, 1)
    assert (signed.signed, signed.signed_fen, signed.total) == (1, 50_000, 0)
    assert again == refuse("receipt.not_now", verb="sign", state="posted")
    assert fund.view().received_fen == 50_000
    assert fund.findings() == ()


def test_who_took_the_cash_cannot_sign_for_it(fund: Fund):
    fund.town.person("郑双职", "treasurer", "second_signer")
    fund.town.act("郑双职", RecordReceiptLine, line="1 1 500 cash")

    own_cash = fund.town.act("郑双职", SignReceipt, campaign=1, serial=1)
    all_own = fund.town.act("郑双职", SignReceipts, campaign=1, last_serial=1, total_fen=50_000)

    assert own_cash == refuse("receipt.own_cash", serial=1)
    assert all_own == refuse("receipt.list_changed", number=1)


def test_all_that_a_list_showed_is_signed_at_once_or_nothing(fund: Fund):
    fund.receive(1, 50_000, "cash")
    fund.receive(2, 30_000, "cash")

    wrong = fund.town.act("孙复核", SignReceipts, campaign=1, last_serial=2, total_fen=50_000)
    fund.receive(3, 20_000, "cash")
    signed = fund.town.act("孙复核", SignReceipts, campaign=1, last_serial=2, total_fen=80_000)

    assert wrong == refuse("receipt.list_changed", number=1)
    assert (signed.signed, signed.total) == (2, 1)
    assert fund.findings() == ()


def test_a_declined_receipt_is_void_and_keeps_its_serial(fund: Fund):
    fund.receive(1, 50_000, "cash")

    declined = fund.town.act("孙复核", DeclineReceipt, campaign=1, serial=1)
    recorded = fund.receive(1, 50_000, "cash")

    assert (declined.declined, recorded.serial) == (1, 2)
    assert [n for n, _ in fund.town.told("钱会计", "staff")][-1] == "cash_declined"
    assert fund.findings() == ()


def test_cash_signed_after_a_failed_close_is_asked_back(fund: Fund):
    fund.receive(1, 50_000, "cash")
    closed = fund.close()

    fund.town.act("孙复核", SignReceipt, campaign=1, serial=1)
    waiting = fund.town.read("孙复核", confirming, 1)
    fund.town.act("孙复核", ConfirmRefunds, campaign=1, last_number=1, total_fen=50_000)

    assert closed.campaign.state == "failed"
    assert (waiting.confirmable_fen, waiting.state) == (50_000, "refunding")
    assert fund.view().state == "refunded"
    assert fund.findings() == ()


def test_a_refund_is_asked_by_one_and_confirmed_by_another(fund: Fund):
    fund.receive(1, 50_000)
    act = fund.town.act

    form = Filling(fund.town, "钱会计", "refund")
    sheet = form.say("1 200")
    asked = form.tap("correction")
    too_much = act(
        "钱会计", AskRefund, campaign=1, serial=1, amount_fen=30_001, reason="correction"
    )
    confirmed = act("孙复核", ConfirmRefund, campaign=1, number=1)
    twice = act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert filled(sheet) == {"receipt": "refund.receipt", "amount": 20_000}
    assert (asked.number, asked.name) == (1, "李一")
    assert too_much == refuse("refund.more_than_left", serial=1, left_fen=30_000)
    assert confirmed.confirmed_fen == 20_000
    assert twice == refuse("refund.not_now", verb="confirm", state="confirmed")
    view = fund.view()
    assert (view.received_fen, view.held_fen) == (30_000, 30_000)
    assert fund.findings() == ()


def test_a_pledge_given_back_in_full_is_refunded(fund: Fund):
    fund.receive(1, 50_000)
    ask = {"campaign": 1, "serial": 1, "amount_fen": 50_000, "reason": "withdrawn"}
    fund.town.act("钱会计", AskRefund, **ask)

    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert fund.town.read("李一", own, 1).state == "refunded"
    assert fund.pledge("李一", "100").mine.number == 4


def test_a_declined_refund_pays_nothing_and_frees_the_amount(fund: Fund):
    fund.receive(1, 50_000)
    ask = {"campaign": 1, "serial": 1, "amount_fen": 50_000, "reason": "withdrawn"}
    fund.town.act("钱会计", AskRefund, **ask)

    declined = fund.town.act("孙复核", DeclineRefund, campaign=1, number=1)

    assert (declined.declined, declined.total, fund.view().held_fen) == (1, 0, 50_000)
    assert fund.town.act("钱会计", AskRefund, **ask).number == 2


def test_the_public_ledger_names_nobody_without_consent(fund: Fund):
    fund.receive(1, 50_000)
    fund.receive(3, 20_000, "cash")
    fund.town.act("孙复核", SignReceipt, campaign=1, serial=2)

    page = fund.town.app.bus.read_now(lambda tx: ledger.public(tx, fund.town.id))

    assert [
        (line.name, line.amount_fen, line.balance_fen, line.serial) for line in page.lines
    ] == [
        ("", 20_000, 70_000, 2),
        ("", 50_000, 50_000, 1),
    ]


def test_the_check_finds_what_was_tampered_with(fund: Fund):
    fund.receive(1, 50_000)

    def tamper(tx: Transaction) -> None:
        lift_guards(tx.connection)
        tx.connection.exec_driver_sql("UPDATE ledger_entries SET amount_fen = 1 WHERE line = 1")

    fund.town.app.bus.submit_run(tamper).result()

    assert [(f.invariant, f.what) for f in fund.findings()] == [
        ("I8", "transfer_unbalanced"),
        ("I8", "receipt_not_as_posted"),
        ("I8", "other_accounts"),
    ]
