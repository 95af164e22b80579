"""What one test has shown, written to its files."""

import hashlib
import io
from pathlib import Path

import openpyxl

from tests.seen.plain import plain

#: What was seen; the same in the other language; what buttons say when they are pressed.
SEEN, OTHER, DATA = "", ".other", ".data"


def as_text(content: bytes) -> str:
    """Read a text with the mark before it and its line ends; raises UnicodeDecodeError."""
    return content.decode().replace("\ufeff", "«BOM»").replace("\r\n", "␍\n")


def written(content: bytes) -> str:
    """Write what was sent: a text as it stands, with its mark and its line ends; else its hash."""
    try:
        return as_text(content)
    except UnicodeDecodeError:
        return f"sha256 {hashlib.sha256(content).hexdigest()[:16]}"


def cells(workbook: bytes) -> str:
    """Write a workbook by its cells: the file itself holds the time when it was made."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    rows = [row for sheet in book for row in ([sheet.title], *sheet.iter_rows(values_only=True))]
    return "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)


class Record:
    """What the running test has shown so far, by whom it was shown to."""

    def __init__(self, folder: Path) -> None:
        """Keep under a folder."""
        self.folder = folder
        self._shown: dict[str, dict[str, list[list[str]]]] = {}

    def note(self, where: str, text: str, *, kind: str = SEEN) -> list[str]:
        """Keep one thing that was shown; more lines may be added to it."""
        noted = [text]
        self._shown.setdefault(kind, {}).setdefault(where, []).append(noted)
        return noted

    def saw(self, where: str) -> bool:
        """Whether somebody was shown anything (a part of their name is enough)."""
        return any(where in each for each in self._shown.get(SEEN, {}))

    def drop(self, where: str) -> None:
        """Forget what one was shown."""
        for shown in self._shown.values():
            shown.pop(where, None)

    def close(self, folder: Path, name: str) -> None:
        """Write what a test has shown, and begin anew."""
        for kind, shown in self._shown.items():
            path = self.folder / folder / f"{name}{kind}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            written = [
                "\n\n".join(
                    [f"══ {where}", *(plain("\n".join(filter(None, one))) for one in all_)]
                )
                for where, all_ in sorted(shown.items())
            ]
            text = "\n\n".join(written) + "\n"
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        self._shown = {}
