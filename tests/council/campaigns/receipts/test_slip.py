"""A receipt's paper: for its payer alone, in capital numerals, with the way to its line in the ledger."""

import re

import pytest

from council.campaigns.ledger.line import line_at
from council.campaigns.receipts.commands import DeclineReceipt, PrintReceipt, SignReceipt
from council.campaigns.receipts.slip import ReceiptSlip, slip
from council.campaigns.receipts.slip_file import slip_upload, written
from council.checks.chained import first_touched
from council.kernel import paper
from council.kernel.acts.views import Sends
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.routes import ROUTES
from tests.council.conftest import Town
from tests.council.fund import Fund, open_fund
from tests.lacking import lacking

ZH = Translator("zh_CN", "Asia/Shanghai", site="https://hall.example")


@pytest.fixture
def fund(town: Town) -> Fund:
    """李一 paid ¥100,010.05 by transfer, 李二 ¥300 in cash that waits for its signature."""
    made = open_fund(town, target_fen=90_000_000)
    for name, amount in (("李一", "100010.05"), ("李二", "500")):
        town.person(name)
        made.pledge(name, amount)
    made.receive(1, 10_001_005)
    made.receive(2, 30_000, "cash")
    return made


def printed(fund: Fund, name: str, serial: int) -> object:
    return fund.town.act(name, PrintReceipt, campaign=1, serial=serial)


def text_of(fund: Fund, name: str, serial: int) -> str:
    told = fund.town.read(name, slip, 1, serial)
    assert isinstance(told, ReceiptSlip), told
    html = written(told, ZH.page)
    return re.sub(
        r"\s+",
        " ",
        re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL),
    )


def test_the_paper_says_the_sum_in_capitals_its_purpose_and_its_route(fund: Fund):
    printed(fund, "李一", 1)

    text = text_of(fund, "李一", 1)

    assert "正本 收据" in text
    assert "编号 1-1" in text
    assert "今收到 李一" in text
    assert "人民币壹拾万零壹拾元零伍分" in text
    assert "居民众筹 1“立体停车场众筹”，决议 2026-001" in text
    assert "银行转账 单号 REF-1-10001005" in text
    assert "不是现金，凭单号核对" in text
    assert "作废" not in text


def test_its_code_leads_to_a_line_that_names_nobody_and_no_serial(fund: Fund):
    told = fund.town.read("李一", slip, 1, 1)
    found = fund.town.app.bus.read_now(lambda tx: line_at(tx, fund.town.id, told.line))

    assert re.fullmatch(r"[0-9a-f]{16}", told.line)
    assert (found.phase, found.kind, found.amount_fen, found.campaign) == (
        "posted",
        "receipt",
        None,
        1,
    )
    assert found.hash.startswith(told.line)
    assert {"serial", "name", "unit"} & set(type(found).__dataclass_fields__) == set()
    assert f"https://hall.example/ledger/lines/{told.line}" in text_of(fund, "李一", 1)


def test_the_second_paper_says_that_it_is_a_copy(fund: Fund):
    first, second = printed(fund, "李一", 1), printed(fund, "钱会计", 1)

    assert (first.copy, second.copy) == (0, 1)
    assert "副本（补打第 1 次）" in text_of(fund, "李一", 1)


def test_a_paper_is_its_payers_and_the_treasurers_alone(fund: Fund):
    unknown = refuse("receipt.unknown", number=1, serial=1)

    assert printed(fund, "李二", 1) == unknown
    assert fund.town.read("李二", slip, 1, 1) == unknown
    assert printed(fund, "孙复核", 1) == unknown
    assert printed(fund, "李一", 9) == refuse("receipt.unknown", number=1, serial=9)


def test_cash_is_printed_once_it_is_signed_for_and_void_where_it_was_not(fund: Fund):
    fund.receive(2, 20_000, "cash")
    waits = printed(fund, "李二", 2)
    fund.town.act("孙复核", SignReceipt, campaign=1, serial=2)
    fund.town.act("孙复核", DeclineReceipt, campaign=1, serial=3)

    signed, void = text_of(fund, "李二", 2), text_of(fund, "李二", 3)
    told = fund.town.read("李二", slip, 1, 3)
    line = fund.town.app.bus.read_now(lambda tx: line_at(tx, fund.town.id, told.line))

    assert waits == refuse("receipt.not_yet", serial=2)
    assert "复核人（已点清签字）" in signed
    assert "没有签字，已作废，没有入账" in void
    assert void.rstrip().endswith("作废")
    assert line.phase == "voided"


def test_printing_changes_nothing_that_is_kept(fund: Fund):
    printed(fund, "李一", 1)

    assert fund.findings() == ()
    assert fund.town.app.bus.read_now(lambda tx: first_touched(tx, fund.town.id)) == 0


def test_the_paper_is_one_sheet_of_pdf(fund: Fund):
    if paper.lacking():
        lacking("Pango and a font with Chinese letters (apt-get install fonts-noto-cjk)")
    told = fund.town.read("李一", slip, 1, 1)

    (upload,) = slip_upload(told, ZH)

    assert upload.name == "receipt-1-1.pdf"
    assert upload.content.startswith(b"%PDF")
    assert upload.content.count(b"/Type /Page\n") + upload.content.count(b"/Type /Page ") <= 1


def test_no_line_has_the_address_of_another_community_or_of_nothing(fund: Fund):
    assert fund.town.app.bus.read_now(lambda tx: line_at(tx, fund.town.id, "0" * 16)) is None


@pytest.mark.parametrize("bot", ["resident", "staff"])
def test_the_button_of_either_bot_notes_the_print_and_sends_it(bot: str):
    route = ROUTES[bot]["receipt.print"]

    meaning = route.read(("1", "17"))

    assert isinstance(route.row, Sends)
    assert route.row.noted is PrintReceipt
    assert meaning is not None
    assert meaning.given == {"campaign": 1, "serial": 17}
