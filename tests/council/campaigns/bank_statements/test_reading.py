"""Statements are read as banks, WeChat and Alipay export them; what is damaged is named by line."""

import io
from collections.abc import Callable
from zoneinfo import ZoneInfo

import openpyxl  # type: ignore[import-untyped]
import pytest

from council.campaigns.bank_statements.reading import read_statement
from council.campaigns.bank_statements.statement import Statement, StatementLine
from tests.council.campaigns.bank_statements.exports import (
    ALIPAY,
    BANK,
    WECHAT,
    alipay,
    bank,
    wechat,
    workbook,
)
from voting.formats.faults import BadInput

ZONE = ZoneInfo("Asia/Shanghai")


def read(data: bytes) -> Statement:
    return read_statement(data, file="对账单.csv", zone=ZONE)


def faults(data: bytes) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(BadInput) as caught:
        read(data)
    return [(each.key, each.line, each.column) for each in caught.value.faults]


def test_wechat_as_it_is_exported():
    assert read(wechat()) == Statement(
        source="wechat",
        lines=(
            StatementLine(
                line=18,
                booked_at=1_778_389_501,
                amount_fen=100_000,
                reference="10000500012026051000000000001",
                counterparty="张伟",
                memo="转账备注:认筹 12",
            ),
            StatementLine(
                line=19,
                booked_at=1_778_389_571,
                amount_fen=50_000,
                reference="10000500012026051000000000002",
                counterparty="李**",
                memo="",
            ),
            StatementLine(
                line=20,
                booked_at=1_778_457_600,
                amount_fen=-2_000,
                reference="10000500012026051100000000003",
                counterparty="打印店",
                memo="复印",
            ),
        ),
        left_out=(21,),
    )


@pytest.mark.parametrize(
    ("data", "source", "came", "went", "left_out"),
    [
        (wechat(), "wechat", 150_000, 2_000, 1),
        (alipay(), "alipay", 200_000, 1_250, 1),
        (bank(), "bank", 10_500_000, 1_050, 0),
        (workbook(WECHAT), "wechat", 150_000, 2_000, 1),
        (workbook(ALIPAY), "alipay", 200_000, 1_250, 1),
        (workbook(BANK), "bank", 10_500_000, 1_050, 0),
        (bank().decode("gb18030").encode("utf-16"), "bank", 10_500_000, 1_050, 0),
    ],
)
def test_every_source_in_every_container(
    data: bytes, source: str, came: int, went: int, left_out: int
):
    found = read(data)

    assert (found.source, found.came_in_fen, found.went_out_fen, len(found.left_out)) == (
        source,
        came,
        went,
        left_out,
    )


def test_a_bank_that_lists_the_newest_first_is_read_too():
    head, lines, foot = BANK.split("\n")[:3], BANK.split("\n")[3:6], BANK.split("\n")[6:]

    turned = read(bank("\n".join((*head, *lines[::-1], *foot))))

    assert [each.amount_fen for each in turned.lines] == [-1_050, 500_000, 10_000_000]


#: A change of the file → what is said, at which line and column.
DAMAGE_WECHAT = (
    ("2026-05-10 13:06:11", "2026-13-10 13:06:11", "statement.time_malformed", 19, 1),
    ("¥500.00", "五百", "statement.amount_malformed", 19, 6),
    ("¥500.00", "¥500.005", "statement.amount_malformed", 19, 6),
    ("¥500.00", "¥0.00", "statement.no_amount", 19, 6),
    ("¥500.00", "¥400.00", "statement.total_broken", 8, 1),
    (",收入,¥500.00", ",收到,¥500.00", "statement.side_unknown", 19, 5),
    (
        "10000500012026051000000000002",
        "10000500012026051000000000001",
        "statement.reference_twice",
        19,
        9,
    ),
    ("10000500012026051000000000002", "1.00005E+28", "statement.reference_rounded", 19, 9),
    ("10000500012026051000000000002\t", "/", "statement.no_reference", 19, 9),
    ("收入：2笔 1500.00元", "收入：3笔 1500.00元", "statement.total_broken", 8, 1),
    ("交易单号,", "单子,", "table.header_missing", 17, None),
    ("交易时间,", "何时,", "statement.no_time", None, None),
)
DAMAGE_BANK = (
    ('"105,000.00",李娜', '"106,000.00",李娜', "statement.balance_broken", 5, 6),
    ('10.50,,"104,989.50"', '10.50,1.00,"104,989.50"', "statement.both_sides", 6, 4),
    ("手续费,10.50,", "手续费,,", "statement.no_amount", 6, 5),
    ('"5,000.00"', '"5,00.00"', "statement.amount_malformed", 5, 5),
    ("A2026051100002", "", "statement.no_reference", 5, 9),
    ("2026-05-11,10:20:30", "五月十一日,", "statement.time_malformed", 5, 2),
    ("A2026051100002", "A2026051000001", "statement.reference_twice", 5, 9),
    ("A2026051100002", "2.02605E+13", "statement.reference_rounded", 5, 9),
    ('"5,000.00"', "五千", "statement.amount_malformed", 5, 5),
    ('"105,000.00",李娜', "十万,李娜", "statement.amount_malformed", 5, 6),
    ("交易日期,交易时间,", "号,刻,", "statement.no_time", None, None),
    ("借方发生额,贷方发生额", "借方发生额,钱", "table.header_missing", 3, None),
)
DAMAGE_ALIPAY = (
    ("2026-05-11 09:00:00", "2026-05-41 09:00:00", "statement.time_malformed", 16, 1),
    ("收入,2000.00", "收到,2000.00", "statement.side_unknown", 15, 6),
    ("收入,2000.00", "收入,两千", "statement.amount_malformed", 15, 7),
    ("收入,2000.00", "收入,2000.001", "statement.amount_malformed", 15, 7),
    ("收入,2000.00", "收入,0.00", "statement.no_amount", 15, 7),
    ("收入,2000.00", "收入,200.00", "statement.total_broken", 9, 1),
    ("支出：1笔", "支出：2笔", "statement.total_broken", 10, 1),
    ("共3笔记录", "共4笔记录", "statement.total_broken", 8, 1),
    ("2026051120004001111", "2026051020004001110", "statement.reference_twice", 16, 10),
    ("2026051120004001111", "2.02605E+18", "statement.reference_rounded", 16, 10),
    ("2026051120004001111", "", "statement.no_reference", 16, 10),
    ("交易订单号", "单子", "table.header_missing", 14, None),
    ("交易时间,", "何时,", "statement.no_time", None, None),
    ("收入,2000.00", "收入,=1000*2", "statement.amount_malformed", 15, 7),
)


