"""A power-and-duty list as a table, CSV or XLSX: one line a kind of matter.

All or nothing: everything wrong is told by line and column. Headers, and the words for deciders and
parties, may be English or Chinese; texts keep the punctuation they are written with.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from council.rules.power_list.matching import named_by, plain
from council.rules.power_list.matter import DECIDERS, PARTIES, Matter
from council.rules.power_list.rules import cells_of, fits
from council.rules.profile import RuleRow
from voting.formats.notes import Note, notes_on
from voting.formats.private_numbers import refuse_private
from voting.formats.table import (
    BOM,
    Column,
    Row,
    Table,
    is_headed_by,
    read_table,
    write_table,
    write_workbook,
)

COLUMNS = (
    Column(name="matter", headers=("matter", "事项", "事项名称", "kind of matter")),
    Column(
        name="matter_en", headers=("matter_en", "事项英文", "英文名称", "english"), required=False
    ),
    Column(
        name="words",
        headers=("words", "常用说法", "说法", "关键词", "synonyms", "keywords"),
        required=False,
        listed=True,
    ),
    Column(name="decides", headers=("decides", "谁来决定", "由谁决定", "决定主体", "who decides")),
    Column(name="class", headers=("class", "法律类别", "类别", "legal class")),
    Column(
        name="answers",
        headers=("answers", "谁来答复", "由谁答复", "答复主体", "who answers"),
        required=False,
    ),
    Column(
        name="hours",
        headers=("hours", "答复时限", "时限", "答复小时", "within hours"),
        required=False,
    ),
    Column(name="citation", headers=("citation", "依据", "法律依据", "source"), required=False),
    Column(name="remark", headers=("remark", "说明", "备注", "note"), required=False),
    Column(
        name="remark_en", headers=("remark_en", "说明英文", "英文说明", "note_en"), required=False
    ),
)

_DECIDERS_ZH = (
    "业主共同决定",
    "居民会议",
    "社区协商",
    "议事会",
    "业主委员会",
    "居民委员会",
    "物业服务人",
    "街道办事处",
    "主管部门",
)
#: The word for each decider and party that a file gets, by language.
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh_CN": dict(zip(DECIDERS, _DECIDERS_ZH, strict=True)),
    "en": {each: each for each in DECIDERS},
}
_ALSO = {
    "业主大会": "owners",
    "业主": "owners",
    "全体业主": "owners",
    "居民": "residents",
    "村民会议": "residents",
    "村民代表会议": "residents",
    "协商": "deliberation",
    "议事厅": "council",
    "业委会": "owners_committee",
    "居委会": "residents_committee",
    "村委会": "residents_committee",
    "村民委员会": "residents_committee",
    "物业": "manager",
    "物业公司": "manager",
    "街道": "subdistrict",
    "街道办": "subdistrict",
    "乡镇": "subdistrict",
    "乡镇人民政府": "subdistrict",
    "有关部门": "authority",
}
_MEANING: Mapping[str, str] = {
    **_ALSO,
    **{each: each for each in DECIDERS},
    **dict(zip(_DECIDERS_ZH, DECIDERS, strict=True)),
}
_NOBODY = frozenset({"", "-", "—", "无", "nobody", "none"})

MOST = 200
MOST_WORDS = 60
LONGEST = {"matter": 24, "matter_en": 60, "citation": 200, "remark": 300, "remark_en": 500}
LONGEST_WORD = 40
MOST_HOURS = 2_160
_APART = re.compile(r"[;；,，、|｜\n]+")
_HOURS = re.compile(r"([1-9][0-9]{0,4})(?:\.0+)?(?:小时|h|hours?)?", re.IGNORECASE)
_CLASS = re.compile(r"([OR]-[0-9A-Z]+)(?:[\s:：(（].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PowersFile:
    """A list that was read; ``unread`` are headers that were not, ``notes`` what the reader did."""

    matters: tuple[Matter, ...]
    unread: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def is_power_list(content: bytes, *, file: str) -> bool:
    """Whether a table is headed as such a list."""
    needed = [each for each in COLUMNS if each.required]
    return is_headed_by(content, file=file, columns=needed)


def read_powers(content: bytes, *, file: str, rows: Mapping[str, RuleRow]) -> PowersFile:
    """Read a whole list against the rules' rows; raises ``BadInput`` with everything wrong."""
    table = read_table(content, file=file, columns=COLUMNS)
    refuse_private(table)
    matters = tuple(_matter(table, row, rows) for row in table.rows)
    _object_to_doubles(table, matters)
    if not matters:
        table.object_to_file("powers.nothing")
    if len(matters) > MOST:
        table.object_to_file("powers.too_many", limit=MOST, given=len(matters))
    table.check()
    notes = tuple(notes_on(table, content))
    return PowersFile(matters=matters, unread=table.unknown_columns, notes=notes)


def written(table: Table, row: Row, name: str) -> str:
    """Tell a cell with the punctuation that it was written with, in one line."""
    place = table.columns.get(name, 0)
    cell = row.written[place - 1] if 0 < place <= len(row.written) else ""
    return " ".join(cell.strip().removeprefix("'").split())


