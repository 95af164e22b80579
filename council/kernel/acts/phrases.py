"""Reading a message as a command: what people type in place of pressing a key, with slips of the pen.

Pure. A ``Phrase`` is a command with all the words that mean it, in both languages; ``Grammar`` reads
a message by them. Alike are: full-width and plain, capitals and small, traditional and simplified
characters, blanks and punctuation; words of courtesy around a command say nothing. In English one
letter may be wrong, missing, too many or in the wrong place. Whatever else it is, it is no command.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Longer messages are no commands, and are not looked at.
LONGEST = 60
#: The shortest English word in which a slip is forgiven.
SLIP_FROM = 4
#: Traditional characters of our words, each followed by its simplified form.
_PAIRS = (
    "議议案案會会決决設设長长輩辈尋寻幫帮認认籌筹權权責责單单簽签現现場场結结"
    "報报參参個个們们請请問问怎怎麼么樣样點点開开關关於于語语話话鍵键選选"
    "擇择舉举來来時时間间說说明明書书資资錢钱捐捐款款業业紀纪錄录頁页顯显"
    "取取消消條条還还沒没什什見见看看進进行行這这裡里裏里麻麻煩烦謝谢讓让給给"
    "查查詢询檢检索索聲声體体試试過过變变為为與与從从對对應应該该歷历屆届"
)
_SIMPLE = dict(zip(map(ord, _PAIRS[::2]), _PAIRS[1::2], strict=True))
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBERS = r"第?\s*#?\s*([0-9]{1,9})\s*(?:号|个|件|项)?"
#: What may stand before and after a command in Chinese, and says nothing.
_BEFORE = [
    "请问",
    "请",
    "麻烦",
    "您好",
    "你好",
    "帮我",
    "帮忙",
    "让我",
    "给我",
    "我想要",
    "我想",
    "我要",
    "我",
    "想要",
    "想",
    "要",
    "去",
    "来",
    "怎么",
    "怎样",
    "如何",
    "在哪里",
    "在哪",
    "哪里",
    "看一下",
    "看看",
    "查看",
    "看",
    "打开",
    "进入",
    "点",
    "参加",
    "参与",
    "进行",
    "开始",
    "有什么",
    "有哪些",
    "最近的",
    "最新的",
    "现在的",
    "今天的",
    "本次",
    "这次",
    "一个",
    "一下",
    "个",
    "可以",
    "能",
    "能不能",
    "可不可以",
    "怎么样",
]
_AFTER = [
    "一下",
    "吗",
    "呢",
    "吧",
    "啊",
    "呀",
    "了",
    "谢谢",
    "在哪里",
    "在哪",
    "哪里",
    "怎么弄",
    "怎么办",
    "怎么做",
    "怎么用",
    "怎么写",
    "怎么看",
    "怎么投",
    "列表",
    "页面",
    "功能",
    "按钮",
    "有哪些",
    "有什么",
    "是什么",
    "可以吗",
    "行吗",
    "的",
]
#: The same in English, word by word.
_COURTESY = frozenset(
    [
        "please",
        "pls",
        "i",
        "we",
        "you",
        "want",
        "to",
        "would",
        "like",
        "wanna",
        "how",
        "do",
        "does",
        "can",
        "could",
        "the",
        "a",
        "an",
        "show",
        "me",
        "us",
        "open",
        "go",
        "see",
        "view",
        "get",
        "let",
        "need",
        "now",
        "thanks",
        "thank",
        "hello",
        "hi",
        "where",
        "is",
        "are",
        "find",
        "here",
        "it",
    ]
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A typed command and the words that mean it; ``numbered``: the name may be followed by a number.

    ``rest``: words that whatever follows belongs to (“搜索 停车”). ``in_passing``: inside a longer
    message its words tell nothing of what is wanted (“谢谢”). ``name`` is that of a row of typed
    commands (``views.Typed``).
    """

    name: str
    words: tuple[str, ...]
    numbered: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    in_passing: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """The command that a message means, with the words behind it."""

    name: str
    words: str = ""


