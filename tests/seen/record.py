"""What one test has shown, written to its files."""

import hashlib
from pathlib import Path

from tests.seen.plain import plain

#: What was seen; the same in the other language; what buttons say when they are pressed.
SEEN, OTHER, DATA = "", ".other", ".data"


def written(content: bytes) -> str:
    """Write what was sent: a text as it stands, anything else by its hash."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return f"sha256 {hashlib.sha256(content).hexdigest()[:16]}"


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
