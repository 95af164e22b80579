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
        ("500 元", 50_000),
        ("¥ 500", 50_000),
        ("500块钱", 50_000),
        ("500 块", 50_000),
        ("1,000", 100_000),
        ("１，０００．５０", 100_050),
        ("1,000,000", 100_000_000),
        ("5万", 5_000_000),
        ("1.5万元", 1_500_000),
        ("0.0001 万", 100),
        ("3千", 300_000),
        ("五百元", 50_000),
        ("两千块", 200_000),
        ("一百零五", 10_500),
        ("十二", 1_200),
        ("五十万", 50_000_000),
        ("伍佰元整", 50_000),
        ("玖拾伍万壹仟零拾块钱", 95_101_000),
        ("人民币壹仟零伍元整", 100_500),
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
        ("1,00", refuse("amount.separator", given="1,00")),
        ("1,000,", refuse("amount.separator", given="1,000,")),
        ("10 00", refuse("amount.separator", given="10 00")),
        ("5万2千", refuse("amount.multiplier", given="5万2千")),
        ("5w", refuse("amount.multiplier", given="5w")),
        ("0.0000001万", refuse("amount.multiplier", given="0.0000001万")),
        ("一百二", refuse("amount.numerals", given="一百二")),
        ("一二三", refuse("amount.numerals", given="一二三")),
        ("零", refuse("amount.zero")),
        ("NaN", refuse("amount.not_a_number", given="NaN")),
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


def figures(whole: str, *, most: int) -> bool:
    """Whether these are figures, not too many, without a zero in front."""
    if not whole or not set(whole) <= set("0123456789") or len(whole) > most:
        return False
    return whole == "0" or whole[0] != "0"


def decimals(part: str, *, most: int) -> bool:
    """Whether these are figures behind a point."""
    return 1 <= len(part) <= most and set(part) <= set("0123456789")


def fen_by_the_written_grammar(typed: str) -> int | None:
    """Say the grammar again, in other words: characters one by one, no regular expression."""
    wide = dict(zip("０１２３４５６７８９．，\u3000", "0123456789., ", strict=True))
    words = "".join(wide.get(c, c) for c in typed).strip(" ")
    if words[:1] in set("¥￥") and words:
        words = words[1:].strip(" ")
    elif words.startswith("人民币"):
        words = words[3:].strip(" ")
        words = words[:-2].strip(" ") if words.endswith("元整") else words
    else:
        for unit in ("元整", "块钱", "元", "圆", "块"):
            if words.endswith(unit):
                words = words[: -len(unit)].strip(" ")
                break
    times = {"百": 100, "千": 1_000, "万": 10_000}.get(words[-1:], 0)
    if times and len(words) > 1 and words[0] in "0123456789":
        whole, dot, part = words[:-1].rstrip(" ").partition(".")
        if not figures(whole, most=9) or (dot and not decimals(part, most=6)):
            return None
        fen, rest = divmod(int(whole + part) * times * 100, 10 ** len(part))
        return None if rest else fen
    whole, dot, part = words.partition(".")
    groups = whole.split(",")
    if len(groups) > 1:
        inner = all(len(each) == 3 and set(each) <= set("0123456789") for each in groups[1:])
        if len(groups) > 3 or not inner or not figures(groups[0], most=3) or groups[0] == "0":
            return None
        whole = "".join(groups)
    if not figures(whole, most=9) or (dot and not decimals(part, most=2)):
        return None
    return int(whole) * 100 + int((part + "00")[:2])


#: Written out, an amount is read by what writes it: see the test of what was written.
NUMERALS = set("零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟")
ODD = st.text("0123456789.,-+eE ¥￥元块０９．，٣३ 万千\t\n_", max_size=12)
NEAR = st.from_regex(
    re.compile(
        r"[ ]?[¥￥]?[0-9]{1,10}(,[0-9]{3}){0,3}(\.[0-9]{0,7})?[ ]?[百千万]?[ ]?(元|块钱)?[ ]?"
    ),
    fullmatch=True,
)


@given(st.one_of(ODD, NEAR, st.text(max_size=30).filter(lambda it: not set(it) & NUMERALS)))
@example("500\n")
def test_the_accepted_amounts_are_exactly_the_written_grammar(typed):
    read = parse_amount(typed)

    said = fen_by_the_written_grammar(typed)
    if said is not None and 1 <= said <= MOST_FEN:
        assert read == said
    else:
        assert isinstance(read, Refusal)


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
        (10, "人民币壹角整"),
        (11, "人民币壹角壹分"),
        (100, "人民币壹元整"),
        (101, "人民币壹元零壹分"),
        (110, "人民币壹元壹角整"),
        (1_000, "人民币壹拾元整"),
        (10_050, "人民币壹佰元伍角整"),
        (100_001, "人民币壹仟元零壹分"),
        (1_000_000, "人民币壹万元整"),
        (1_001_000, "人民币壹万零壹拾元整"),
        (10_000_000_000, "人民币壹亿元整"),
        (10_000_000_100, "人民币壹亿零壹元整"),
        (10_001_000_000, "人民币壹亿零壹万元整"),
        (11_000_000_000, "人民币壹亿壹仟万元整"),
        (99_999_999_999_999, "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
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


@given(st.integers(1, 1_000_000))
def test_what_is_written_in_numerals_is_read_as_the_same_sum(yuan):
    assert parse_amount(capitals(yuan * 100)) == yuan * 100
