"""Amounts of money as people type them, and in the capital numerals 大写 that leave no doubt.

Money is always a whole number of fen (分).
"""

import re

from council.kernel.refusals import Refusal, refuse

#: The least and the most that one pledge may be: 1 fen and 1,000,000.00 yuan.
LEAST_FEN = 1
MOST_FEN = 100_000_000

_GRAMMAR = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,2}))?", re.ASCII)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")

#: What people type instead of an amount, and which refusal teaches them: the first that fits.
_LESSONS = (
    (re.compile(r"[+\-−－‐–—＋].*"), "sign"),
    (re.compile(r"[0-9.]+[eE][+\-]?[0-9]+", re.ASCII), "exponent"),
    (re.compile(r"[1-9][0-9]{9,}(?:\.[0-9]*)?", re.ASCII), "too_large"),
    (re.compile(r"[0-9]+\.[0-9]{3,}", re.ASCII), "too_fine"),
    (re.compile(r"0[0-9]+(?:\.[0-9]*)?", re.ASCII), "leading_zero"),
    (re.compile(r"[0-9.]+[ \t,，'_、][0-9 \t,，'_、.]*", re.ASCII), "separator"),
    (re.compile(r"[0-9.]+[万千百亿kKwW]元?", re.ASCII), "multiplier"),
    (re.compile(r"(?=.*\d)(?![0-9.]*$)[\d.]+"), "other_digits"),
)


def parse_amount(text: str, *, least: int = LEAST_FEN, most: int = MOST_FEN) -> int | Refusal:
    r"""Read a typed amount of yuan as fen, or refuse with a key that says what to type instead.

    The grammar (docs/rules.md#money): ASCII spaces around are trimmed, full-width digits and full
    stop are read as ASCII, one leading ``¥`` or ``￥`` or one trailing ``元`` is removed; what is
    left must be ``(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?``. ``least`` and ``most`` bound it in fen.
    """
    plain = text.strip(" ").translate(_FULL_WIDTH)
    plain = plain[1:] if plain[:1] in {"¥", "￥"} else plain.removesuffix("元")
    found = _GRAMMAR.fullmatch(plain)
    if found is None:
        return refuse(f"amount.{_lesson(plain)}", given=plain[:24])
    yuan, decimals = found[1], found[2] or ""
    fen = int(yuan) * 100 + int(decimals.ljust(2, "0"))
    if fen == 0 and least > 0:
        return refuse("amount.zero")
    if fen < least:
        return refuse("amount.too_small", least_fen=least)
    if fen > most:
        return refuse("amount.too_large", most_fen=most)
    return fen


def _lesson(plain: str) -> str:
    if not plain:
        return "empty"
    return next(
        (lesson for pattern, lesson in _LESSONS if pattern.fullmatch(plain)), "not_a_number"
    )


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_GROUPS = ((100_000_000, "亿"), (10_000, "万"), (1, ""))
#: 壹万亿元 and more has no place in a residents' fund.
_TOO_MANY_YUAN = 1_000_000_000_000


def capitals(fen: int) -> str:
    """Write an amount of fen in capital numerals: 人民币壹仟零伍元叁角整.

    整 ends what has no fen; one 零 stands for any run of zeros inside the yuan, and for a missing
    角 before 分. Raises ValueError below 1 fen and from 10 000 亿 yuan.
    """
    yuan, cents = divmod(fen, 100)
    if fen <= 0 or yuan >= _TOO_MANY_YUAN:
        message = f"no amount for capital numerals: {fen} fen"
        raise ValueError(message)
    jiao, last = divmod(cents, 10)
    text = "人民币"
    if yuan:
        text += _whole(yuan) + "元"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif last and yuan:
        text += "零"
    return text + (_DIGITS[last] + "分" if last else "整")


def _whole(number: int) -> str:
    """Write a whole number in groups of four digits."""
    text, skipped = "", False
    for size, name in _GROUPS:
        group = number // size % 10_000
        if group == 0:
            skipped = True
            continue
        if text and (skipped or group < _PLACES[0][0]):
            text += "零"
        text += _four(group) + name
        skipped = False
    return text


def _four(group: int) -> str:
    """Write one to four digits with their places."""
    text, skipped = "", False
    for size, name in _PLACES:
        digit = group // size % 10
        if digit == 0:
            skipped = True
            continue
        if text and skipped:
            text += "零"
        text += _DIGITS[digit] + name
        skipped = False
    return text
