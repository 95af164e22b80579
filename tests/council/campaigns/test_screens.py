"""Screens of campaigns, pledges and receipts in both languages."""

from dataclasses import replace

import pytest

from council.campaigns.commands import (
    CampaignDesk,
    CampaignFile,
    CampaignList,
    CampaignScreen,
    CampaignView,
    MethodSum,
    MyPledge,
    PledgersReminded,
)
from council.campaigns.receipts.commands import ReceiptLine, ReceiptRecorded, SigningList
from council.campaigns.receipts.rules import RECEIPT
from council.campaigns.refunds.commands import ConfirmingList, RefundAsked, RequestLine
from council.campaigns.rules import CAMPAIGN, REQUEST
from council.campaigns.screens_parts import percent, progress_bar
from council.kernel.bus.results import decode, encode
from council.kernel.refusals import refuse
from council.kernel.screens.screen import TEXT_LIMIT
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.moves import moves

ZH, EN = Translator("zh_CN"), Translator("en")
#: Friday 30 January 2026, 12:00 in Shanghai.
NOON = 1769745600
VIEW = CampaignView(
    number=1,
    title="立体<停车场>",
    body="建 60 个车位",
    state="open",
    mode="all_or_nothing",
    target_fen=51_000_000,
    minimum_fen=1_000,
    deadline_at=NOON + 30 * 86_400,
    account_holder="业主大会",
    account_last4="6688",
    surplus_rule="refund_pro_rata",
    motion=3,
    motion_title="建停车场",
    resolution="2026-001",
    in_force=True,
    opened_at=NOON,
    closed_at=0,
    days_left=30,
    pledged_fen=54_860_000,
    pledges=214,
    households=210,
    received_fen=46_820_000,
    asked_back_fen=0,
    receipts=203,
    methods=(MethodSum(method="cash", receipts=3, amount_fen=3_680_000),),
    awaiting_fen=5_000,
    awaiting=1,
    refunded_fen=0,
    reserve_fen=0,
    held_fen=46_820_000,
    surplus_fen=0,
)
MINE = MyPledge(
    number=7,
    amount_fen=50_000,
    state="pledged",
    anonymous=True,
    received_fen=0,
    refunded_fen=0,
    serials=(),
)
SCREENS = {
    "list": CampaignList(campaigns=(VIEW,)),
    "no_list": CampaignList(campaigns=()),
    "screen": CampaignScreen(campaign=VIEW, mine=MINE, changed="made"),
    "desk": CampaignDesk(campaigns=(VIEW,), may_draft=True),
    "file": CampaignFile(
        campaign=VIEW,
        drafter="周召集",
        can=moves(
            record="form.start:receipt:1",
            sign="receipt.signing:1",
            ask="form.start:refund:1",
            confirm="refund.confirming:1",
            cancel="form.start:campaign_cancel:1",
        ),
        signing=1,
        confirming=2,
        did="open",
        count=980,
    ),
    "reminded": PledgersReminded(campaign=1, reminded=1),
    "recorded": ReceiptRecorded(
        campaign=1,
        title="停车场",
        serial=12,
        pledge=7,
        name="李敏",
        unit="3-2-501",
        amount_fen=50_000,
        method="transfer",
        external_ref="T-1",
        state="posted",
        received_fen=50_000,
        target_fen=51_000_000,
    ),
    "signing": SigningList(
        campaign=1,
        title="停车场",
        shown=tuple(
            ReceiptLine(
                serial=n,
                pledge=7,
                name="李敏",
                unit="3-2-501",
                amount_fen=50_000,
                received_at=NOON,
                cashier="钱会计",
                own=n == 3,
            )
            for n in (1, 2, 3)
        ),
        total=3,
        signable=2,
        signable_fen=100_000,
        last_serial=2,
        signed=1,
        signed_fen=5_000,
    ),
    "refund_asked": RefundAsked(
        campaign=1,
        title="停车场",
        number=1,
        serial=12,
        name="李敏",
        unit="3-2-501",
        amount_fen=20_000,
        reason="correction",
    ),
    "confirming": ConfirmingList(
        campaign=1,
        title="停车场",
        state="target_met",
        shown=tuple(
            RequestLine(
                number=n,
                serial=n - 1,
                name="李敏",
                unit="3-2-501",
                amount_fen=5_567,
                reason="surplus" if n > 1 else "reserve",
                asked_by="" if n > 1 else "钱会计",
                own=False,
            )
            for n in range(1, 21)
        ),
        total=203,
        confirmable=203,
        confirmable_fen=1_130_000,
        last_number=203,
    ),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
def test_every_screen_fits_a_phone_and_survives_a_redelivery(name: str, say: Translator):
    outcome = SCREENS[name]

    screen = render(outcome, say)

    assert len(screen.text.encode("utf-16-le")) // 2 <= TEXT_LIMIT
    assert "<停车场>" not in screen.text
    assert "<敏>" not in screen.text
    assert all(0 < len(button.label) <= 30 for row in screen.rows for button in row)
    assert all(len(button.press.encode()) <= 64 for row in screen.rows for button in row)
    assert render(decode(encode(outcome)), say) == screen


def test_a_campaign_shows_its_progress_with_every_denominator():
    screen = render(SCREENS["list"], EN)
    shown = render(CampaignScreen(campaign=VIEW, mine=None), EN)

    assert screen.text == (
        "<b>Campaigns</b>\n\n1. 立体&lt;停车场&gt; (open)\nreceived ¥468,200 of ¥510,000"
    )
    assert "▓▓▓▓▓▓▓▓▓▓▓░ 91.80%\nReceived ¥468,200 (203 receipts) of ¥510,000" in shown.text


def test_a_bar_is_full_only_when_the_target_is_reached():
    assert (progress_bar(99, 100), progress_bar(100, 100), progress_bar(500, 100)) == (
        "▓" * 11 + "░",
        "▓" * 12,
        "▓" * 12,
    )
    assert percent(46_820_000, 51_000_000) == "91.80%"


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
def test_every_state_and_move_has_a_name(say: Translator):
    for noun, lifecycle in (("campaign", CAMPAIGN), ("receipt", RECEIPT), ("refund", REQUEST)):
        assert all(say.has(f"state.{noun}.{state}") for state in lifecycle.states)
        assert all(say.has(f"verb.{noun}.{verb}") for verb in lifecycle.moves)
        for verb in lifecycle.moves:
            screen = render(refuse(f"{noun}.not_now", verb=verb, state=lifecycle.states[0]), say)
            assert verb not in screen.text or say is EN


def test_who_has_handed_over_cash_is_shown_no_way_to_pay_or_withdraw():
    waiting = replace(MINE, unsigned_fen=50_000, asked_back_fen=10_000)

    shown = render(CampaignScreen(campaign=VIEW, mine=waiting), ZH)
    verbs = [button.press for row in shown.rows for button in row]

    assert "现金已交，等另一位工作人员签字入账" in shown.text
    assert "其中 ¥100 已申请退款，等复核人确认" in shown.text
    assert "请在截止前把钱转到" not in shown.text
    assert not any("withdraw" in str(verb) or "form.start" in str(verb) for verb in verbs)


def test_what_is_asked_back_is_not_in_the_bar():
    shown = render(
        CampaignScreen(campaign=replace(VIEW, asked_back_fen=21_320_000), mine=None), ZH
    )

    assert "50.00%" in shown.text


def test_whoever_approves_reads_what_for_and_who_opens_what_is_still_missing():
    waiting = replace(VIEW, state="draft", opened_at=0, body="给三栋装坡道")
    file = CampaignFile(campaign=waiting, drafter="周召集", can=(), signing=0, confirming=0)

    text = render(file, ZH).text

    assert "给三栋装坡道" in text
    assert "还没有确定三位管钱人" in text
