"""A refund is asked for by receipt, amount and reason; the reason is its last word."""

import pytest

from council.campaigns.receipts.reads import confirming
from council.campaigns.refunds.commands import AskRefund
from council.kernel.forms.commands import StartForm
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.conftest import Town
from tests.council.fund import Fund, open_fund, staff
from tests.council.kernel.forms.filling import Filling, filled, problem

ZH = Translator("zh_CN")


@pytest.fixture
def fund(town: Town) -> Fund:
    """An open campaign with a receipt of ¥500 for the pledge of 李一."""
    made = open_fund(town)
    town.person("李一")
    made.pledge("李一", "500")
    made.receive(1, 50_000)
    return made


def refunding(fund: Fund) -> Filling:
    return Filling(fund.town, "钱会计", "refund")


def test_the_sheet_tells_the_receipt_and_the_sum_before_a_reason_is_chosen(fund: Fund):
    form = refunding(fund)
    asked = render(form.sheet, ZH).text

    shown = render(form.say("1 200"), ZH)

    assert asked == (
        "<b>申请退款</b> 众筹 1 立体停车场众筹\n\n"
        "请输入收据号；只退一部分就再写金额，例如 12 或 12 200。"
    )
    assert shown.text == (
        "<b>申请退款</b> 众筹 1 立体停车场众筹\n\n"
        "收据：第 1 号 李一 1-1-101，实收 ¥500，还可以退 ¥500\n"
        "退款：<b>¥200</b>（人民币贰佰元整）\n\n请选择原因："
    )
    assert [row[0].label for row in shown.rows[:2]] == ["本人要求退出", "更正登记错误"]


def test_without_an_amount_all_that_is_left_is_asked_back(fund: Fund):
    form = refunding(fund)
    form.say("1")

    asked = form.tap("withdrawn")

    assert (asked.serial, asked.amount_fen, asked.reason) == (1, 50_000, "withdrawn")


def test_a_second_tap_on_the_reason_asks_for_nothing_more(fund: Fund):
    form = refunding(fund)
    form.say("1 200")

    first, second = form.tap("correction"), form.tap("correction")

    assert second == first
    assert fund.town.read("孙复核", confirming, 1).total == 1


def test_a_receipt_or_an_amount_that_does_not_fit_is_refused_at_once(fund: Fund):
    form = refunding(fund)

    refused = [form.say(text) for text in ("收据", "9", "1 1e2", "1 500.01")]

    assert [problem(each) for each in refused] == [
        "refund.serial_wrong",
        "receipt.unknown",
        "amount.exponent",
        "refund.more_than_left",
    ]
    assert {each.asks for each in refused} == {"receipt"}


def test_a_reason_is_chosen_and_not_typed(fund: Fund):
    form = refunding(fund)
    form.say("1")

    typed = form.say("surplus")

    assert (problem(typed), typed.asks) == ("desk.use_buttons", "reason")


def test_an_amount_that_no_longer_fits_is_asked_for_again(fund: Fund):
    form = refunding(fund)
    form.say("1 300")
    fund.town.act(
        "钱会计", AskRefund, campaign=1, serial=1, amount_fen=40_000, reason="correction"
    )

    late = form.tap("withdrawn")
    still = form.say("200")
    form.say("100")
    asked = form.tap("withdrawn")

    assert (problem(late), late.asks) == ("refund.more_than_left", "amount")
    assert "退多少元？" in render(late, ZH).text
    assert (problem(still), still.asks) == ("refund.more_than_left", "amount")
    assert (asked.amount_fen, asked.reason) == (10_000, "withdrawn")


def test_the_receipt_may_stand_behind_the_command(fund: Fund):
    of_it = {"form": "refund", "subject": "1"}

    sheet = fund.town.act("钱会计", StartForm, **of_it, text="1 200")
    wrong = fund.town.act("钱会计", StartForm, **of_it, text="x")

    assert (sheet.asks, filled(sheet)["amount"]) == ("reason", 20_000)
    assert (problem(wrong), wrong.asks) == ("refund.serial_wrong", "receipt")


def test_only_the_treasurer_asks_and_only_where_money_is(town: Town):
    staff(town)
    town.person("李一")

    assert Filling(town, "李一", "refund").sheet.key == "policy.not_your_role"
    assert Filling(town, "钱会计", "refund").sheet == refuse("campaign.unknown", number=1)