class Grammar:
    """What is understood in one bot."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Take the phrases. Raises ValueError where one word means two commands."""
        self.phrases = tuple(phrases)
        self.words: dict[str, str] = {}
        for phrase in self.phrases:
            for word in phrase.words:
                if self.words.setdefault(_key(word), phrase.name) != phrase.name:
                    raise ValueError(_key(word))
        self._numbered = _by_word(self.phrases, "numbered")
        self._rest = _by_word(self.phrases, "rest")
        self._english = tuple(word for word in self.words if not _HAN.search(word))

    def read(self, text: str) -> Meant | None:
        """Tell the command that a message means; None for any other words."""
        if len(text) > LONGEST:
            return None
        plain = alike(text)
        if not plain:
            return None
        return self._exactly(plain) or self._with_words(plain) or self._around(plain)

    def near(self, text: str, most: int) -> tuple[str, ...]:
        """Tell the commands whose words stand somewhere in a message, the longest word first."""
        plain = alike(text[: 4 * LONGEST])
        bare, tokens = plain.replace(" ", ""), set(plain.split())
        found = [
            word for word in self.words if (word in bare if _HAN.search(word) else word in tokens)
        ]
        passing = {phrase.name for phrase in self.phrases if phrase.in_passing}
        names = (self.words[word] for word in sorted(found, key=len, reverse=True))
        return tuple(name for name in dict.fromkeys(names) if name not in passing)[:most]

    def _exactly(self, plain: str) -> Meant | None:
        name = self.words.get(_key(plain))
        return None if name is None else Meant(name=name)

    def _with_words(self, plain: str) -> Meant | None:
        """Read a command with a number, or with whatever its words ask for, behind it."""
        bare = _courteous(plain) if _HAN.search(plain) else plain
        for text in dict.fromkeys((plain, bare)):
            for word, name in self._numbered:
                numbers = re.fullmatch(rf"{re.escape(word)}\s*{_NUMBERS}(?:\s+([0-9.]+))?", text)
                if numbers is not None:
                    return Meant(name=name, words=" ".join(filter(None, numbers.groups())))
            for word, name in self._rest:
                rest = text.removeprefix(word)
                apart = rest.startswith(" ") or bool(_HAN.search(word))
                if rest != text and rest.strip() and apart:
                    return Meant(name=name, words=rest.strip())
        return self._slipped(plain)

    def _slipped(self, plain: str) -> Meant | None:
        """Read an English command with one slip, alone or with its number or words behind it."""
        first, _, rest = plain.partition(" ")
        if _HAN.search(first):
            return None
        word = self._nearest(first)
        if word is None:
            return None
        if not rest:
            return Meant(name=self.words[word])
        corrected = f"{word} {rest}"
        return self._exactly(corrected) or (self._with_words(corrected) if word != first else None)

    def _around(self, plain: str) -> Meant | None:
        """Leave out words of courtesy, a little more each time, until it is a command."""
        if _HAN.search(plain):
            return self._around_chinese(plain.replace(" ", ""))
        tokens = plain.split()
        if not any(token in _COURTESY for token in tokens):
            return None
        left = " ".join(token for token in tokens if token not in _COURTESY)
        return (self._exactly(left) or self._with_words(left)) if left else None

    def _around_chinese(self, bare: str) -> Meant | None:
        seen, waiting = {bare}, deque((bare,))
        while waiting:
            text = waiting.popleft()
            if text in self.words:
                return Meant(name=self.words[text])
            for shorter in _shorter(text):
                if shorter not in seen:
                    seen.add(shorter)
                    waiting.append(shorter)
        return None

    def _nearest(self, typed: str) -> str | None:
        """Find the one English word from which a typed one differs by one slip at most."""
        if typed in self.words:
            return typed
        if len(typed) < SLIP_FROM:
            return None
        near = [
            word
            for word in self._english
            if len(word) >= SLIP_FROM and " " not in word and one_slip(typed, word)
        ]
        return near[0] if len({self.words[word] for word in near}) == 1 else None


def alike(text: str) -> str:
    """Write alike what means the same: width, case, the style of characters, blanks, punctuation."""
    shown = unicodedata.normalize("NFKC", text).casefold().translate(_SIMPLE)
    if "?" in shown and set(shown.strip()) <= {"?", "!"}:
        return "?"  # alone it asks for help
    kept = "".join(letter if letter.isalnum() or letter in "#.-/" else " " for letter in shown)
    return " ".join(kept.split()).strip(" .-/")


def _key(word: str) -> str:
    """Name a word in the table: Chinese without blanks."""
    plain = alike(word)
    return plain.replace(" ", "") if _HAN.search(plain) else plain


def one_slip(typed: str, word: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two neighbours have changed places."""
    if typed == word or abs(len(typed) - len(word)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b),
        min(len(typed), len(word)),
    )
    a, b = typed[start:], word[start:]
    swapped = a[:2] == b[:2][::-1] and a[2:] == b[2:] and len(a) > 1
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def _by_word(phrases: Sequence[Phrase], field: str) -> tuple[tuple[str, str], ...]:
    """List words with the command of each, the longest first."""
    found: Mapping[str, str] = {
        alike(word): phrase.name for phrase in phrases for word in getattr(phrase, field)
    }
    return tuple(sorted(found.items(), key=lambda each: (-len(each[0]), each[0])))


def _courteous(plain: str) -> str:
    """Leave out the courtesy before a command with words behind it."""
    text = plain
    while True:
        shorter = next(
            (text.removeprefix(word).strip() for word in _BEFORE if text.startswith(word)), text
        )
        if shorter == text or not shorter:
            return text
        text = shorter


def _shorter(text: str) -> Iterable[str]:
    for word in _BEFORE:
        if text.startswith(word) and len(text) > len(word):
            yield text.removeprefix(word)
    for word in _AFTER:
        if text.endswith(word) and len(text) > len(word):
            yield text.removesuffix(word)
