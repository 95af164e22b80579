import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_ELSEWHERE = ("https://", "http://", "mailto:")


def anchors(page: Path) -> set[str]:
    """The anchors of headings, made as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+?) *$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def _broken(page: Path) -> list[str]:
    text = _CODE.sub("", page.read_text(encoding="utf-8"))
    found = []
    for link in _LINK.findall(text):
        if link.startswith(_ELSEWHERE):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_inside_the_project_lead_somewhere(page: Path):
    broken = _broken(page)

    assert broken == []


def test_every_document_is_reached_from_the_index():
    index = ROOT / "docs" / "README.md"
    linked = {
        (index.parent / link).resolve()
        for link in _LINK.findall(index.read_text(encoding="utf-8"))
        if not link.startswith(_ELSEWHERE)
    }

    wanted = {page.resolve() for page in (ROOT / "docs").rglob("*.md")} - {index.resolve()}
    assert wanted - linked == set()
