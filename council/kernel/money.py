"""Amounts of money as people type them, and in the capital numerals 大写 that leave no doubt.

Money is always a whole number of fen (分).
"""

import re
from fractions import Fraction

from council.kernel.refusals import Refusal, refuse

#: The least and the most that one pledge may be: 1 fen and 1,000,000.00 yuan.
LEAST_FEN = 1
MOST_FEN = 100_000_000

_GRAMMAR = re.compile(r"(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,2}))?", re.ASCII)
#: Thousands parted by commas: 1,000 and 1,234,500.50.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}(?:\.[0-9]{1,2})?", re.ASCII)
#: Figures before one word of size: 5万, 1.5万, 3千.
_SIZED = re.compile(r"((?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?) *([百千万])", re.ASCII)
_SIZES = {"百": 100, "千": 1_000, "万": 10_000}
_HAN = re.compile(r"[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]{1,24}")
#: One way for each numeral: capitals written as in 壹仟零拾 would lose ten yuan in the reading.
_ONE_WAY = str.maketrans("两〇壹贰叁肆伍陆柒捌玖拾佰仟", "二零一二三四五六七八九十百千")
#: A figure that was left out before its place; only 零十 is said so.
_LEFT_OUT = re.compile(r"零[百千万]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，\u3000", "0123456789., ")
_BEFORE = ("¥", "￥", "人民币")
_BEHIND = ("元整", "块钱", "元", "圆", "块")

#: What people type instead of an amount, and which refusal teaches them: the first that fits.
_LESSONS = (
    (re.compile(r"[+\-−－‐–—＋].*"), "sign"),
    (re.compile(r"[0-9.]+[eE][+\-]?[0-9]+", re.ASCII), "exponent"),
    (re.compile(r"[1-9][0-9]{9,}(?:\.[0-9]*)?", re.ASCII), "too_large"),
    (re.compile(r"[0-9]+\.[0-9]{3,}", re.ASCII), "too_fine"),
    (re.compile(r"0[0-9]+(?:\.[0-9]*)?", re.ASCII), "leading_zero"),
    (re.compile(r"[0-9.]+[ \t,，'_、][0-9 \t,，'_、.]*", re.ASCII), "separator"),
    (re.compile(r"[0-9.]+[万千百亿kKwW].*", re.ASCII), "multiplier"),
    (re.compile(r"[零〇一二两三四五六七八九十百千万亿]+"), "numerals"),
    (re.compile(r"(?=.*\d)(?![0-9.]*$)[\d.]+"), "other_digits"),
)


def parse_amount(text: str, *, least: int = LEAST_FEN, most: int = MOST_FEN) -> int | Refusal:
    r"""Read a typed amount of yuan as fen, or refuse with a key that says what to type instead.

    The grammar (docs/rules.md#money): full-width digits, comma, full stop and blank are read as
    ASCII, blanks around the amount and its unit are trimmed, one unit is removed before (``¥``
    ``￥`` ``人民币``) or behind (``元`` ``圆`` ``块`` ``块钱`` ``元整``). What is left is one of:
    digits ``(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?``; the same with commas before each three of them;
    digits before one of 百, 千, 万; or a whole number in Chinese numerals, written out (``一百二``
    may mean two sums and is none). ``least`` and ``most`` bound it in fen.
    """
    plain = _bare(text.translate(_FULL_WIDTH).strip(" "))
    fen = _fen(plain)
    if fen is None:
        return refuse(f"amount.{_lesson(plain)}", given=plain[:24])
    if fen == 0 and least > 0:
        return refuse("amount.zero")
    if fen < least:
        return refuse("amount.too_small", least_fen=least)
    if fen > most:
        return refuse("amount.too_large", most_fen=most)
    return fen


def _bare(plain: str) -> str:
    """Take one unit off an amount, before it or else behind it."""
    for sign in _BEFORE:
        if plain.startswith(sign):
            rest = plain.removeprefix(sign).strip(" ")
            return rest.removesuffix("元整").strip(" ") if sign == "人民币" else rest
    for word in _BEHIND:
        if plain.endswith(word):
            return plain.removesuffix(word).strip(" ")
    return plain


def _fen(plain: str) -> int | None:
    """Read an amount without its unit; None where it is none."""
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    found = _GRAMMAR.fullmatch(plain)
    if found is not None:
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    sized = _SIZED.fullmatch(plain)
    if sized is not None:
        fen = Fraction(sized[1]) * _SIZES[sized[2]] * 100
        return int(fen) if fen.denominator == 1 else None
    return _in_numerals(plain) if _HAN.fullmatch(plain) else None


def _in_numerals(plain: str) -> int | None:
    """Read a whole number of yuan in Chinese numerals; None where it may mean two."""
    # Imported here: few amounts are written so, and nobody else waits for it.
    import cn2an  # type: ignore[import-untyped]  # noqa: PLC0415

    one_way = plain.translate(_ONE_WAY)
    if _LEFT_OUT.search(one_way):
        return None
    try:
        yuan = cn2an.cn2an(one_way, "strict")
    except ValueError:
        return None
    return int(yuan) * 100


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
