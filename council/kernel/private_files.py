"""Files that only this program's account may read: databases, codes, rolls, sheets with names."""

from pathlib import Path
from typing import IO

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def make_private(folder: Path) -> None:
    """Make a folder that only this account may enter; one that is there stays as it is."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def open_private(path: Path) -> IO[str]:
    """Open a file to write at its end; whoever could read it before cannot any more.

    What is no file of its own (a pipe, ``/dev/stdout``) keeps its mode. Raises ``OSError``.
    """
    if not path.exists():
        path.touch(mode=PRIVATE_FILE)
    elif path.is_file():
        path.chmod(PRIVATE_FILE)
    return path.open("a", encoding="utf-8", newline="")


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this account may read. Raises ``OSError``."""
    open_private(path).close()
    path.write_bytes(content)
