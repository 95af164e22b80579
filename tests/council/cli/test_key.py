"""``yishi key push`` makes a key once, for this account alone."""

import stat
from pathlib import Path

import pytest
from py_vapid import Vapid02

from council.cli import main


def yishi(*words: str) -> int:
    """Run a command; tells its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return int(ended.value.code or 0)


def test_a_key_is_made_that_signs_and_only_its_owner_may_read(tmp_path: Path):
    path = tmp_path / "keys" / "push.pem"

    code = yishi("key", "push", str(path))

    assert code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Vapid02.from_file(str(path)).public_key is not None


def test_a_key_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "push.pem"
    path.write_text("a key")

    code = yishi("key", "push", str(path))

    assert code == 2
    assert path.read_text() == "a key"
    assert capsys.readouterr().err == (
        f"yishi: {path}: is there already; choose another name, or remove it yourself\n"
    )