def _matter(table: Table, row: Row, rows: Mapping[str, RuleRow]) -> Matter:
    """Read one line; where a cell is wrong it is noted and something harmless stands in."""
    texts = {name: written(table, row, name) for name in LONGEST}
    if not plain(texts["matter"]) and not table.is_faulty(row, "matter"):
        table.object_to(row, "matter", "powers.no_name")
    for name, limit in LONGEST.items():
        if len(texts[name]) > limit:
            table.object_to(row, name, "powers.too_long", limit=limit, given=len(texts[name]))
    decides = _one_of(table, row, "decides", DECIDERS)
    legal_class = _class(table, row, rows)
    if decides and legal_class and not fits(decides, rows[legal_class]):
        given = written(table, row, "decides")
        table.object_to(row, "class", "powers.class_unfit", text=given, legal_class=legal_class)
    return Matter(
        name=texts["matter"],
        name_en=texts["matter_en"],
        words=_words(table, row),
        decides=decides,
        legal_class=legal_class,
        answers=_one_of(table, row, "answers", PARTIES),
        hours=_hours(table, row),
        citation=texts["citation"],
        remark=texts["remark"],
        remark_en=texts["remark_en"],
    )


def _words(table: Table, row: Row) -> tuple[str, ...]:
    place = table.columns.get("words", 0)
    cell = row.written[place - 1] if 0 < place <= len(row.written) else ""
    parts = (" ".join(part.split()) for part in _APART.split(cell.strip().removeprefix("'")))
    words = tuple(dict.fromkeys(part for part in parts if part))
    for word in words:
        if len(word) > LONGEST_WORD:
            table.object_to(row, "words", "powers.word_long", text=word[:20], limit=LONGEST_WORD)
        elif not plain(word):
            table.object_to(row, "words", "powers.word_says_nothing", text=word)
        elif len(plain(word)) == 1 and word.isascii():
            table.object_to(row, "words", "powers.word_short", text=word)
    if len(words) > MOST_WORDS:
        table.object_to(row, "words", "powers.many_words", limit=MOST_WORDS, given=len(words))
    return words


def _one_of(table: Table, row: Row, name: str, known: Sequence[str]) -> str:
    text = row.cells.get(name, "")
    form = "".join(text.casefold().split()).replace("-", "_")
    found = _MEANING.get(form, "")
    if found in known:
        return found
    if name == "answers" and text.casefold() in _NOBODY:
        return ""
    if not table.is_faulty(row, name):
        listed = " ".join(WORDS["zh_CN"][each] for each in known)
        key = "table.value_unknown" if text else "powers.empty"
        table.object_to(
            row, name, key, text=text, name=name, known=f"{' '.join(known)} / {listed}"
        )
    return ""


def _class(table: Table, row: Row, rows: Mapping[str, RuleRow]) -> str:
    text = row.cells.get("class", "")
    found = _CLASS.fullmatch(text.upper().replace("–", "-").replace("—", "-"))
    if found and found[1] in rows:
        return found[1]
    if not table.is_faulty(row, "class"):
        key = "powers.class_unknown" if text else "powers.empty"
        known = " ".join(rows)
        table.object_to(row, "class", key, text=text[:20], name="class", known=known)
    return ""


def _hours(table: Table, row: Row) -> int:
    text = "".join(row.cells.get("hours", "").split())
    if text in _NOBODY:
        return 0
    found = _HOURS.fullmatch(text)
    if found and int(found[1]) <= MOST_HOURS:
        return int(found[1])
    if not table.is_faulty(row, "hours"):
        table.object_to(row, "hours", "powers.hours", text=text[:20], limit=MOST_HOURS)
    return 0


def _object_to_doubles(table: Table, matters: Sequence[Matter]) -> None:
    """Object to a matter that stands twice, and to a word that would name two of them."""
    names: dict[str, int] = {}
    words: dict[str, tuple[int, str]] = {}
    for row, matter in zip(table.rows, matters, strict=True):
        form = plain(matter.name)
        first = names.setdefault(form, row.line)
        if form and first != row.line:
            table.object_to(row, "matter", "powers.twice", text=matter.name, other=first)
            continue
        for word in named_by(matter):
            line, name = words.setdefault(word, (row.line, matter.name))
            if line != row.line:
                at = "words" if "words" in table.columns else "matter"
                table.object_to(row, at, "powers.word_twice", text=word, other=line, matter=name)


def lines_of(matters: Sequence[Matter], locale: str) -> tuple[list[str], list[list[str]]]:
    """Write a list as header and lines, in the words of a language."""
    language = 0 if locale == "en" else 1
    header = [column.headers[language] for column in COLUMNS]
    said = WORDS["en" if locale == "en" else "zh_CN"]
    lines = []
    for matter in matters:
        cells = cells_of(matter)
        cells["decides"] = said[matter.decides]
        cells["answers"] = said.get(matter.answers, "")
        lines.append([cells[column.name] for column in COLUMNS])
    return header, lines


def as_csv(matters: Sequence[Matter], locale: str) -> bytes:
    """Write a list as CSV that a spreadsheet takes for UTF-8, and in which it computes nothing."""
    header, lines = lines_of(matters, locale)
    return f"{BOM}{write_table(header, lines)}".encode()


def as_workbook(matters: Sequence[Matter], locale: str) -> bytes:
    """Write a list as a workbook whose cells are text."""
    return write_workbook(*lines_of(matters, locale))
