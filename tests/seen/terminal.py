"""What the command line says, and the files that it writes."""

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from tests.seen.record import Record, as_text

TERMINAL = "terminal"
#: Files that people read; databases and what they sent in are none.
_READ = frozenset({".csv", ".html", ".json", ".md", ".txt"})


def watch_terminal(record: Record, patch: pytest.MonkeyPatch) -> None:
    """Keep what commands say: those that a test invokes, calls in its own process, or runs."""
    invoke, main, run = CliRunner.invoke, click.Command.main, subprocess.run
    readouterr, close = pytest.CaptureFixture.readouterr, pytest.CaptureFixture.close

    def invoked(self: Any, command: Any, args: Any = None, **given: Any) -> Any:
        result = invoke(self, command, args, **given)
        called = args if isinstance(args, str) else " ".join(args or ())
        record.note(TERMINAL, f"─ {command.name} {called} ({result.exit_code})\n{result.output}")
        return result

    def called(self: Any, args: Any = None, prog_name: str | None = None, **given: Any) -> Any:
        if prog_name == "yishi":
            record.note(TERMINAL, f"─ yishi {' '.join(args or ())}")
        return main(self, args, prog_name, **given)

    def read(self: Any) -> Any:
        said = readouterr(self)
        if any(said):
            record.note(TERMINAL, "\n".join(filter(None, (str(said.out), str(said.err)))))
        return said

    def closed(self: Any) -> None:
        if getattr(self, "_capture", None) is not None:
            read(self)
        close(self)

    def ran(command: Any, *rest: Any, **given: Any) -> Any:
        done = run(command, *rest, **given)
        told = [_text(done.stdout), _text(done.stderr)]
        record.note(TERMINAL, "\n".join([f"─ {_called(command)} ({done.returncode})", *told]))
        return done

    patch.setattr(CliRunner, "invoke", invoked)
    patch.setattr(click.Command, "main", called)
    patch.setattr(pytest.CaptureFixture, "readouterr", read)
    patch.setattr(pytest.CaptureFixture, "close", closed)
    patch.setattr(subprocess, "run", ran)


def _called(command: Any) -> str:
    return command if isinstance(command, str) else " ".join(map(str, command[1:]))


def _text(said: Any) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said or "")


def note_files(record: Record, folder: Path) -> None:
    """Keep the texts in a test's folder: what commands wrote, and what the test put there itself."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in _READ and path.is_file() and not path.is_symlink():
            with suppress(OSError, UnicodeDecodeError):  # a test of what cannot be read
                text = as_text(path.read_bytes())
                record.note("files", f"─ {path.relative_to(folder)}\n{text}")
