"""Typed amounts follow the written grammar exactly; capital numerals can be read back."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from council.kernel.money import MOST_FEN, capitals, parse_amount
from council.kernel.refusals import Refusal, refuse


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("500", 50_000),
        ("0.01", 1),
        ("1000000.00", 100_000_000),
        (" 1,5".replace(",", ".") + " ", 150),
        ("¥500", 50_000),
        ("￥12.3", 1_230),
        ("500元", 50_000),
        ("５００．５", 50_050),
        ("５００元", 50_000),
    ],
)
def test_an_amount_is_read_as_fen(typed, fen):
    assert parse_amount(typed) == fen


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", refuse("amount.empty", given="")),
        ("元", refuse("amount.empty", given="")),
        ("1e5", refuse("amount.exponent", given="1e5")),
        ("-3", refuse("amount.sign", given="-3")),
        ("+3", refuse("amount.sign", given="+3")),
        ("0.001", refuse("amount.too_fine", given="0.001")),
        ("٣", refuse("amount.other_digits", given="٣")),
        ("3٣", refuse("amount.other_digits", given="3٣")),
        ("0", refuse("amount.zero")),
        ("0.00", refuse("amount.zero")),
        ("007", refuse("amount.leading_zero", given="007")),
        ("1,000", refuse("amount.separator", given="1,000")),
        ("500 元", refuse("amount.separator", given="500 ")),
        ("5万", refuse("amount.multiplier", given="5万")),
        ("NaN", refuse("amount.not_a_number", given="NaN")),
        ("五百", refuse("amount.not_a_number", given="五百")),
        ("¥5元", refuse("amount.not_a_number", given="5元")),
        ("1000000.01", refuse("amount.too_large", most_fen=MOST_FEN)),
        ("1" + "0" * 400, refuse("amount.too_large", given="1" + "0" * 23)),
    ],
)
def test_what_is_not_an_amount_is_refused_with_a_lesson(typed, refusal):
    assert parse_amount(typed) == refusal


def test_the_bounds_can_be_set_for_other_sums_than_pledges():
    assert parse_amount("1120000", most=10**11) == 112_000_000
    assert parse_amount("0", least=0) == 0
    assert parse_amount("9.99", least=1_000) == refuse("amount.too_small", least_fen=1_000)


def accepted_by_the_written_grammar(typed: str) -> bool:
    """Say the grammar again, in other words: characters one by one, no regular expression."""
    while typed.startswith(" "):
        typed = typed[1:]
    while typed.endswith(" "):
        typed = typed[:-1]
    letters = [chr(ord(c) - 0xFEE0) if c in "０１２３４５６７８９．" else c for c in typed]
    if letters and letters[0] in "¥￥":
        letters = letters[1:]
    elif letters and letters[-1] == "元":
        letters = letters[:-1]
    whole, dot, part = "".join(letters).partition(".")
    digits = set("0123456789")
    if not whole or not set(whole) <= digits or len(whole) > 9:
        return False
    if whole[0] == "0" and whole != "0":
        return False
    if dot and not (1 <= len(part) <= 2 and set(part) <= digits):
        return False
    return 1 <= int(whole) * 100 + int((part + "00")[:2]) <= 100_000_000


ODD = st.text("0123456789.,-+eE ¥￥元０９．٣३ 万\t\n_", max_size=12)
NEAR = st.from_regex(re.compile(r"[ ]?[¥￥]?[0-9]{1,10}(\.[0-9]{0,3})?元?[ ]?"), fullmatch=True)


@given(st.one_of(ODD, NEAR, st.text(max_size=30)))
@example("500\n")
def test_the_accepted_amounts_are_exactly_the_written_grammar(typed):
    read = parse_amount(typed)

    assert isinstance(read, int) == accepted_by_the_written_grammar(typed)
    assert isinstance(read, (int, Refusal))


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (50_000, "人民币伍佰元整"),
        (100_530, "人民币壹仟零伍元叁角整"),
        (1, "人民币壹分"),
        (50, "人民币伍角整"),
        (1_005, "人民币壹拾元零伍分"),
        (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (168_032, "人民币壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "人民币壹拾万柒仟元伍角叁分"),
        (10_000_500, "人民币壹拾万零伍元整"),
        (100_000_000, "人民币壹佰万元整"),
        (52_130_000, "人民币伍拾贰万壹仟叁佰元整"),
        (1_000_070_000_00, "人民币壹拾亿零柒万元整"),
        (100_007_000_00, "人民币壹亿零柒仟元整"),
        (200_300_400_56, "人民币贰亿零叁拾万零肆佰元伍角陆分"),
    ],
)
def test_amounts_are_written_in_capital_numerals(fen, said):
    assert capitals(fen) == said


def read_capitals(said: str) -> int:
    """Read capital numerals with a stack of places: shares nothing with the writer."""
    digits = dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True))
    places = {"拾": 10, "佰": 100, "仟": 1000}
    fen = total = group = digit = 0
    for sign in said.removeprefix("人民币").removesuffix("整"):
        if sign in digits:
            digit = digits[sign]
        elif sign in places:
            group, digit = group + digit * places[sign], 0
        elif sign in "万亿":
            total += (group + digit) * {"万": 10_000, "亿": 100_000_000}[sign]
            group = digit = 0
        elif sign == "元":
            fen, digit = (total + group + digit) * 100, 0
        else:
            fen, digit = fen + digit * {"角": 10, "分": 1}[sign], 0
    return fen


@given(st.one_of(st.integers(1, 10**14 - 1), st.integers(1, 10**8)))
def test_capital_numerals_can_be_read_back(fen):
    said = capitals(fen)

    assert read_capitals(said) == fen
    assert "零零" not in said


@pytest.mark.parametrize("fen", [0, -1, 10**14])
def test_there_are_no_capital_numerals_beyond_the_bounds(fen):
    with pytest.raises(ValueError, match="capital numerals"):
        capitals(fen)
