"""What is asked back no longer counts; what was not confirmed is told, and can be asked for anew."""

import pytest
from sqlalchemy import select

from council.campaigns.commands import (
    ApproveCampaign,
    CancelCampaign,
    OpenCampaign,
    SettleCampaign,
)
from council.campaigns.reads import screen
from council.campaigns.receipts.commands import DeclineReceipt
from council.campaigns.receipts.reads import confirming
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmRefund,
    ConfirmRefunds,
    DeclineRefund,
)
from council.campaigns.tables import refund_requests
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.overview.todos import today
from council.people.commands import Leave
from council.wordings import render
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, Fund, appoint, draft, open_fund
from tests.council.kernel.forms.filling import Filling


@pytest.fixture
def fund(town: Town) -> Fund:
    """李一 ¥600 and 李二 ¥400 against a target of ¥1,000, both received."""
    made = open_fund(town)
    for place, (name, amount) in enumerate((("李一", "600"), ("李二", "400")), start=1):
        town.person(name)
        made.pledge(name, amount)
        made.receive(place, int(amount) * 100)
    return made


def ask(fund: Fund, serial: int, fen: int, reason: str = "withdrawn") -> object:
    return fund.town.act(
        "钱会计",
        AskRefund,
        campaign=fund.number,
        serial=serial,
        amount_fen=fen,
        reason=reason,
    )


def requests(fund: Fund) -> list[tuple[int, str, int, str]]:
    q = refund_requests.c

    def read(tx: Transaction) -> list[tuple[int, str, int, str]]:
        rows = tx.connection.execute(
            select(q.number, q.reason, q.amount_fen, q.state).order_by(q.number)
        )
        return [tuple(row) for row in rows]

    return fund.town.app.bus.read_now(read)


def keys(fund: Fund, name: str) -> list[str]:
    return [need.key for need in fund.town.read(name, today).needs]


def test_a_refund_asked_for_before_the_deadline_no_longer_counts(fund: Fund):
    ask(fund, 2, 40_000)

    closed = fund.close()

    assert (closed.campaign.state, closed.campaign.counted_fen) == ("refunding", 60_000)
    assert requests(fund) == [(1, "withdrawn", 40_000, "asked"), (2, "failed", 60_000, "asked")]
    assert fund.town.told("李一")[-1] == (
        "campaign_failed",
        {
            "number": 1,
            "title": "立体停车场众筹",
            "received_fen": 60_000,
            "target_fen": 100_000,
            "needed_fen": 100_000,
        },
    )


def test_an_open_campaign_shows_the_staff_what_is_asked_back_and_residents_no_one_household(
    fund: Fund,
):
    ask(fund, 2, 40_000)

    known, shown = fund.view(), fund.town.read("李一", screen, 1).campaign

    assert (known.received_fen, known.asked_back_fen, known.counted_fen) == (
        100_000,
        40_000,
        60_000,
    )
    assert (shown.received_fen, shown.asked_back_fen, shown.held_fen) == (0, 0, 0)


def test_a_campaign_whose_whole_money_is_asked_back_still_ends_refunded(fund: Fund):
    ask(fund, 1, 60_000)
    ask(fund, 2, 40_000)
    fund.close()

    refunding = fund.view().state
    fund.town.act("孙复核", ConfirmRefunds, campaign=1, last_number=2, total_fen=100_000)

    assert (refunding, fund.view().state, fund.view().held_fen) == ("refunding", "refunded", 0)


def test_a_correction_after_the_deadline_that_undoes_the_target_gives_everything_back(fund: Fund):
    reached = fund.close().campaign.state
    ask(fund, 2, 40_000, reason="correction")

    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert (reached, fund.view().state) == ("target_met", "refunding")
    assert requests(fund)[-1] == (2, "failed", 60_000, "asked")
    assert fund.town.told("李一")[-1][0] == "campaign_failed"


def test_a_declined_request_is_told_to_who_asked_and_waits_in_today(fund: Fund):
    ask(fund, 2, 40_000)
    fund.close()
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=2)

    fund.town.act("孙复核", DeclineRefund, campaign=1, number=1)

    assert fund.view().state == "refunding"
    assert fund.town.told("钱会计", "staff")[-1] == (
        "refund_declined",
        {
            "number": 1,
            "title": "立体停车场众筹",
            "request": 1,
            "amount_fen": 40_000,
            "signer": "孙复核",
        },
    )
    assert "refunds_to_ask" in keys(fund, "钱会计")
    ask(fund, 2, 40_000, reason="failed")
    assert "refunds_to_ask" not in keys(fund, "钱会计")
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=3)
    assert (fund.view().state, fund.view().held_fen) == ("refunded", 0)


def surplus(town: Town) -> Fund:
    """李一 ¥700 and 李二 ¥500 received against ¥1,000, closed: a surplus of ¥200 to divide."""
    fund = open_fund(town)
    for place, (name, amount) in enumerate((("李一", "700"), ("李二", "500")), start=1):
        town.person(name)
        fund.pledge(name, amount)
        fund.receive(place, int(amount) * 100)
    fund.close()
    town.act("钱会计", SettleCampaign, campaign=1)
    return fund


def test_a_declined_share_of_the_surplus_is_not_forfeited(town: Town):
    fund = surplus(town)
    town.act("孙复核", DeclineRefund, campaign=1, number=2)

    town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert (fund.view().state, fund.view().held_fen) == ("target_met", 108_333)
    assert town.told("李二")[-1] == (
        "refund_not_yet",
        {"number": 1, "title": "立体停车场众筹", "amount_fen": 8_333},
    )
    assert "campaign_to_settle" in keys(fund, "钱会计")


