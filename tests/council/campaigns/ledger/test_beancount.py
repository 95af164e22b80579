"""The ledger as a beancount file: beancount adds it up as we do, and finds nobody's name in it."""

import csv
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from beancount.core import data

from council.campaigns.commands import SettleCampaign
from council.campaigns.ledger.beancount import account_name
from council.campaigns.ledger.files import COLUMNS, ledger_file
from council.campaigns.ledger.journal import JournalLine, Side, journal
from council.campaigns.refunds.commands import ConfirmRefunds
from council.kernel.screens.translator import Translator
from tests.council.campaigns.ledger.bean_check import entries, faults, held, written
from tests.council.campaigns.payments.works import begin
from tests.council.campaigns.test_money_story import play
from tests.council.conftest import NOON, Town
from tests.council.fund import DAY, Fund


def read(fund: Fund) -> tuple[JournalLine, ...]:
    return fund.town.app.bus.read_now(lambda tx: journal(tx, fund.town.id))


def test_the_story_that_meets_its_target_adds_up_in_beancount(town: Town):
    fund = play(town, paid_fen=52_130_000)
    fund.close()
    settled = town.act("钱会计", SettleCampaign, campaign=1)
    town.act("孙复核", ConfirmRefunds, campaign=1, last_number=settled.count, total_fen=1_130_000)

    text = written(read(fund), town.clock.at)

    assert held(text, "Assets:Held:C1") == Decimal("510000.00")
    assert held(text, "Income:Contributors:C1") == Decimal("-510000.00")
    assert len(entries(text, data.Transaction)) == 203 + 203
    assert entries(text, data.Transaction)[0].narration == "众筹 1：收款 1 笔"
    assert not re.search(r"户[0-9]{3}|钱会计|孙复核|[0-9]-1-[0-9]", text)


def test_the_story_that_falls_short_gives_all_back(town: Town):
    fund = play(town, paid_fen=46_820_000)
    fund.close()
    view = fund.view()
    town.act("孙复核", ConfirmRefunds, campaign=1, last_number=view.receipts, total_fen=46_820_000)

    text = written(read(fund), town.clock.at, "en")

    assert fund.view().held_fen == 0
    assert held(text, "Assets:Held:C1") == 0
    assert held(text, "Income:Contributors:C1") == 0


def test_a_payment_and_what_brings_it_back_share_a_link(town: Town):
    works = begin(town)
    works.agree()
    works.agree(payee='"李大匠"', reference="油漆")
    works.pay(30_000)
    works.approve(1)
    works.pay(10_000, contract=2, invoice='=HYPERLINK("x")\\')
    works.approve(2)
    works.reverse(2)
    works.approve(3)

    text = written(read(works.fund), town.clock.at)

    moved = entries(text, data.Transaction)
    assert [(each.payee, sorted(each.links), sorted(each.tags)) for each in moved[2:]] == [
        ("和悦建设有限公司", ["payment-1-1"], ["campaign-1"]),
        (moved[3].payee, ["payment-1-2"], ["campaign-1"]),
        (moved[3].payee, ["payment-1-2"], ["campaign-1"]),
    ]
    assert moved[3].meta["voucher"] == '=HYPERLINK("x")\\'
    assert held(text, "Expenses:Works:C1") == Decimal("300.00")


def test_balances_are_asserted_at_the_ends_of_months_and_an_untrue_one_is_found():
    line = JournalLine(
        number=1,
        many=1,
        posted_at=NOON,
        kind="receipt",
        campaign=1,
        cause="receipt-1-1",
        payee="",
        voucher="",
        sides=(
            Side(account="held:1", amount_fen=50_000),
            Side(account="contributors:1", amount_fen=-50_000),
        ),
    )
    later = JournalLine(**{**_fields(line), "number": 2, "posted_at": NOON + 70 * DAY})

    text = written((line, later), NOON + 71 * DAY)

    asserted = entries(text, data.Balance)
    assert sorted((str(each.date), each.account, str(each.amount)) for each in asserted) == [
        ("2026-02-01", "Assets:Held:C1", "500.00 CNY"),
        ("2026-02-01", "Income:Contributors:C1", "-500.00 CNY"),
        ("2026-04-12", "Assets:Held:C1", "1000.00 CNY"),
        ("2026-04-12", "Income:Contributors:C1", "-1000.00 CNY"),
    ]
    assert faults(text.replace("balance Assets:Held:C1 500.00", "balance Assets:Held:C1 501.00"))


def _fields(line: JournalLine) -> dict[str, object]:
    return {name: getattr(line, name) for name in JournalLine.__dataclass_fields__}


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_books_in_which_nothing_moved_are_fine_too(locale: str):
    assert written((), NOON, locale)


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("held:12", "Assets:Held:C12"),
        ("reserve:1", "Assets:Reserve:C1"),
        ("held:12:late", "Assets:Held:C12late"),
        ("suspense:all", "Assets:Suspense"),
        ("unknown:all", "Liabilities:Unknown"),
    ],
)
def test_every_account_has_a_name_that_beancount_takes(account: str, name: str):
    assert account_name(account) == name


def test_tables_have_a_line_for_each_side_and_no_formula(town: Town):
    works = begin(town)
    works.agree(payee="=1+1 有限公司")
    works.pay(30_000, invoice="@SUM(A1)")
    works.approve(1)
    lines, say = read(works.fund), Translator("zh_CN")

    text = ledger_file(".csv", lines, say, name="", now=town.clock.at).decode("utf-8-sig")
    book = ledger_file(".xlsx", lines, say, name="", now=town.clock.at)

    table = list(csv.reader(io.StringIO(text)))
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert tuple(table[0]) == COLUMNS
    assert sum(Decimal(row[-1]) for row in table[1:]) == 0
    assert len(table) == 1 + 2 * 3
    assert table[-1][6:] == ["'=1+1 有限公司", "'@SUM(A1)", "held:1", "-300.00"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
