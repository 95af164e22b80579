"""``yishi export ledger``: a file that bean-check accepts, and nothing is written twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.council.cli.test_setup import settings, yishi

__all__ = ["settings"]


@pytest.fixture
def heyue(capsys: pytest.CaptureFixture[str]) -> None:
    yishi("community", "create", "heyue", "--name", '和悦"家园')
    capsys.readouterr()


@pytest.mark.usefixtures("heyue", "chinese")
@pytest.mark.parametrize("ending", ["beancount", "csv", "xlsx"])
def test_the_ledger_is_written_once(ending: str, capsys: pytest.CaptureFixture[str]):
    written, again = (yishi("export", "ledger", f"books.{ending}") for _ in range(2))

    told = capsys.readouterr()
    assert (written, again) == (0, 2)
    assert told.out == f"ledger: 0 transfers in books.{ending}\n"
    assert told.err == f"yishi: books.{ending} is there already; name a new one\n"
    assert Path(f"books.{ending}").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("heyue", "chinese")
def test_the_program_bean_check_accepts_it():
    yishi("export", "ledger", "books.beancount")

    checked = subprocess.run(
        [sys.executable, "-m", "beancount.scripts.check", "books.beancount"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.usefixtures("heyue", "chinese")
def test_another_ending_is_refused(capsys: pytest.CaptureFixture[str]):
    assert yishi("export", "ledger", "books.txt") == 2
    assert (
        capsys.readouterr().err
        == "yishi: books.txt: let the name end in .beancount, .csv or .xlsx\n"
    )
