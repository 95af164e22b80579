"""Cash that waits for its second signature: its payer is not asked for it again, and is told."""

from typing import Any

import pytest

from council.campaigns.commands import RemindPledgers
from council.campaigns.due import needs
from council.campaigns.reads import screen
from council.campaigns.receipts.commands import DeclineReceipt
from council.campaigns.refunds.commands import AskRefund
from council.overview.todos import today
from tests.council.conftest import Town
from tests.council.fund import DAY, DEADLINE, Fund, open_fund


@pytest.fixture
def fund(town: Town) -> Fund:
    """李一 pledged ¥500 and handed it over in cash; 李二 pledged ¥300."""
    made = open_fund(town)
    for name, amount in (("李一", "500"), ("李二", "300")):
        town.person(name)
        made.pledge(name, amount)
    made.receive(1, 50_000, "cash")
    return made


def keys(fund: Fund, name: str) -> list[str]:
    return [need.key for need in fund.town.read(name, needs)]


def mine(fund: Fund, name: str) -> Any:
    return fund.town.read(name, screen, 1).mine


def test_who_has_handed_over_cash_is_not_asked_to_pay_again(fund: Fund):
    fund.town.clock.at = DEADLINE - DAY
    reminded = fund.town.tick(RemindPledgers, campaign=1).reminded

    waited_for = [n.params["n"] for n in fund.town.read("钱会计", today).needs if "n" in n.params]

    assert (keys(fund, "李一"), keys(fund, "李二")) == ([], ["pledge_to_pay"])
    assert reminded == 1
    assert waited_for == [1]


def test_the_payer_is_told_at_once_that_the_cash_is_noted(fund: Fund):
    assert fund.town.told("李一")[-1] == (
        "cash_noted",
        {
            "number": 1,
            "title": "立体停车场众筹",
            "serial": 1,
            "amount_fen": 50_000,
            "cashier": "钱会计",
        },
    )
    assert (mine(fund, "李一").unsigned_fen, mine(fund, "李二").unsigned_fen) == (50_000, 0)


def test_the_payer_is_told_when_nobody_signed_and_is_waited_for_again(fund: Fund):
    fund.town.act("孙复核", DeclineReceipt, campaign=1, serial=1)

    assert fund.town.told("李一")[-1][0] == "cash_void"
    assert keys(fund, "李一") == ["pledge_to_pay"]


def test_the_payer_sees_what_is_asked_back_for_them(fund: Fund):
    fund.receive(2, 30_000)

    fund.town.act("钱会计", AskRefund, campaign=1, serial=2, amount_fen=20_000, reason="withdrawn")

    assert mine(fund, "李二").asked_back_fen == 20_000


def test_a_campaign_that_gives_everything_back_has_no_surplus(fund: Fund):
    fund.receive(2, 120_000, over=True)
    fund.town.act(
        "钱会计", AskRefund, campaign=1, serial=2, amount_fen=100_000, reason="withdrawn"
    )
    while_open = fund.view().surplus_fen

    closed = fund.close().campaign

    assert (closed.state, while_open, closed.surplus_fen) == ("refunding", 0, 0)
