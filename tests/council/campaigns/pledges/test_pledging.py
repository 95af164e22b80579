"""A pledge is read, echoed, confirmed; changed or withdrawn until a receipt is made out."""

from dataclasses import replace

import pytest

from council.campaigns.pledges.commands import MakePledge, NamePledge, WithdrawPledge
from council.campaigns.reads import open_list, screen
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.overview.todos import mine
from council.wordings import render
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, draft, open_fund
from tests.council.kernel.forms.filling import Filling, filled, problem

ZH = Translator("zh_CN")


def pledging(town: Town, name: str = "李一", about: int = 1) -> Filling:
    return Filling(town, name, "pledge", about)


def test_a_typed_amount_is_pledged_only_after_it_is_confirmed(town: Town):
    fund = open_fund(town)
    town.person("李一")
    form = pledging(town)

    sheet = form.say("¥５００")
    before = fund.view().pledged_fen
    made = form.file()

    assert (filled(sheet), before) == ({"amount": 50_000}, 0)
    assert (made.changed, made.mine.amount_fen, made.mine.number) == ("made", 50_000, 1)
    assert (made.campaign.pledged_fen, made.campaign.households) == (0, 0)  # told with others
    assert fund.view().pledged_fen == 50_000


def test_the_amount_is_echoed_in_digits_and_capital_numerals_before_the_yes(town: Town):
    fund = open_fund(town, title="立体<停车场>")
    town.person("李一")
    fund.pledge("李一", "300")
    form = pledging(town)

    asked = render(form.sheet, ZH)
    echoed = render(form.tap("500.00"), ZH)

    assert asked.text == (
        "<b>众筹 1：立体&lt;停车场&gt;</b>\n\n"
        "您想认筹多少元？请输入数字（例如 500），或按下面的金额。最少 ¥10。"
    )
    assert [[button.label for button in row] for row in asked.rows[:2]] == [
        ["¥10", "¥100", "¥200"],
        ["¥500", "¥1,000", "¥2,000"],
    ]
    assert echoed.text == (
        "<b>众筹 1：立体&lt;停车场&gt;</b>\n\n认筹金额：<b>¥500</b>（人民币伍佰元整）\n\n"
        "您原来认筹 ¥300，确认后改为新的金额。\n\n"
        "认筹完全自愿，不影响表决权和物业服务，也没有任何收益。开收据之前随时可以撤回。\n\n"
        "<b>请核对</b>"
    )
    assert echoed.rows[0][0].label == "✅ 确认认筹 ¥500"


def test_a_second_tap_changes_nothing_and_shows_the_same(town: Town):
    fund = open_fund(town)
    town.person("李一")
    form = pledging(town)
    form.say("500")

    first, again = form.file(), form.file()

    assert (again, again.mine.amount_fen) == (first, 50_000)
    assert fund.view().pledges == 1


def test_a_new_amount_replaces_the_old_one_and_an_old_button_is_refused(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "500")
    form = pledging(town)
    old = form.say("300")

    form.change("amount")
    form.say("800")
    stale = form.file(on=old)
    made = form.file()

    assert problem(stale) == "form.stale"
    assert (made.changed, made.mine.amount_fen, made.mine.number) == ("replaced", 80_000, 1)
    assert (fund.view().pledges, fund.view().pledged_fen) == (1, 80_000)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1e5", "amount.exponent"),
        ("-3", "amount.sign"),
        ("0.001", "amount.too_fine"),
        ("٣", "amount.other_digits"),
        ("0", "amount.zero"),
        ("9.99", "amount.too_small"),
        ("1000000.01", "amount.too_large"),
        ("五百" * 5000, "amount.numerals"),
    ],
)
def test_what_is_not_an_amount_is_refused_and_still_awaited(town: Town, typed: str, key: str):
    open_fund(town)
    town.person("李一")
    form = pledging(town)

    refused = form.say(typed)
    sheet = form.say("10")

    assert (problem(refused), refused.asks) == (key, "amount")
    assert filled(sheet) == {"amount": 1_000}


@pytest.mark.parametrize(
    ("amount_fen", "refusal"),
    [
        (999, refuse("amount.too_small", least_fen=1_000)),
        (-5, refuse("amount.too_small", least_fen=1_000)),
        (100_000_001, refuse("amount.too_large", most_fen=100_000_000)),
    ],
)
def test_a_pledge_keeps_to_its_bounds_whatever_came_before(
    town: Town, amount_fen: int, refusal: Refusal
):
    open_fund(town)
    town.person("李一")

    assert town.act("李一", MakePledge, campaign=1, amount_fen=amount_fen) == refusal


def test_a_pledge_is_withdrawn_until_a_receipt_is_made_out(town: Town):
    fund = open_fund(town)
    town.person("李一")
    fund.pledge("李一", "500")

    withdrawn = town.act("李一", WithdrawPledge, campaign=1)
    none = town.act("李一", WithdrawPledge, campaign=1)
    fund.pledge("李一", "600")
    fund.receive(2, 60_000, "cash")
    paid = town.act("李一", WithdrawPledge, campaign=1)
    changed = pledging(town).sheet

    assert (withdrawn.changed, withdrawn.mine) == ("withdrawn", None)
    assert none == refuse("pledge.none", number=1)
    assert paid == refuse("pledge.has_receipt", number=1)
    assert changed == refuse("pledge.has_receipt", number=1)


def test_pledges_are_taken_only_while_the_campaign_is_open(town: Town):
    fund = open_fund(town, resolution="provisional")
    draft(town)
    town.person("李一")
    town.person("小李", adult=False)

    unopened = pledging(town, about=2).sheet
    unknown = pledging(town, about=99).sheet
    child = pledging(town, "小李").sheet
    before_resolution = fund.pledge("李一", "500").changed
    form = pledging(town)
    form.say("600")
    town.clock.at = DEADLINE
    late = form.file()

    assert unopened == refuse("campaign.unknown", number=2)
    assert unknown == refuse("campaign.unknown", number=99)
    assert child == refuse("pledge.adults_only")
    assert before_resolution == "made"
    assert late == refuse("pledge.closed", number=1, deadline_at=DEADLINE)


def test_a_name_is_shown_only_by_consent(town: Town):
    fund = open_fund(town)
    town.person("李一")
    none = town.act("李一", NamePledge, campaign=1, anonymous=False)
    fund.pledge("李一", "500")

    named = town.act("李一", NamePledge, campaign=1, anonymous=False)

    assert none == refuse("pledge.none", number=1)
    assert (named.changed, named.mine.anonymous) == ("named", False)


def test_the_only_open_campaign_is_shown_at_once(town: Town):
    fund = open_fund(town)
    town.person("李一")

    shown = town.read("李一", open_list)

    assert shown.campaign == replace(fund.view(), grouped=True)
    assert town.read("李一", screen, 2) == refuse("campaign.unknown", number=2)


def test_an_unpaid_pledge_waits_for_its_owner(town: Town):
    fund = open_fund(town)
    town.person("李一")
    town.person("李二")
    fund.pledge("李一", "500")

    assert [need.key for need in town.read("李一", mine).needs] == ["pledge_to_pay"]
    assert [need.key for need in town.read("李二", mine).needs] == []
