"""Chinese sentences are punctuated as GB/T 15834 asks, wherever people read them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from council.kernel.screens.translator import catalog_files
from tests.punctuation import HAN, chinese, faults, tight

ROOT = Path(__file__).parents[3]


def _catalog() -> Iterator[tuple[str, str]]:
    for path in catalog_files("zh_CN"):
        with path.open("rb") as file:
            messages = list(read_po(file, locale="zh_CN"))
        for message in messages:
            key = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, str) else message.string[0]
            if key:
                yield f"{path.relative_to(ROOT)}:{message.lineno} {key}", said


def _handbooks() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "docs").glob("*.zh.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line


def _changelog() -> Iterator[tuple[str, str]]:
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if chinese(line):
            yield f"CHANGELOG.md:{number}", line


def _templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "web/templates").iterdir()):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\ufffc", line)


def _rules() -> Iterator[tuple[str, str]]:
    paths = [*(ROOT / "council/rules").glob("*.toml"), *(ROOT / "council/demo").glob("*.toml")]
    for path in sorted(paths):
        for text in _strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.name, text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _demo() -> Iterator[tuple[str, str]]:
    """What the demo and the story say: their Chinese literals."""
    folders = ("council/demo", "council/cli/story", "bot/sandbox/page")
    for path in sorted(each for folder in folders for each in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                spoken = not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", node.value)
                if spoken and re.search(f"[{HAN}]", node.value):
                    yield f"{path.name}:{node.lineno}", node.value
    words = ROOT / "bot/sandbox/page/words.js"
    for number, line in enumerate(words.read_text(encoding="utf-8").splitlines(), 1):
        for text in re.findall(r'"([^"]*)"', line):
            yield f"{words.name}:{number}", text


@pytest.mark.parametrize("written", [_catalog, _handbooks, _changelog, _templates, _rules, _demo])
def test_chinese_is_punctuated_as_the_standard_asks(written):
    found = [
        f"{place} {fault}"
        for place, text in written()
        if re.search(f"[{HAN}]", text)
        for fault in (*faults(text), *tight(text))
    ]

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "请核对,再提交。",
        "状态:草稿",
        "(草稿)",
        "好吗?",
        "按「确认」",
        '按"确认"',
        "正在打开…",
        "没有排的 -- 并列",
        "占 70.04 %",
        "请核对， 再提交",
    ],
)
def test_what_the_standard_does_not_allow_is_named(text):
    assert len(faults(text)) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "请核对，再提交：“停车‘难’”（3 件）……占 70.04%——2026年3月5日 19:30。",
        "发送 /vote 1 就能投；写法如 <code>王伟;李娜</code>，或 `甲,乙`。",
        "<b>表决 {number}：{title}</b>\n人数 325/464",
    ],
)
def test_what_the_standard_asks_has_no_fault(text):
    assert faults(text) == []
