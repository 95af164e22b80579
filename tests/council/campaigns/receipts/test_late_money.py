"""Money that comes after the deadline is recorded and returned, and counts for nothing."""

import pytest

from council.campaigns.commands import CancelCampaign, SettleCampaign
from council.campaigns.ledger import balances
from council.campaigns.ledger.accounts import held, late
from council.campaigns.ledger.public import ledger
from council.campaigns.pledges.commands import WithdrawPledge
from council.campaigns.reads import screen
from council.campaigns.receipts.commands import SignReceipt
from council.campaigns.refunds.commands import AskRefund, ConfirmRefund, DeclineRefund
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.campaigns.refunds.test_pending import keys, requests
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, Fund, open_fund, resolve

ZH = Translator("zh_CN", "Asia/Shanghai")


@pytest.fixture
def fund(town: Town) -> Fund:
    """李一 ¥600 received, 李二 ¥400 pledged and not paid, against ¥1,000."""
    made = open_fund(town)
    for name, amount in (("李一", "600"), ("李二", "400")):
        town.person(name)
        made.pledge(name, amount)
    made.receive(1, 60_000)
    return made


def lies(fund: Fund) -> tuple[int, int]:
    """What is held for the works, and what of late money is here."""
    at = (held(1), late(1))
    there = fund.town.app.bus.read_now(lambda tx: balances.posted(tx, fund.town.id, at))
    return there[at[0]], there[at[1]]


def test_money_at_the_deadline_gets_a_receipt_and_is_asked_back_at_once(fund: Fund):
    fund.town.clock.at = DEADLINE

    recorded = fund.receive(2, 40_000)

    assert (recorded.serial, recorded.state, recorded.late) == (2, "posted", True)
    assert requests(fund) == [(1, "late", 40_000, "asked")]
    assert lies(fund) == (60_000, 40_000)
    view = fund.view()
    assert (view.received_fen, view.counted_fen, view.receipts, view.late_fen) == (
        60_000,
        60_000,
        1,
        40_000,
    )
    assert fund.town.told("李二")[-1] == (
        "receipt_late",
        {
            "number": 1,
            "title": "立体停车场众筹",
            "serial": 2,
            "amount_fen": 40_000,
            "deadline_at": DEADLINE,
        },
    )
    assert "refunds_to_confirm" in keys(fund, "孙复核")
    assert "截止以后收到：不计入目标，已自动申请退回 ¥400" in render(recorded, ZH).text
    assert fund.findings() == ()


def test_a_moment_before_the_deadline_it_counts(fund: Fund):
    fund.town.clock.at = DEADLINE - 1

    recorded = fund.receive(2, 40_000)

    assert (recorded.late, fund.view().counted_fen, requests(fund)) == (False, 100_000, [])


def test_late_money_never_meets_the_target(fund: Fund):
    fund.town.clock.at = DEADLINE
    fund.receive(2, 40_000)

    closed = fund.close()

    assert (closed.campaign.state, closed.campaign.counted_fen) == ("refunding", 60_000)
    assert requests(fund) == [(1, "late", 40_000, "asked"), (2, "failed", 60_000, "asked")]


def test_a_campaign_ends_whether_or_not_late_money_has_gone_back(fund: Fund):
    fund.close()
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)
    ended = fund.view().state
    fund.receive(2, 40_000)
    still = fund.view()

    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=2)

    assert (ended, still.state, still.held_fen, still.late_fen) == (
        "refunded",
        "refunded",
        0,
        40_000,
    )
    view = fund.view()
    assert (view.late_fen, view.late_back_fen, view.refunded_fen) == (0, 40_000, 60_000)
    assert lies(fund) == (0, 0)
    assert fund.findings() == ()


def test_late_money_is_no_surplus_and_is_divided_by_nobody(fund: Fund):
    fund.receive(2, 40_000)
    fund.pledge("孙复核", "100")
    fund.receive(3, 10_000)
    fund.close()
    fund.receive(2, 7_000, external_ref="late")

    settled = fund.town.act("钱会计", SettleCampaign, campaign=1)

    assert not isinstance(settled, Refusal)
    shares = [each for each in requests(fund) if each[1] == "surplus"]
    assert sum(fen for _, _, fen, _ in shares) == 10_000
    assert fund.findings() == ()


def test_late_cash_waits_for_its_signature_and_then_goes_back(fund: Fund):
    fund.close()
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    noted = fund.receive(2, 40_000, "cash")
    before = requests(fund)
    fund.town.act("孙复核", SignReceipt, campaign=1, serial=2)

    assert (noted.state, noted.late) == ("awaiting_second", True)
    assert "签字入账以后不计入目标，会自动申请退回 ¥400" in render(noted, ZH).text
    assert before == [(1, "failed", 60_000, "confirmed")]
    assert requests(fund)[-1] == (2, "late", 40_000, "asked")
    assert fund.findings() == ()


def test_who_took_their_pledge_back_and_pays_all_the_same_sees_that_it_goes_back(fund: Fund):
    fund.town.act("李二", WithdrawPledge, campaign=1)
    fund.close()

    fund.receive(2, 40_000)

    mine = fund.town.read("李二", screen, 1).mine
    assert (mine.state, mine.received_fen, mine.late_fen, mine.asked_back_fen) == (
        "withdrawn",
        0,
        40_000,
        40_000,
    )
    assert (
        "截止以后收到您的 ¥400：不计入目标，会原路退给您"
        in render(fund.town.read("李二", screen, 1), ZH).text
    )
    assert fund.findings() == ()


def test_a_cancelled_campaign_and_a_repealed_decision_still_take_note_of_late_money(fund: Fund):
    fund.town.act("周召集", CancelCampaign, campaign=1, reason="规划变了")
    resolve(fund.town, "repealed")

    assert fund.receive(2, 40_000).late
    assert fund.findings() == ()


def test_late_money_whose_refund_was_declined_is_asked_back_anew_and_only_as_late(fund: Fund):
    fund.close()
    fund.receive(2, 40_000)
    fund.town.act("孙复核", DeclineRefund, campaign=1, number=2)
    ask = {"campaign": 1, "serial": 2, "amount_fen": 40_000}

    waits = keys(fund, "钱会计")
    wrong = fund.town.act("钱会计", AskRefund, reason="failed", **ask)
    again = fund.town.act("钱会计", AskRefund, reason="late", **ask)

    assert "refunds_to_ask" in waits
    assert wrong == refuse("refund.reason_wrong", state="refunding")
    assert again.amount_fen == 40_000
    assert fund.town.told("李二")[-1][0] == "refund_not_yet"


def test_the_public_ledger_tells_late_money_apart_and_of_one_alone_when_the_books_are_closed(
    fund: Fund,
):
    fund.close()
    fund.town.clock.at += 60
    fund.receive(2, 40_000)
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=2)
    before = fund.town.app.bus.read_now(lambda tx: ledger(tx, fund.town.id))
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    after = fund.town.app.bus.read_now(lambda tx: ledger(tx, fund.town.id))

    assert [(line.kind, line.amount_fen) for line in before.transfers] == [("receipt", 60_000)]
    assert (before.withheld, before.held_fen, before.check_fen) == (2, 60_000, 0)
    assert sorted((line.kind, line.amount_fen) for line in after.transfers) == [
        ("receipt", 40_000),
        ("receipt", 60_000),
        ("refund", -60_000),
        ("refund", -40_000),
    ]
    assert (after.withheld, after.held_fen, after.check_fen) == (0, 0, 0)
