"""Units' codes as they arrive in files: one form, what a spreadsheet made of them, look-alikes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from voting.roll import Kind, UnitCode

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣﹘⁃ー"), "-")
_LOOSE = re.compile(r"\s*-\s*|(?<=[㐀-鿿])\s+|\s+(?=[㐀-鿿])")
_SEVERAL_DASHES = re.compile(r"-{2,}")

#: A date or a number that a unit's code was before the spreadsheet got hold of it.
_DAMAGE = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}[日号]?"
    r"|(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}[日号]?)?"
    r"|(?:19|20)[0-9]{2}[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12][0-9]|3[01])(?:[ T][0-9:.]+)?"
    r"|(?:19|20)[0-9]{2}/[0-9]{1,2}(?:/[0-9]{1,2})?(?:[ T][0-9:.]+)?"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{2}|(?:19|20)[0-9]{2})"
    r"|[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:-[0-9]{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-[0-9]{1,4}"
    r"|[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]+"
    r"|[0-9]+\.[0-9]{5,}"
    r"|#+(?:n/a|ref!|name\?|value!|num!|div/0!|null!)?"
    r"|true|false|=.+",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DIGITS = re.compile(r"[0-9]+")
#: Of how many characters a number is that may have been a code of several parts.
_LONG_NUMBER = 3

_ALIKE = str.maketrans(
    {
        **dict(zip("零〇一二三四五六七八九", "00123456789", strict=True)),
        **dict(zip("OoIl|", "00111", strict=True)),
        # Cyrillic and Greek capitals that look like Latin ones.
        **dict(zip("АВЕКМНОРСТУХІ", "ABEKMH0PCTYX1", strict=True)),
        **dict(zip("ΑΒΕΙΚΜΝΟΡΤΥΧΖΗ", "ABE1KMN0PTYXZH", strict=True)),
    }
)
#: Words of a Chinese address, which others leave out or write as a hyphen.
_ADDRESS = re.compile(r"号楼|单元|[号栋幢座楼室户房#._/\\ -]+")
_DASH_OF_HAN = re.compile(r"(?<=[0-9])一(?=[0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A code in doubt by its place in the roll: why, and the place of the one it resembles."""

    index: int
    key: str
    other: int | None = None


def unit_code(text: str) -> UnitCode:
    """Write a code in its one form: hyphens for dashes, no blanks around them or beside Han."""
    dashed = " ".join(text.split()).translate(_DASHES)
    plain = _LOOSE.sub(lambda found: "-" if "-" in found[0] else "", dashed)
    return UnitCode(_SEVERAL_DASHES.sub("-", plain).strip())


def is_damaged(code: str) -> bool:
    """Whether a code reads like a date, a rounded number, a formula or an error of a spreadsheet."""
    return _DAMAGE.fullmatch(code) is not None


def doubts(codes: Sequence[UnitCode], kinds: Sequence[Kind]) -> Iterator[Doubt]:
    """Name codes that look like another one, and bare numbers among codes of another shape."""
    seen: dict[str, int] = {}
    for index, code in enumerate(codes):
        if not code:
            continue
        first = seen.setdefault(_seen_as(code), index)
        if first != index and codes[first] != code:
            yield Doubt(index=index, key="roll.look_alike", other=first)
    for kind in dict.fromkeys(kinds):
        places = [index for index, each in enumerate(kinds) if each is kind]
        yield from _odd_numbers({index: codes[index] for index in places})


def _odd_numbers(codes: Mapping[int, UnitCode]) -> Iterator[Doubt]:
    """Among codes of one kind of unit: 302 beside 3-2-501, and 302 beside 0302."""
    numbers = {index: code for index, code in codes.items() if _BARE_NUMBER.fullmatch(code)}
    if len(codes) - len(numbers) >= len(numbers):
        odd = {index for index, code in numbers.items() if len(code) >= _LONG_NUMBER}
    else:
        zeros = {len(code) for code in numbers.values() if code.startswith("0")}
        wide = max(zeros, default=0)
        odd = {
            index
            for index, code in numbers.items()
            if (_DIGITS.fullmatch(code) and len(code) < wide) or "." in code
        }
        if all("." in code for code in numbers.values()):
            odd = set()
    yield from (Doubt(index=index, key="roll.number_alone") for index in sorted(odd))


def _seen_as(code: str) -> str:
    """Write a code as hurried eyes see it: O is 0, l is 1, 3-02-501室 is 3-2-501."""
    plain = _DASH_OF_HAN.sub("-", code).translate(_ALIKE).casefold()
    parts = (part for part in _ADDRESS.split(plain) if part)
    return "-".join(_DIGITS.sub(lambda found: found[0].lstrip("0") or "0", part) for part in parts)
