"""A receipt is recorded step by step: whose, how much, how, under which reference."""

import pytest

from council.campaigns.commands import ApproveCampaign, OpenCampaign
from council.campaigns.receipts.reads import PAGE
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, Fund, appoint, draft, open_fund, resolve, staff
from tests.council.kernel.forms.filling import Filling, filled, problem

ZH = Translator("zh_CN")


@pytest.fixture
def fund(town: Town) -> Fund:
    """An open campaign with pledges 1 李一 ¥500, 2 李二 ¥300, 3 王三 ¥200."""
    made = open_fund(town)
    for name, amount in (("李一", "500"), ("李二", "300"), ("王三", "200")):
        town.person(name)
        made.pledge(name, amount)
    return made


def recording(fund: Fund, about: int = 0) -> Filling:
    return Filling(fund.town, "钱会计", "receipt", about)


def test_the_form_asks_step_by_step_and_confirms(fund: Fund):
    form = recording(fund)

    steps = [form.sheet, form.say("李"), form.say("2")]
    steps.append(form.tap("300.00"))
    steps.append(form.tap("alipay"))
    steps.append(form.say("ZFB-7"))
    recorded = form.file()
    again = form.file()
    late = form.tap("1", on=steps[0])

    assert [step.asks for step in steps] == ["pledge", "pledge", "amount", "method", "ref", ""]
    assert [each.code for each in steps[1].offered] == ["1", "2"]
    assert (recorded.serial, recorded.amount_fen, recorded.external_ref) == (1, 30_000, "ZFB-7")
    assert again == recorded
    assert late == refuse("form.gone")


def test_the_sheet_says_whose_money_it_is_before_it_is_recorded(fund: Fund):
    form = recording(fund, 1)
    form.say("2", "300")

    ready = render(form.tap("cash"), ZH)

    assert ready.text == (
        "<b>登记收款</b> 众筹 1 立体停车场众筹\n\n"
        "付款人：第 2 号 李二 1-1-101（李二）：认筹 ¥300\n"
        "金额：<b>¥300</b>（人民币叁佰元整）\n方式：现金\n\n"
        "核对无误请按确认。现金要另一位复核人签字后才入账。"
    )
    assert ready.rows[0][0].label == "✅ 登记 ¥300"


def test_the_pledges_to_choose_from_are_listed_with_what_is_unpaid(fund: Fund):
    fund.receive(1, 50_000)
    form = recording(fund, 1)
    asked, found = render(form.sheet, ZH).text, render(form.say("李"), ZH).text

    assert asked == (
        "<b>登记收款</b> 众筹 1 立体停车场众筹\n\n"
        "是谁交的？请选择，或输入认筹号、名册编号、房号、姓名。\n\n"
        "还没有付款的有 2 笔：\n"
        "· 第 2 号 李二 1-1-101（李二）：认筹 ¥300\n"
        "· 第 3 号 王三 1-1-101（王三）：认筹 ¥200"
    )
    assert found.endswith(
        "找到“李”的认筹 2 笔，请选择：\n"
        "· 第 1 号 李一 1-1-101（李一）：认筹 ¥500，已收 ¥500\n"
        "· 第 2 号 李二 1-1-101（李二）：认筹 ¥300"
    )


def test_the_pledges_are_paged_through(fund: Fund):
    for place in range(PAGE):
        fund.town.person(f"赵{place}")
        fund.pledge(f"赵{place}", "10")
    form = recording(fund, 1)

    first = form.sheet
    second = form.tap(first.offered[-1].code)
    back = form.tap(second.offered[-1].code)
    chosen = form.tap("3")

    assert [each.code for each in first.offered] == [*map(str, range(1, PAGE + 1)), "page.8"]
    assert [each.code for each in second.offered] == ["9", "10", "11", "page.0"]
    assert (back.offered, chosen.asks) == (first.offered, "amount")


