"""Bytes to text: UTF-8, UTF-16 with its mark, or GB18030 where that reads as Chinese.

GB18030 takes nearly any bytes: ``Müller`` of Windows-1252 becomes ``M黮ler`` and Big5 becomes other
Han, without an error. So what is not UTF-8 is tried strictly and then looked at: Chinese is written
nearly all in the characters of GB 2312, while another encoding read as GB18030 falls into the rare
and the private ones. A file whose lines are in two encodings is refused by line. Why no detector is
asked: docs/decisions/0027.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from voting.formats.faults import BadInput, Fault, bad

UTF_8, UTF_16, GB18030 = "UTF-8", "UTF-16", "GB18030"
BIG5, WESTERN = "Big5", "Windows-1252"
UNKNOWN = ""

#: So much text, and so many lines, are ballots; more is something else, or packed to do harm.
MEGABYTE = 1_000_000
LARGEST_MB = 128
MOST_LINES = 5_000_000
#: A line of 1,000 names of 500 letters is shorter.
LONGEST_LINE = 1_000_000

#: Refused lines are listed up to here, and shown up to so many characters.
LISTED = 5
SHOWN = 60

#: What ``str.splitlines`` takes for the end of a line, and no editor shows as one.
_BREAKS = re.compile("[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
#: Bytes of which no control character in UTF-8 consists, save 0xC2.
_PLAIN = bytes({*b"\t\n\r", *range(0x20, 0x7F), *range(0x80, 0x100)})
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

#: Characters of private use, of no use yet, and control characters.
_PRIVATE = frozenset({"Co", "Cn", "Cc"})

#: Two bytes beyond ASCII in a row, as Han have nearly everywhere and accented letters nearly nowhere.
_PAIR = re.compile(rb"[\xa4-\xf9][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")
#: One byte beyond ASCII inside a word: an accented letter, as Han have two bytes at least.
_ACCENTED = re.compile(
    rb"[A-Za-z][\x8a\x8c\x8e\x9a\x9c\x9e\x9f\xc0-\xff][A-Za-z]"
    rb"|(?<![\x80-\xff])[\xc0-\xff][a-z]{2}"
    rb"|[A-Za-z]{2}[\xc0-\xff](?=[\s,;\"]|$)"
)
#: UTF-8 of an accented letter inside a word, or of anything beyond U+0800.
_UTF_8_WORD = re.compile(rb"[A-Za-z][\xc3-\xc9][\x80-\xbf][a-z]|[\xe0-\xef][\x80-\xbf]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file's text, a line feed between its lines, and the encoding it was in."""

    text: str
    encoding: str = UTF_8

    def sample(self) -> str:
        """Show the first line that depends on the encoding; empty where none does."""
        for line in self.text.splitlines():
            if not line.isascii():
                return _shown(line)
        return ""


def decode(data: bytes, *, file: str) -> str:
    """Decode a file's bytes as ``read_text`` does."""
    return read_text(data, file=file).text


def read_text(data: bytes, *, file: str) -> Text:
    """Decode a file's bytes; raises ``BadInput`` that names the true cause.

    Characters that break a line for Python alone (U+2028) become blanks, so that every reader sees
    the lines that a person sees.
    """
    if len(data) > LARGEST_MB * MEGABYTE:
        raise bad("file.text_too_large", file=file, limit=LARGEST_MB)
    text, encoding = _decoded(data, file=file)
    text = text.removeprefix("\ufeff").removesuffix("\x1a")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if encoding == UTF_8 and not _is_odd(data):
        _bounded(text, file=file)
        return Text(text=text, encoding=encoding)
    text = _BREAKS.sub(" ", text)
    _bounded(text, file=file)
    return Text(text=text, encoding=encoding)


def _is_odd(data: bytes) -> bool:
    """Whether UTF-8 may hold a break that no editor shows; a quick look."""
    return bool(data.translate(None, _PLAIN)) or b"\xc2" in data or b"\xe2\x80" in data


def _decoded(data: bytes, *, file: str) -> tuple[str, str]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding), UTF_16
            except UnicodeDecodeError:
                raise bad("file.encoding", file=file, line=1, text=f"{UTF_16} …") from None
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise bad("file.binary", file=file, line=line)
    try:
        return data.decode("utf-8"), UTF_8
    except UnicodeDecodeError:
        return _chinese(data, file=file), GB18030


