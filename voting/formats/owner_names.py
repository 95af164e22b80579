"""Owners as clerks write them into one cell: one key each, or a doubt.

A key is a person or a firm, and keys are separated by ``;``. People also write ``甲、乙``,
``甲，乙``, ``甲/乙`` or ``张三 李四``: read as one key each of these would be a person of its own,
and 甲 with 乙 here and 乙 with 甲 there two heads instead of one. Where such a cell can mean only
several people it is read as several; where it may be one name (``Acme Co., Ltd.``) or several it
is a doubt, which the line itself must settle. ``张　三`` is 张三.

A cell is expected as ``table.normal`` writes it.
"""

import re
from collections.abc import Iterator

from voting.roll import DEVELOPER, OwnerKey

DEVELOPER_NAMES = frozenset({"developer", "建设单位", "开发商", "开发企业"})

#: What stands where a name should, and is none: as a key it would be one owner of all such units.
NO_NAMES = frozenset(
    {
        "无",
        "空",
        "未知",
        "不详",
        "待定",
        "待查",
        "空置",
        "未售",
        "同上",
        "同左",
        "none",
        "n/a",
        "na",
    }
    | {"null", "nil", "tbd", "unknown", "ditto", "vacant", "unsold", "same", "same as above"}
)

_HAN = r"㐀-䶿一-鿿豈-﫿〇𠀀-𲎯"
#: Blanks that only make a name as wide as its neighbours.
_PADDING = re.compile(rf"(?<=[{_HAN}()#·])\s+(?=[{_HAN}()#·])|(?<=#)\s+|\s+(?=#)")
_SEPARATORS = re.compile(r"[、,/﹑､]")
#: Signs that join two people as often as they belong to one name.
_SIGNS = re.compile(r"[&+|\\]")
#: Words and signs that join two people where both sides are names for certain.
_JOINTS = re.compile(r"[&+|\\.。~-]|和|与|及|暨|跟|同")
#: One name of several, the others left out; and what a spreadsheet puts where a name should stand.
_OTHERS = re.compile(
    r"等(?:[0-9一二两三四五六七八九十]+)?[人户名位]?|及?其?(?:配偶|家属)|夫妇|夫妻|[父母][子女]|兄弟|姐妹|[一全]家"
)
_LATIN_OTHERS = re.compile(r"\s(?:et al\.?|etc\.?)", re.IGNORECASE)
_COMPUTED = re.compile(r"=.+|#+(?:n/a|ref!|name\?|value!|num!|div/0!|null!)?", re.IGNORECASE)
_NAMESAKE = re.compile(r"#[0-9]+$")
_ANY_HAN = re.compile(rf"[{_HAN}]+")
_SHORT_NAME = re.compile(rf"[{_HAN}]{{1,4}}")
_DOTTED_NAME = re.compile(rf"[{_HAN}]{{1,10}}(?:·[{_HAN}]{{1,10}})+")
_FIRM = re.compile(
    rf"[{_HAN}()0-9A-Za-z]{{2,}}"
    r"(?:公司|集团|银行|中心|学校|医院|大学|委员会|居委会|村委会|合作社|事务所|工厂|商店|商行|超市|局|厂)"
)
_LATIN_JOINT = re.compile(r"\s(?:&|\+|and)\s", re.IGNORECASE)
_LATIN_FIRM = re.compile(
    r"\b(?:co|corp|company|inc|llc|llp|ltd|limited|plc|gmbh|trust|bank|partners|sons)\b",
    re.IGNORECASE,
)
_SEVERAL_WORDS = 2
#: No name is longer; how much of one in doubt is shown.
_LONGEST, _SHOWN = 120, 40

#: Surnames of nine people in ten, and those of two characters.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包"
    "宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬邝"
)
_LONG_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "宇文",
        "长孙",
        "司徒",
        "夏侯",
        "轩辕",
        "端木",
        "南宫",
        "独孤",
        "申屠",
        "呼延",
    ]
)


class OwnersUnclearError(Exception):
    """A cell that may name one owner or several; ``text`` is the part in doubt."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def plain_name(text: str) -> str:
    """Write a name in its one form: without the blanks that pad a Chinese one."""
    return _PADDING.sub("", " ".join(text.split()))


def owner_key(text: str) -> OwnerKey:
    """Write one owner's key in its one form."""
    name = plain_name(text)
    return DEVELOPER if name.casefold() in DEVELOPER_NAMES else OwnerKey(name)


def read_owners(cell: str, *, as_written: bool = False) -> tuple[OwnerKey, ...]:
    """Read the owners in a cell; raises ``OwnersUnclearError`` where it may mean another number.

    ``as_written``: somebody has looked, and only ``;`` separates owners here.
    """
    parts = [" ".join(part.split()) for part in cell.split(";")]
    for part in parts:
        if len(part) > _LONGEST:
            raise OwnersUnclearError(part[:_SHOWN])
    if not as_written:
        parts = [owner for part in parts if part for owner in _owners_in(part)]
    keys = tuple(dict.fromkeys(owner_key(part) for part in parts if part))
    if cell and not keys:
        raise OwnersUnclearError(cell)
    for key in () if as_written else keys:
        if is_no_name(key) or _COMPUTED.fullmatch(key) or _leaves_out(key):
            raise OwnersUnclearError(key)
    return keys


