"""The receipts of a campaign for its treasurer: listed, found, printed again at any time."""

import pytest

from council.campaigns.receipts.commands import DeclineReceipt, PrintReceipt, ReceiptList
from council.campaigns.receipts.listing import PAGE, found, listed
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.council.conftest import Town
from tests.council.fund import DEADLINE, Fund, open_fund

ZH = Translator("zh_CN", "Asia/Shanghai")


@pytest.fixture
def fund(town: Town) -> Fund:
    """李一 paid twice, 李二 in cash that waits, 李三 in cash that nobody signed for."""
    made = open_fund(town, target_fen=90_000_000)
    for place, name in enumerate(("李一", "李二", "李三"), start=1):
        town.person(name, unit=f"3-1-{place}01")
        made.pledge(name, "500")
    made.receive(1, 20_000)
    made.receive(2, 50_000, "cash")
    made.receive(3, 50_000, "cash")
    made.receive(1, 30_000)
    town.act("孙复核", DeclineReceipt, campaign=1, serial=3)
    return made


def serials(told: ReceiptList | Refusal) -> tuple[int, ...]:
    assert isinstance(told, ReceiptList), told
    return tuple(each.serial for each in told.lines)


def test_all_receipts_are_listed_the_newest_first(fund: Fund):
    told = fund.town.read("钱会计", listed, 1)

    assert serials(told) == (4, 3, 2, 1)
    assert [each.state for each in told.lines] == ["posted", "void", "awaiting_second", "posted"]


@pytest.mark.parametrize(
    ("sought", "those"),
    [
        ("4", (4,)),
        ("1号", (4, 1)),
        ("李一", (4, 1)),
        ("李", (4, 3, 2, 1)),
        ("3-1-201", (2,)),
    ],
)
def test_one_is_found_by_its_serial_its_pledge_its_payer_or_their_unit(
    fund: Fund, sought: str, those: tuple[int, ...]
):
    assert serials(fund.town.read("钱会计", found, 1, sought)) == those


def test_what_is_not_there_is_said(fund: Fund):
    told = fund.town.read("钱会计", found, 1, "王五")

    assert told == refuse("receipt.none_found", number=1, given="王五")


def test_each_that_was_posted_or_is_void_has_a_button_and_says_how_often_it_was_printed(
    fund: Fund,
):
    fund.town.act("钱会计", PrintReceipt, campaign=1, serial=4)
    fund.town.act("李一", PrintReceipt, campaign=1, serial=4)

    screen = render(fund.town.read("钱会计", listed, 1), ZH)
    labels = [button.label for row in screen.rows for button in row]

    assert "4 号 李一 3-1-101 ¥300（银行转账，认筹 1，" in screen.text
    assert "，已打印 2 次" in screen.text
    assert "，等待签字，签字以后才能打印" in screen.text
    assert [each for each in labels if "🖨" in each] == [
        "🖨 收据 4 号",
        "🖨 收据 3 号",
        "🖨 收据 1 号",
    ]


def test_a_page_beyond_the_end_is_the_last(fund: Fund):
    for place in range(PAGE):
        fund.receive(1, 100, external_ref=f"MORE-{place}", over=True)

    assert serials(fund.town.read("钱会计", listed, 1, 9)) == (4, 3, 2, 1)


def test_they_are_there_when_the_campaign_is_over(fund: Fund):
    fund.town.clock.at = DEADLINE + 60
    fund.close()

    assert serials(fund.town.read("钱会计", listed, 1)) == (4, 3, 2, 1)


@pytest.mark.parametrize("name", ["李一", "孙复核", "吴监督", "周召集"])
def test_nobody_else_reads_who_gave_what(fund: Fund, name: str):
    assert isinstance(fund.town.read(name, listed, 1), Refusal)