def test_settling_anew_asks_only_for_the_share_that_was_declined(town: Town):
    fund = surplus(town)
    town.act("孙复核", ConfirmRefund, campaign=1, number=1)
    town.act("孙复核", DeclineRefund, campaign=1, number=2)

    anew = town.act("钱会计", SettleCampaign, campaign=1)
    town.act("孙复核", ConfirmRefund, campaign=1, number=3)

    assert anew.count == 1
    assert requests(fund)[-1] == (3, "surplus", 8_333, "confirmed")
    assert (fund.view().state, fund.view().held_fen) == ("disbursing", 100_000)


def test_a_campaign_whose_last_cash_receipt_is_declined_ends_refunded(town: Town):
    fund = open_fund(town)
    for place, (name, method) in enumerate((("李一", "transfer"), ("李二", "cash")), start=1):
        town.person(name)
        fund.pledge(name, "100")
        fund.receive(place, 10_000, method)
    fund.close()
    town.act("孙复核", ConfirmRefunds, campaign=1, last_number=1, total_fen=10_000)

    waiting = fund.view().state
    town.act("孙复核", DeclineReceipt, campaign=1, serial=2)

    assert (waiting, fund.view().state) == ("refunding", "refunded")


@pytest.mark.parametrize("written", ["t1", "T1", "Ｔ１", " T 1 ", "T\u200b1"])
def test_one_bank_reference_is_recorded_once_in_the_whole_community(fund: Fund, written: str):
    fund.pledge("李一", "600")
    other = second_campaign(fund)
    other.pledge("李一", "100")
    other.receive(1, 10_000, external_ref="T1")

    again = fund.receive(1, 100, external_ref=written, over=True)

    assert again == refuse(
        "receipt.ref_used", ref="T1", number=2, serial=1, pledge=1, amount_fen=10_000
    )


def test_money_of_a_failed_campaign_is_not_asked_back_as_of_a_cancelled_one(fund: Fund):
    ask(fund, 2, 40_000)
    fund.close()
    fund.town.act("孙复核", DeclineRefund, campaign=1, number=1)

    sheet = Filling(fund.town, "钱会计", "refund").say("2")

    assert [each.code for each in sheet.offered] == ["failed", "correction"]
    assert ask(fund, 2, 40_000, reason="cancelled") == refuse(
        "refund.reason_wrong", state="refunding"
    )


def test_money_of_a_cancelled_campaign_is_asked_back_as_that(fund: Fund):
    fund.town.act("周召集", CancelCampaign, campaign=1, reason="规划许可没有批下来")
    fund.town.act("孙复核", DeclineRefund, campaign=1, number=1)

    sheet = Filling(fund.town, "钱会计", "refund").say("1")

    assert [each.code for each in sheet.offered] == ["cancelled", "correction"]


def test_a_campaign_that_is_over_is_not_cancelled_though_nobody_closed_it(fund: Fund):
    fund.town.clock.at = DEADLINE
    over = refuse("campaign.over", number=1, deadline_at=DEADLINE)

    asked = Filling(fund.town, "周召集", "campaign_cancel").sheet
    cancelled = fund.town.act("周召集", CancelCampaign, campaign=1, reason="许可没有批下来")

    assert (asked, cancelled) == (over, over)
    assert fund.close().campaign.state == "target_met"


def test_the_second_signer_sees_whose_payer_gets_no_notice_any_more(fund: Fund):
    fund.town.act("李二", Leave)
    ask(fund, 1, 100)
    ask(fund, 2, 100)

    shown = fund.town.read("孙复核", confirming, 1)

    assert [(line.name, line.away) for line in shown.shown] == [("李一", False), ("李二", True)]
    assert render(shown, Translator("zh_CN")).text.count("收不到通知") == 1


def test_who_never_paid_is_not_told_of_money_that_goes_back(fund: Fund):
    ask(fund, 2, 40_000, reason="correction")

    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert fund.town.told("李二")[-1] == (
        "receipt_corrected",
        {"number": 1, "title": "立体停车场众筹", "amount_fen": 40_000},
    )


def test_a_payment_booked_by_mistake_can_be_booked_for_the_right_pledge(fund: Fund):
    ask(fund, 2, 40_000, reason="correction")
    early = fund.receive(1, 40_000, external_ref="REF-2-40000", over=True)
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    same = fund.receive(1, 40_000, external_ref="ref-2-40000", over=True)
    marked = fund.receive(1, 40_000, external_ref="REF-2-40000 更正", over=True)
    twice = fund.receive(1, 40_000, external_ref="REF-2-40000更正", over=True)

    assert (early.key, same.key, twice.key) == (
        "receipt.ref_used",
        "receipt.ref_corrected",
        "receipt.ref_used",
    )
    assert (marked.state, fund.view().received_fen) == ("posted", 100_000)
    assert fund.findings() == ()


def second_campaign(fund: Fund) -> Fund:
    """Another open campaign for the same motion."""
    number = draft(fund.town, title="第二项", deadline=DEADLINE).campaign.number
    fund.town.act("孙复核", ApproveCampaign, campaign=number)
    appoint(fund.town, number=number)
    fund.town.act("周召集", OpenCampaign, campaign=number)
    return Fund(town=fund.town, number=number)