def is_no_name(text: str) -> bool:
    """Whether a cell says that there is nothing, or the same as above."""
    return text.casefold() in NO_NAMES or not any(map(str.isalnum, text))


def write_owners(owners: tuple[OwnerKey, ...]) -> str:
    """Write owners as a cell."""
    return ";".join(owners)


def read_otherwise(owners: tuple[OwnerKey, ...]) -> bool:
    """Say whether a cell of these owners needs ``as_written`` to be read as these again."""
    try:
        return read_owners(write_owners(owners)) != owners
    except OwnersUnclearError:
        return True


def _owners_in(part: str) -> Iterator[str]:
    """Tell the owners that a cell names between two semicolons."""
    if part.casefold() in NO_NAMES:
        raise OwnersUnclearError(part)
    pieces = [piece.strip() for piece in _SEPARATORS.split(part)]
    named = [piece for piece in pieces if piece]
    if len(pieces) == 1:
        yield from _words_in(part)
        return
    owners = [owner for piece in named for owner in _words_in(piece)]
    lone = any(len(owner) == 1 for owner in owners) and any(map(_FIRM.fullmatch, owners))
    if not owners or lone or not all(_is_name(owner, listed="、" in part) for owner in owners):
        raise OwnersUnclearError(part)
    yield from owners


def _words_in(piece: str) -> Iterator[str]:
    """Tell the owners in a piece without separators, which may still have blanks."""
    name = _PADDING.sub(" ", piece)
    words = [word for word in name.split() if not word.startswith("(")]
    if "".join(words).casefold() in DEVELOPER_NAMES:
        yield DEVELOPER
    elif len(words) < _SEVERAL_WORDS or not _ANY_HAN.search(piece):
        if _joins_two(owner_key(piece)):
            raise OwnersUnclearError(piece)
        yield piece
    elif _is_padded_name(words):
        yield piece
    elif all(_is_person(word) for word in words):
        yield from words
    else:
        raise OwnersUnclearError(piece)


def _is_padded_name(words: list[str]) -> bool:
    """Whether blanks stand inside one name: a surname, then the rest of it."""
    first = words[0]
    bare = [_NAMESAKE.sub("", word) for word in words if not word.startswith("#")]
    whole = "".join(bare)
    if not _ANY_HAN.fullmatch(whole):
        return False
    long = whole[:2] in _LONG_SURNAMES
    if len(bare) == 1:
        return True
    singles = all(len(word) == 1 for word in bare)
    after_surname = len(bare) == _SEVERAL_WORDS and (
        (len(first) == 1 and not long) or first in _LONG_SURNAMES
    )
    known = long or whole[0] in _SURNAMES
    return known and (singles or after_surname) and len(whole) <= (4 if long else 3)


def _is_person(word: str) -> bool:
    """Whether a word is a Chinese name for certain."""
    name = _NAMESAKE.sub("", word)
    if not _ANY_HAN.fullmatch(name):
        return False
    if name[:2] in _LONG_SURNAMES:
        return len(name) in {3, 4}
    return name[0] in _SURNAMES and len(name) in {2, 3}


def _is_name(piece: str, *, listed: bool) -> bool:
    """Whether a piece between separators can be nothing but a name.

    ``listed``: between ``、``, which no name contains, a name may also be one in Latin letters.
    """
    key = owner_key(piece)
    name = _NAMESAKE.sub("", key)
    if key == DEVELOPER or _SHORT_NAME.fullmatch(name) or _DOTTED_NAME.fullmatch(name):
        return True
    if _FIRM.fullmatch(name):
        return True
    return listed and not _ANY_HAN.search(name) and sum(map(str.isalpha, name)) > 1


def _leaves_out(name: str) -> bool:
    """Whether a name stands for others too that it does not say: 张三等, 李四夫妇."""
    if _LATIN_OTHERS.search(name):
        return True
    return any(
        found.end() == len(name) and _is_person(plain_name(name[: found.start()]))
        for found in _OTHERS.finditer(name)
    )


def _joins_two(name: str) -> bool:
    """Whether a name without blanks looks like two people with a sign or a word between them."""
    if _FIRM.fullmatch(name) or _LATIN_FIRM.search(name):
        return False
    if _LATIN_JOINT.search(name):
        return True
    by_sign = _SIGNS.split(name)
    if len(by_sign) > 1 and all(_SHORT_NAME.fullmatch(part) for part in by_sign):
        return True
    return any(
        _is_person(name[: joint.start()]) and _is_person(name[joint.end() :])
        for joint in _JOINTS.finditer(name)
    )
