"""What comments and texts cite can be opened by whoever has the repository."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.test_links import ROOT, anchors

#: Where people read beside the program: code, rules, catalogs, templates, documents.
_FOLDERS = ("bot", "council", "voting", "web", "tests", "docs", ".ci")
_KINDS = {".py", ".toml", ".md", ".po", ".html", ".css", ".js", ".txt", ".example", ""}
_DOCUMENT = re.compile(r"(?<![\w.*{}])((?:[\w.-]+/)*[\w-][\w.-]*\.md)\b(?:#([\w-]+))?")
#: A record of a decision by its number alone.
_RECORD = re.compile(r"docs/decisions/([0-9]{4})(?![\w-])")
_ELSEWHERE = re.compile(r"https?://\S+")
#: A section of nothing; those of papers stand behind their author and year, Schulze 2011 §2.3.
_SECTION = re.compile(r"(?<![0-9]{4} )§ ?[0-9]+(?:\.[0-9]+)*")


def _files() -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from (ROOT / folder).rglob("*")
    for name in ("*.md", "*.toml", "Makefile", ".env.example"):
        yield from ROOT.glob(name)


def _dangling(text: str, *, beside: Path) -> list[str]:
    plain = _ELSEWHERE.sub("", text)
    found = _SECTION.findall(plain)
    found += [
        n for n in _RECORD.findall(plain) if not list((ROOT / "docs/decisions").glob(f"{n}-*"))
    ]
    for name, anchor in _DOCUMENT.findall(plain):
        places = (ROOT, beside, ROOT / "docs" if beside == Path(__file__).parent else ROOT)
        target = next((top / name for top in places if (top / name).is_file()), None)
        if target is None or (anchor and anchor not in anchors(target)):
            found.append(f"{name}#{anchor}".rstrip("#"))
    return found


def test_documents_and_sections_that_are_cited_are_in_the_repository():
    read = [file for file in _files() if file.suffix in _KINDS and file.is_file()]

    dangling = {
        str(file.relative_to(ROOT)): found
        for file in read
        if (found := _dangling(file.read_text(encoding="utf-8"), beside=file.parent))
    }

    assert dangling == {}
    assert len(read) > len(list((ROOT / "council").rglob("*.py")))
