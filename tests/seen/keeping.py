"""Keep whatever people are shown while tests run: a plugin of pytest, told where by SEEN_FOLDER.

Each test has up to three files: what was seen (every screen of every phone, every answer of the
web view, every output and file of the command line), the same in the other language (``.other``),
and what buttons say when they are pressed (``.data``). ``acts.txt`` lists the commands that were
run. ``python -m tests.seen`` keeps and compares.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.seen.acts import Acts, watch_acts
from tests.seen.chance import take_chances
from tests.seen.pages import watch_pages
from tests.seen.phones import watch_phones
from tests.seen.record import Record
from tests.seen.terminal import note_files, watch_terminal
from tests.seen.words import Words, watch_words

#: Names no setting of the program: it would be warned about in what the command line says.
FOLDER = "SEEN_FOLDER"


def pytest_configure(config: pytest.Config) -> None:
    """Begin to look, in every worker."""
    folder = os.environ.get(FOLDER)
    if folder and (hasattr(config, "workerinput") or not config.getoption("numprocesses", None)):
        config.pluginmanager.register(_Watch(Record(Path(folder))), "seen")


class _Watch:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.words = Words(record)
        self.acts = Acts(record)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            take_chances(patch)
            watch_words(self.words, patch)
            watch_phones(self.record, patch, self.words)
            watch_pages(self.record, patch)
            watch_terminal(self.record, patch)
            watch_acts(self.acts, patch)
            result = yield
        self.words.forget()
        self.record.close(*_file_of(item.nodeid))
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        folder = getattr(item, "funcargs", {}).get("tmp_path")
        if folder is not None:
            note_files(self.record, folder)

    def pytest_sessionfinish(self) -> None:
        """Add the commands that were run to those of other workers."""
        self.record.folder.mkdir(parents=True, exist_ok=True)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        path = self.record.folder / f"acts-{worker}.txt"
        path.write_text("".join(f"{name}\n" for name in sorted(self.acts.names)), encoding="utf-8")


def _file_of(test: str) -> tuple[Path, str]:
    """Tell the folder and the name of a test's files: its module, then its name."""
    module, _, name = test.partition("::")
    return Path(module).with_suffix(""), re.sub(r"[^\w\[\]-]+", "_", name)[:150]