@pytest.mark.parametrize(("old", "new", "key", "line", "column"), DAMAGE_WECHAT)
def test_damage_in_an_export_of_wechat_is_named(
    old: str, new: str, key: str, line: int | None, column: int | None
):
    assert old in WECHAT
    assert (key, line, column) in faults(wechat(WECHAT.replace(old, new, 1)))


@pytest.mark.parametrize(("old", "new", "key", "line", "column"), DAMAGE_BANK)
def test_damage_in_an_export_of_a_bank_is_named(
    old: str, new: str, key: str, line: int | None, column: int | None
):
    assert old in BANK
    assert (key, line, column) in faults(bank(BANK.replace(old, new, 1)))


@pytest.mark.parametrize(("old", "new", "key", "line", "column"), DAMAGE_ALIPAY)
def test_damage_in_an_export_of_alipay_is_named(
    old: str, new: str, key: str, line: int | None, column: int | None
):
    assert old in ALIPAY
    assert (key, line, column) in faults(alipay(ALIPAY.replace(old, new, 1)))


#: How the amount of the first line is written.
SUMS = {"1000.00", "2000.00", "100000.00"}


def test_each_kind_of_export_has_ten_kinds_of_damage():
    assert min(map(len, (DAMAGE_WECHAT, DAMAGE_ALIPAY, DAMAGE_BANK))) >= 10


@pytest.mark.parametrize("text", [WECHAT, ALIPAY, BANK])
def test_a_formula_in_a_workbook_is_no_amount(text: str):
    book = openpyxl.load_workbook(io.BytesIO(workbook(text)))
    sheet = book.active
    at = next(
        cell
        for row in sheet
        for cell in row
        if str(cell.value).strip("¥").replace(",", "") in SUMS
    )
    at.value = "=1000*2"
    out = io.BytesIO()
    book.save(out)

    found = faults(out.getvalue())

    assert [(line, column) for _, line, column in found if line] == [(at.row, at.column)]


@pytest.mark.parametrize("text", [WECHAT, ALIPAY, BANK])
def test_merged_cells_among_the_lines_are_named(text: str):
    book = openpyxl.load_workbook(io.BytesIO(workbook(text)))
    sheet = book.active
    head = next(row[0].row for row in sheet if str(row[0].value).startswith("交易"))
    sheet.merge_cells(start_row=head + 1, end_row=head + 2, start_column=1, end_column=1)
    out = io.BytesIO()
    book.save(out)

    assert head + 2 in {line for _, line, _ in faults(out.getvalue())}


@pytest.mark.parametrize("text", [WECHAT, ALIPAY, BANK])
def test_an_export_without_its_preamble_is_read(text: str):
    lines = text.removeprefix("\ufeff").split("\n")
    head = next(place for place, each in enumerate(lines) if each.startswith("交易"))

    found = read("\n".join(lines[head:]).encode())

    assert [each.amount_fen for each in found.lines]


def test_what_wechat_gave_back_comes_in_under_the_reference_of_what_went_out():
    back = (
        "2026-05-13 08:00:00,打印店-退款,打印店,复印,收入,¥20.00,零钱,已全额退款,"
        '"10000500012026051100000000003\t","1\t","/"\n'
    )
    text = WECHAT.replace("共4笔", "共5笔").replace("收入：2笔 1500.00", "收入：3笔 1520.00")

    found = read(wechat(text + back))

    assert [(each.amount_fen, each.reference[-6:]) for each in found.lines][-2:] == [
        (-2_000, "000003"),
        (2_000, "003-退款"),
    ]


def test_a_running_number_of_a_day_is_named_with_its_day():
    text = BANK.replace("A2026051000001", "00001").replace("A2026051100002", "00001")

    assert [each.reference for each in read(bank(text)).lines][:2] == [
        "20260510-00001",
        "20260511-00001",
    ]


def test_a_bank_that_tells_no_references_is_known_again_by_what_moved():
    text = "交易日期,摘要,借方发生额,贷方发生额,对方户名\n"
    line = "2026-05-10,转入,,500.00,李娜\n"

    references = [each.reference for each in read(bank(text + line * 2)).lines]

    assert [each[-2:] for each in references] == ["/1", "/2"]
    assert len(set(references)) == 2
    assert references == [each.reference for each in read(bank(text + line * 3)).lines][:2]


@pytest.mark.parametrize("make", [wechat, alipay, bank])
def test_a_file_that_is_cut_off_or_is_none_is_refused(make: Callable[[], bytes]):
    data = make()

    for broken in (b"", data[:40], b"\x00\x01\x02", b"PK\x03\x04" + data, data + b"\xff\xfe\xff"):
        assert faults(broken)
