"""50,000 amounts as residents write them, read exactly by the written grammar (docs/rules.md#money).

The oracle knows no pattern of the parser's: it spells numbers out by itself, and reads by hand.
"""

import hashlib
from collections.abc import Iterator
from functools import cache

from council.kernel.money import parse_amount
from council.kernel.refusals import Refusal

#: So many are written by the grammar, and as many are those with a letter changed.
WRITTEN = 25_000
MOST_FEN = 99_999_999_999
DIGITS = "0123456789"
BEFORE = ("", "", "¥", "￥", "人民币")
BEHIND = ("", "", "元", "圆", "块", "块钱", "元整")
WIDE = dict(zip(f"{DIGITS}.,", "０１２３４５６７８９．，", strict=True))
PLAIN, CAPITAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
SAME = str.maketrans(f"两〇{CAPITAL}拾佰仟", f"二零{PLAIN}十百千")
#: What people put into amounts, and what they should not.
LETTERS = f"{DIGITS}.,，．０５¥￥元块钱圆整 百千万亿零〇一二两五十佰伍毛角分-+eE_٣k'"


class Chances:
    """Numbers that look like chance and are the same each time."""

    def __init__(self, seed: str) -> None:
        self._seed, self._at = seed, 0

    def below(self, bound: int) -> int:
        self._at += 1
        drawn = hashlib.blake2b(f"{self._seed}:{self._at}".encode(), digest_size=8)
        return int.from_bytes(drawn.digest(), "big") % bound

    def one_of(self, several: str | tuple[str, ...]) -> str:
        return several[self.below(len(several))]


def four(group: int, figures: str, places: str) -> str:
    """Spell 1 to 9,999 out: 一千零五."""
    text = ""
    for place, size in enumerate((1_000, 100, 10, 1)):
        digit = group // size % 10
        if digit:
            gap = text and group // size // 10 % 10 == 0
            text += ("零" if gap else "") + figures[digit] + (places[place] if size > 1 else "")
    return text


@cache
def spelt(yuan: int) -> frozenset[str]:
    """Spell a whole number below 10,000 times 10,000 out, in each way that is in use."""
    found = set()
    for figures, places in ((PLAIN, "千百十"), (CAPITAL, "仟佰拾")):
        high, low = divmod(yuan, 10_000)
        text = four(high, figures, places) + "万" if high else ""
        if low:
            text += ("零" if high and low < 1_000 else "") + four(low, figures, places)
        found.add(text or "零")
    return frozenset(found)


def alike(text: str) -> str:
    """Bring ways to write one numeral to one: 两 is 二, 〇 is 零, 伍 is 五, 零十 is 零一十, 一十 in front 十."""
    plain = text.translate(SAME).replace("零十", "零一十")
    return plain[1:] if plain[:2] == "一十" else plain


def value_of(text: str) -> int:
    """Add up numerals as they stand, rightly written or not."""
    total = section = digit = 0
    for letter in text:
        if letter in PLAIN or letter in CAPITAL:
            digit = (PLAIN if letter in PLAIN else CAPITAL).index(letter)
        elif letter == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        else:
            size = {"千": 1_000, "仟": 1_000, "百": 100, "佰": 100}.get(letter, 10)
            section, digit = section + (digit or 1) * size, 0
    return total + section + digit


def numerals(text: str) -> int | None:
    """Read numerals that are spelt as somebody would spell them who spells their number."""
    allowed = f"{PLAIN}{CAPITAL}两〇十百千万拾佰仟"
    if not text or any(letter not in allowed for letter in text):
        return None
    plain = text.replace("两", "二").replace("〇", "零")
    yuan = value_of(plain)
    if yuan >= 100_000_000:
        return None
    return yuan * 100 if alike(text) in {alike(each) for each in spelt(yuan)} else None


def decimal(text: str, *, places: int) -> tuple[int, int] | None:
    """Read digits with at most so many decimals: (digits, how many of them are decimals)."""
    whole, point, part = text.partition(".")
    good = 0 < len(whole) <= 9 and all(letter in DIGITS for letter in whole + part)
    if not good or (whole[0] == "0" and whole != "0") or bool(point) != bool(part):
        return None
    return (int(whole + part), len(part)) if len(part) <= places else None