def test_somebody_else_is_searched_for_and_the_amount_is_asked_anew(fund: Fund):
    form = recording(fund, 1)
    form.say("2", "300")
    form.tap("transfer")
    form.say("T-1")

    form.change("pledge")
    searched = form.say("李")
    chosen = form.tap("1")
    ready = form.say("300")
    recorded = form.file()

    assert (searched.asks, [each.code for each in searched.offered]) == ("pledge", ["1", "2"])
    assert (chosen.asks, ready.asks) == ("amount", "")
    assert (recorded.pledge, recorded.amount_fen, recorded.external_ref) == (1, 30_000, "T-1")


def test_answers_that_do_not_fit_are_refused_at_once(fund: Fund):
    fund.receive(3, 20_000, external_ref="T-1")
    form = recording(fund, 1)

    nobody = form.say("赵")
    form.say("李一")
    amount = form.say("1e2")
    form.say("500")
    method = form.say("gold")
    form.say("微信")
    used = form.say("t-1")

    assert (problem(nobody), problem(amount)) == ("receipt.no_such_pledge", "amount.exponent")
    assert (problem(method), method.asks) == ("receipt.unknown_method", "method")
    assert (problem(used), used.asks) == ("receipt.ref_used", "ref")
    assert filled(used)["method"] == "method.wechat"


def test_a_reference_that_was_taken_meanwhile_is_asked_for_again(fund: Fund):
    form = recording(fund, 1)
    form.say("2", "300", "转账", "T-1")
    fund.receive(3, 20_000, external_ref="T-1")

    refused = form.file()
    form.say("T-2")
    recorded = form.file()

    assert (problem(refused), refused.asks) == ("receipt.ref_used", "ref")
    assert recorded.external_ref == "T-2"


def test_more_than_was_pledged_is_told_before_it_is_recorded(fund: Fund):
    fund.receive(2, 10_000)
    form = recording(fund, 1)
    form.say("2")
    label = render(form.sheet, ZH).rows[0][0].label

    over = render(form.say("250"), ZH).text

    assert label == "全额 ¥200"
    assert "⚠️ 比认筹金额多 ¥50，请再核对是否重复登记。" in over


def test_cash_needs_no_reference(fund: Fund):
    form = recording(fund, 1)
    form.say("2", "300", "微信", "W-1")

    form.change("method")
    ready = form.tap("cash")
    recorded = form.file()

    assert (ready.asks, filled(ready).get("ref")) == ("", None)
    assert (recorded.method, recorded.external_ref) == ("cash", "")


def test_where_several_campaigns_take_money_one_is_chosen_first(fund: Fund):
    town = fund.town
    draft(town, title="第二项")
    town.act("孙复核", ApproveCampaign, campaign=2)
    appoint(town, number=2)
    town.act("周召集", OpenCampaign, campaign=2)

    form = recording(fund)
    asked = form.sheet
    unknown = form.say("9")
    chosen = form.tap("1")
    named = recording(fund, 2).sheet

    assert (asked.asks, [each.code for each in asked.offered]) == ("campaign", ["1", "2"])
    assert problem(unknown) == "campaign.unknown"
    assert chosen.asks == "pledge"
    assert "众筹：1. 立体停车场众筹" in render(chosen, ZH).text
    assert named.asks == "pledge"
    assert "campaign" not in filled(named)


def test_no_money_is_taken_without_a_resolution_and_late_money_is_told(fund: Fund):
    form = recording(fund, 1)
    resolve(fund.town, "provisional")
    provisional = [recording(fund).sheet, recording(fund, 1).sheet]
    resolve(fund.town, "in_force")
    fund.town.clock.at = DEADLINE

    late = form.say("2")

    assert provisional == [
        refuse("receipt.no_campaign"),
        refuse("receipt.no_resolution", number=1, motion=1),
    ]
    assert "不计入目标，并自动申请原路退回" in render(late, ZH).text


def test_only_the_treasurer_records(town: Town):
    staff(town)
    town.person("李一")

    refusal = Filling(town, "李一", "receipt", 0).sheet

    assert refusal.key == "policy.not_your_role"
