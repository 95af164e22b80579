"""The operator's word on the clock, and the exit code of who gives way."""

from pathlib import Path

import pytest

from council import schema as migrate
from council.cli import main
from council.kernel.database import engines
from council.kernel.database.lease import Lease
from council.kernel.ticker import alone


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Work in an empty folder with a database of its own."""
    url = f"sqlite:///{tmp_path / 'yishi.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YISHI_DATABASE_URL", url)
    migrate.create(url)
    return url


def yishi(*arguments: str) -> int:
    """Run a command; tells its exit code."""
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def test_the_clock_is_shown_and_accepted(capsys: pytest.CaptureFixture[str]):
    codes = [yishi("clock", "show"), yishi("clock", "accept"), yishi("clock", "show")]
    said = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]

    shown = ["clock", "newest in the record", "last sign of life"]
    assert (codes, said) == ([0, 0, 0], [*shown, "accepted", *shown])


def test_a_second_clock_of_a_database_ends_with_code_4_and_a_sentence(
    settings: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(alone, "PATIENCE", 0.3)
    engine = engines.writer(settings)
    first = Lease(engine, "ticker")
    assert first.mine()

    code = yishi("ticker")
    first.give_back()
    engine.dispose()

    sentence = (
        "yishi: another process of this database (YISHI_DATABASE_URL) is its clock; this one ends:"
        " run one `yishi run` or one `yishi ticker`\n"
    )
    assert (code, capsys.readouterr().err) == (4, sentence)
