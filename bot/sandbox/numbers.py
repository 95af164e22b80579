"""Numbers of updates and messages, which go on where they stopped when the sandbox starts again.

A file keeps how far they may have gone: a block is set aside before its first number is given, so
that nothing is given twice even after a crash. Without a file they begin anew at every start.
"""

import json
import os
from pathlib import Path

BLOCK = 1_000


class Numbers:
    """Series of numbers by name, each growing by one."""

    def __init__(self, file: Path | None = None) -> None:
        """Go on after what the file says was set aside; a broken file is a bug of ours."""
        self._file = file
        self._next: dict[str, int] = {}
        self._set_aside: dict[str, int] = {}
        if file is not None and file.exists():
            self._set_aside = json.loads(file.read_text(encoding="utf-8"))

    def begin(self, name: str, first: int) -> int:
        """Where a series begins in this run: at ``first``, or after all that was set aside."""
        return self._next.setdefault(name, max(first, self._set_aside.get(name, first)))

    def use(self, name: str, number: int) -> None:
        """Note that a number is given; the next block is set aside in time."""
        if self._file is None or number < self._set_aside.get(name, 0):
            return
        self._set_aside[name] = number + BLOCK
        self._file.parent.mkdir(parents=True, exist_ok=True)
        written = self._file.with_suffix(".new")
        with written.open("w", encoding="utf-8") as out:
            json.dump(self._set_aside, out)
            out.flush()
            os.fsync(out.fileno())
        written.replace(self._file)
