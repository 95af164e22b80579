"""What is below a pledge may still come; what is above it goes back, unless its giver adds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.campaigns.pledges.commands import AddExcess
from council.campaigns.reads import screen
from council.campaigns.receipts.commands import SignReceipts
from council.campaigns.receipts.rules import over_pledge
from council.campaigns.refunds.commands import ConfirmRefund
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.campaigns.refunds.test_pending import requests
from tests.council.conftest import Town
from tests.council.fund import Fund, open_fund

ZH = Translator("zh_CN", "Asia/Shanghai")


@pytest.fixture
def fund(town: Town) -> Fund:
    """李一 has pledged ¥500."""
    made = open_fund(town)
    town.person("李一")
    made.pledge("李一", "500")
    return made


def test_a_part_counts_and_its_giver_is_told_what_is_still_open(fund: Fund):
    fund.receive(1, 20_000)

    name, params = fund.town.told("李一")[-1]
    shown = render(fund.town.read("李一", screen, 1), ZH).text
    assert (name, params["left_fen"]) == ("receipt_part", 30_000)
    assert "还差 ¥300，截止前都可以补付" in shown
    assert fund.view().counted_fen == 20_000


def test_what_is_above_the_pledge_is_asked_back_and_does_not_count(fund: Fund):
    recorded = fund.receive(1, 70_000, over=True)

    view = fund.view()
    assert recorded.excess_fen == 20_000
    assert requests(fund) == [(1, "excess", 20_000, "asked")]
    assert (view.received_fen, view.counted_fen) == (70_000, 50_000)
    name, params = fund.town.told("李一")[-1]
    assert (name, params["over_fen"]) == ("receipt_over", 20_000)
    assert fund.findings() == ()


def test_its_giver_may_add_it_to_the_pledge_until_the_refund_is_confirmed(fund: Fund):
    fund.receive(1, 70_000, over=True)

    added = fund.town.act("李一", AddExcess, campaign=1)
    again = fund.town.act("李一", AddExcess, campaign=1)

    assert (added.changed, added.mine.amount_fen, added.mine.excess_fen) == ("added", 70_000, 0)
    assert "已加进您的认筹，现在是 ¥700" in render(added, ZH).text
    assert again == refuse("pledge.no_excess", number=1)
    assert requests(fund) == [(1, "excess", 20_000, "declined")]
    assert fund.view().counted_fen == 70_000
    assert fund.findings() == ()


def test_what_has_gone_back_can_no_longer_be_added(fund: Fund):
    fund.receive(1, 70_000, over=True)
    fund.town.act("孙复核", ConfirmRefund, campaign=1, number=1)

    assert fund.town.act("李一", AddExcess, campaign=1) == refuse("pledge.no_excess", number=1)
    assert (fund.view().received_fen, fund.view().held_fen) == (50_000, 50_000)
    assert fund.findings() == ()


def test_nothing_is_added_after_the_deadline(fund: Fund):
    fund.receive(1, 70_000, over=True)
    fund.close()

    assert fund.town.act("李一", AddExcess, campaign=1).key == "pledge.closed"


def test_cash_signed_for_together_passes_a_pledge_only_once(fund: Fund):
    fund.receive(1, 40_000, "cash")
    fund.receive(1, 30_000, "cash", over=True)

    fund.town.act("孙复核", SignReceipts, campaign=1, last_serial=2, total_fen=70_000)

    assert requests(fund) == [(1, "excess", 20_000, "asked")]
    assert fund.view().counted_fen == 50_000
    assert fund.findings() == ()


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 1_000)), max_size=8),
    st.dictionaries(st.integers(1, 3), st.integers(-500, 3_000)),
)
def test_what_is_above_is_divided_whole_and_no_receipt_gives_more_than_it_is(made, above):
    above = {1: 0, 2: 0, 3: 0} | above
    papers = [(str(place), pledge, fen) for place, (pledge, fen) in enumerate(made)]

    found = over_pledge(papers, above)

    for number, fen in above.items():
        mine = [each for each in papers if each[1] == number]
        taken = sum(found.get(each[0], 0) for each in mine)
        assert taken == min(max(0, fen), sum(each[2] for each in mine))
    assert all(0 < found[each[0]] <= each[2] for each in papers if each[0] in found)
