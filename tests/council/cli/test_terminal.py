"""Whatever happens to a command ends in a line: no traceback, and no name that repaints a terminal."""

import logging
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council import schema as migrate
from council.kernel.one_line import OneLine, lines, one_line

BLT = '2 1\n1 1 2 0\n1 2 0\n0\n"Ann\x1b]0;owned\x07"\n"Bob\u202e"\n"A vote"\n'
FORGED = "王芳\r\n2026-01-01 00:00:00 INFO admin logged in \x1b[2J\x9b31m\u202e"


def yishi(
    *arguments: str, folder: Path, stdout: int = subprocess.PIPE
) -> "subprocess.CompletedProcess[str]":
    """Run the command as a person does."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "council", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "YISHI_DATABASE_URL": f"sqlite:///{folder / 'yishi.db'}",
            "YISHI_LOCALE": "en",
        },
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def blt(tmp_path: Path) -> Path:
    path = tmp_path / "vote.blt"
    path.write_text(BLT, encoding="utf-8")
    return path


@given(st.text())
def test_a_line_stays_one_line_whatever_is_in_it(text: str):
    written = one_line(text)

    assert len(written.splitlines()) <= 1
    assert one_line(written) == written
    assert not any(not c.isprintable() and c in "\x1b\x07\x9b\u202e\ufeff\r\n" for c in written)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_plain_text_is_left_as_it_is(text: str):
    assert (one_line(text), lines(text)) == (text, text)


def test_a_name_forges_no_line_of_the_log():
    formatter = OneLine("%(levelname)s %(message)s")
    met = (ValueError, ValueError(FORGED), None)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "%s failed", (FORGED,), met)

    written = formatter.format(record).split("\n")

    assert written[0] == (
        "ERROR 王芳\\u000d\\n2026-01-01 00:00:00 INFO admin logged in \\u001b[2J\\u009b31m\\u202e failed"
    )
    assert {line[:4] for line in written[1:]} == {"  | "}
    assert "\x1b" not in "".join(written)


def test_names_of_a_file_do_nothing_to_the_terminal(blt: Path):
    said = yishi("tally", str(blt), "--method", "irv", folder=blt.parent)

    assert said.returncode == 3, "a tie"
    assert "Ann\\u001b]0;owned\\u0007" in said.stdout
    assert set("\x1b\x07\u202e") & set(said.stdout) == set()


def test_a_full_disk_behind_the_output_is_said(blt: Path):
    with Path("/dev/full").open("w") as full:
        said = yishi("tally", str(blt), "--method", "irv", folder=blt.parent, stdout=full.fileno())

    assert (said.returncode, said.stderr) == (
        2,
        "yishi: the output cannot be written (No space left on device)\n",
    )


def test_a_reader_who_has_had_enough_is_no_fault(blt: Path):
    reading, writing = os.pipe()
    os.close(reading)

    said = yishi("tally", str(blt), "--method", "irv", folder=blt.parent, stdout=writing)
    os.close(writing)

    assert (said.returncode, said.stderr) == (141, "")


@pytest.mark.parametrize("command", [("check",), ("db", "upgrade"), ("web",)])
def test_a_file_that_is_no_database_is_said(tmp_path: Path, command: tuple[str, ...]):
    (tmp_path / "yishi.db").write_bytes(b"no database at all" * 100)

    said = yishi(*command, folder=tmp_path)

    assert (said.returncode, said.stderr) == (
        2,
        "yishi: YISHI_DATABASE_URL: the file is not a database; name the right one, or restore a backup\n",
    )


@pytest.mark.parametrize("command", [("check",), ("db", "upgrade"), ("web",)])
def test_a_newer_schema_asks_for_the_newer_program(tmp_path: Path, command: tuple[str, ...]):
    migrate.create(f"sqlite:///{tmp_path / 'yishi.db'}")
    with sqlite3.connect(tmp_path / "yishi.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '0999'")
    database.close()

    said = yishi(*command, folder=tmp_path)

    sentence = (
        f"yishi: the database is at 0999, this program knows {migrate.newest()}: it was upgraded by a"
        " newer version; install that version, or restore the backup made before the upgrade\n"
    )
    assert (said.returncode, said.stderr) == (2, sentence)


def test_an_older_schema_is_mended_by_what_the_refusal_says(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'yishi.db'}"
    migrate.upgrade(url, "0006")

    refused = yishi("check", folder=tmp_path)
    upgraded = yishi("db", "upgrade", folder=tmp_path)
    after = yishi("check", folder=tmp_path)

    assert (refused.returncode, refused.stderr.endswith("; run: yishi db upgrade\n")) == (2, True)
    assert (upgraded.returncode, after.returncode) == (0, 0)


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_list_with_any_line_ends_is_read(tmp_path: Path, end: str):
    lines_of = ["ref,name,unit,adult", "R1,王芳,1-1-101,yes", "R2,李明,1-1-102,yes", ""]
    (tmp_path / "list.csv").write_bytes(end.join(lines_of).encode())
    yishi("community", "create", "heyue", "--name", "和悦", folder=tmp_path)

    said = yishi("residents", "import", "list.csv", folder=tmp_path)

    assert (said.returncode, said.stdout) == (0, "residents: 2 added, 0 changed, 0 unchanged\n")
