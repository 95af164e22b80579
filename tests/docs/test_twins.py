"""A handbook and its Chinese twin say the same: sections, tables, commands, settings, figures."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
CHINESE = DOCS / "operators.zh.md"
ENGLISH = DOCS / "operators.md"


def _said(page: Path, pattern: str) -> set[str]:
    return set(re.findall(pattern, page.read_text(encoding="utf-8"), re.MULTILINE))


def _shape(page: Path) -> list[tuple[str, int]]:
    """Its sections in order: the depth of each heading, and how many lines of tables follow."""
    sections = re.split(r"^(#+) .*$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    bodies = zip(sections[1::2], sections[2::2], strict=True)
    return [(depth, len(re.findall(r"^\|", body, re.MULTILINE))) for depth, body in bodies]


def test_the_operators_handbooks_have_the_same_sections_and_tables():
    assert _shape(CHINESE) == _shape(ENGLISH)


@pytest.mark.parametrize(
    "pattern",
    [
        r"YISHI_[A-Z_]+",
        r"`yishi [a-z-]+(?: [a-z-]+)?",
        r"(?<![\w-])--[a-z][a-z-]+",
        r"`/[a-z][a-z/]*`?",
        r"\bI[0-9]{1,2}\b",
        r"\b0[0-9]{3}\b|\b[0-9]{3,5}\b",
    ],
)
def test_the_operators_handbooks_name_the_same_commands_settings_and_figures(pattern: str):
    assert _said(CHINESE, pattern) == _said(ENGLISH, pattern)


def test_the_operators_handbooks_name_the_same_exit_codes():
    english = _said(ENGLISH, r"exit(?: code)? ([0-9])")

    assert _said(CHINESE, r"退出码 ([0-9])") == english


@pytest.mark.parametrize("name", ["operators", "facilitators", "residents"])
def test_twins_are_linked_to_one_another(name: str):
    english, chinese = DOCS / f"{name}.md", DOCS / f"{name}.zh.md"

    assert f"]({name}.zh.md)" in english.read_text(encoding="utf-8")
    assert f"]({name}.md)" in chinese.read_text(encoding="utf-8")