def _chinese(data: bytes, *, file: str) -> str:
    """Decode GB18030 where it reads as Chinese all through, or say what else the file is."""
    kinds = [(number, line, _kind(line)) for number, line in _lines(data) if _HIGH.search(line)]
    found = Counter(kind for _, _, kind in kinds)
    if (found[UTF_8] or (found[GB18030] and found[WESTERN])) and len(found) > 1:
        raise _mixed(kinds, found, file=file)
    if found[WESTERN]:
        if _PAIR.search(data) and _readable_as_big5(data):
            raise _other(BIG5, kinds, file=file)
        raise _other(WESTERN, kinds, file=file)
    if not found[UNKNOWN] and _plausible(data):
        return data.decode("gb18030")
    if _readable_as_big5(data):
        raise _other(BIG5, kinds, file=file)
    chinese = b"\n".join(line for _, line, kind in kinds if kind == GB18030)
    if found[UNKNOWN] and chinese and _plausible(chinese):
        raise _mixed(kinds, found, file=file)
    number, line, kind = next((each for each in kinds if each[2] == UNKNOWN), kinds[0])
    shown = _shown(line.decode("gb18030" if kind else "cp1252", "replace"))
    raise bad("file.encoding", file=file, line=number, text=shown)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    return enumerate(data.splitlines(), start=1)


def _kind(line: bytes) -> str:
    """Tell what a line with bytes beyond ASCII must be in, as far as it alone says."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if _UTF_8_WORD.search(line):
            return UTF_8
    if _ACCENTED.search(line) and not _plausible(line):
        return WESTERN
    try:
        text = line.decode("gb18030")
    except UnicodeDecodeError:
        return UNKNOWN
    # Tabs part the cells of many an export; other control characters stand in no text.
    odd = (each for each in text if each != "\t" and category(each) in _PRIVATE)
    return UNKNOWN if any(odd) else GB18030


def _plausible(data: bytes) -> bool:
    """Whether bytes that may be GB18030 read as Chinese: few rare characters, no private ones."""
    common = rare = 0
    for character, times in Counter(data.decode("gb18030", "replace")).items():
        if character.isascii():
            continue
        if category(character) in _PRIVATE or character == "\ufffd":
            return False
        pair = character.encode("gb18030")
        if len(pair) == 2 and pair[1] >= 0xA1:  # noqa: PLR2004 - rows of GB 2312
            # 0xB0–0xF7 are its Han; 0xA4–0xA7 kana, Greek and Cyrillic; the rest are signs.
            common += times if 0xB0 <= pair[0] <= 0xF7 else 0  # noqa: PLR2004
            rare += times * 4 if 0xA4 <= pair[0] <= 0xA7 else 0  # noqa: PLR2004
        else:
            rare += times
    if rare * 4 <= common:
        return True
    return rare <= common and not _ACCENTED.search(data) and not _readable_as_big5(data)


def _readable_as_big5(data: bytes) -> bool:
    """Whether bytes are Big5 with Chinese in its common characters (0xA4–0xC6)."""
    try:
        text = data.decode("big5")
    except UnicodeDecodeError:
        return False
    han = [each.encode("big5")[0] for each in text if not each.isascii()]
    return sum(0xA4 <= lead <= 0xC6 for lead in han) * 4 >= len(han) * 3  # noqa: PLR2004


def _other(name: str, kinds: list[tuple[int, bytes, str]], *, file: str) -> BadInput:
    """Name the encoding that the file seems to be in, with its first lines read that way."""
    codec = {BIG5: "big5", WESTERN: "cp1252"}[name]
    return BadInput(
        Fault(
            key="file.encoding_other",
            file=file,
            line=number,
            params={"name": name, "text": _shown(line.decode(codec, "replace"))},
        )
        for number, line, _ in kinds[:LISTED]
    )


def _mixed(kinds: list[tuple[int, bytes, str]], found: Counter[str], *, file: str) -> BadInput:
    """Refuse the lines that are not in the encoding of most."""
    most = max((UTF_8, GB18030), key=lambda name: found[name])
    odd = [(number, line, kind) for number, line, kind in kinds if kind != most]
    codecs_of = {UTF_8: "utf-8", GB18030: "gb18030", WESTERN: "cp1252", UNKNOWN: "cp1252"}
    return BadInput(
        Fault(
            key="file.encoding_mixed",
            file=file,
            line=number,
            params={"name": most, "text": _shown(line.decode(codecs_of[kind], "replace"))},
        )
        for number, line, kind in odd[:LISTED]
    )


def _bounded(text: str, *, file: str) -> None:
    """Refuse more lines than a file of ballots has, and a line that is none."""
    if text.count("\n") > MOST_LINES:
        raise bad("file.too_many_lines", file=file, limit=MOST_LINES)
    at = 0
    while at + LONGEST_LINE < len(text):
        end = text.rfind("\n", at, at + LONGEST_LINE + 1)
        if end < 0:
            line = text.count("\n", 0, at) + 1
            raise bad("file.line_too_long", file=file, line=line, limit=LONGEST_LINE)
        at = end + 1


def _shown(line: str) -> str:
    """Show a line of a file that may hold anything."""
    clean = "".join(each if each.isprintable() else "·" for each in line.strip())
    return clean if len(clean) <= SHOWN else clean[: SHOWN - 1] + "…"