def body(text: str) -> int | None:
    """Read an amount without its unit as fen."""
    if text and text[-1] in "百千万":
        size = {"百": 100, "千": 1_000, "万": 10_000}[text[-1]]
        found = decimal(text[:-1].rstrip(" "), places=6)
        if found is not None:
            fen, rest = divmod(found[0] * size * 100, 10 ** found[1])
            return None if rest else fen
    if "," in text:
        whole, point, part = text.partition(".")
        first, *groups = whole.split(",")
        fit = len(first) in (1, 2, 3) and first[0] != "0" and 1 <= len(groups) <= 2
        if not fit or any(len(group) != 3 for group in groups):
            return None
        text = first + "".join(groups) + point + part
        if not all(letter in f"{DIGITS}." for letter in text):
            return None
    found = decimal(text, places=2)
    return numerals(text) if found is None else found[0] * 10 ** (2 - found[1])


def oracle(text: str) -> int | None:
    """Read an amount by the written grammar; None: it is none."""
    narrow = {wide: letter for letter, wide in WIDE.items()} | {"\u3000": " "}
    plain = "".join(narrow.get(letter, letter) for letter in text).strip(" ")
    for sign in ("¥", "￥", "人民币"):
        if plain.startswith(sign):
            rest = plain[len(sign) :].strip(" ")
            if sign == "人民币" and rest.endswith("元整"):
                rest = rest[:-2].strip(" ")
            return body(rest)
    for unit in ("元整", "块钱", "元", "圆", "块"):
        if plain.endswith(unit):
            return body(plain[: -len(unit)].strip(" "))
    return body(plain)


def written(chances: Chances) -> str:
    """Write an amount by the grammar."""
    ways = ("digits", "grouped", "sized", "numerals")
    way = chances.one_of(ways)
    whole = chances.below(10 ** (1 + chances.below(7)))
    part = ("", "", f".{chances.below(10)}", f".{chances.below(100):02d}")[chances.below(4)]
    if way == "digits":
        text = f"{whole}{part}"
    elif way == "grouped":
        text = f"{1_000 + whole:,}{part}"
    elif way == "sized":
        text = f"{chances.below(999)}{part}{chances.one_of(('', ' '))}{chances.one_of('百千万')}"
    else:
        text = chances.one_of(tuple(sorted(spelt(1 + whole))))
        text = text.replace("二", "两", chances.below(2)) if text[:2] != "二十" else text
    if chances.below(4) == 0:
        text = "".join(WIDE.get(letter, letter) for letter in text)
    before = chances.one_of(BEFORE)
    behind = "" if before else chances.one_of(BEHIND)
    gap = chances.one_of(("", "", " ", "\u3000"))
    return (
        f"{chances.one_of(('', ' '))}{before}{gap}{text}{gap}{behind}{chances.one_of(('', ' '))}"
    )


def amounts() -> Iterator[str]:
    """Write amounts, each once as it is and once with one or two letters changed."""
    chances = Chances("2026-13")
    for _ in range(WRITTEN):
        text = written(chances)
        yield text
        for _ in range(1 + chances.below(2)):
            at, how = chances.below(len(text) + 1), chances.below(3)
            new = "" if how == 0 else chances.one_of(LETTERS)
            text = text[:at] + new + text[at + (how < 2) :]
        yield text


def test_fifty_thousand_amounts_are_read_by_the_written_grammar_and_nothing_else():
    wrong, good, many = [], 0, 0
    for text in amounts():
        many += 1
        told, wanted = parse_amount(text, least=0, most=MOST_FEN), oracle(text)
        good += wanted is not None
        read = None if isinstance(told, Refusal) else told
        if read != wanted and (wanted or 0) <= MOST_FEN:
            wrong.append((text, wanted, told))

    assert wrong[:20] == []
    assert many == 2 * WRITTEN
    assert WRITTEN < good < 1.6 * WRITTEN
