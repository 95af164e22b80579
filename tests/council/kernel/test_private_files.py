"""Files that hold names, ballots or codes are read by the program's own account alone."""

import os
from pathlib import Path

import pytest

from council.kernel.database.engines import writer
from council.kernel.private_files import make_private, open_private, write_private


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(autouse=True)
def careless():
    """An account whose new files everybody may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_new_database_and_its_log_are_private(tmp_path: Path):
    file = tmp_path / "var" / "yishi.db"

    engine = writer(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER)")
        modes = {each.name: mode(each) for each in file.parent.iterdir()}
    engine.dispose()

    assert modes == dict.fromkeys(("yishi.db", "yishi.db-wal", "yishi.db-shm"), 0o600)


def test_a_database_that_everybody_could_read_is_theirs_no_longer(tmp_path: Path):
    file = tmp_path / "yishi.db"
    file.touch(mode=0o644)

    writer(f"sqlite:///{file}").dispose()

    assert mode(file) == 0o640


def test_what_is_written_anew_is_private_too(tmp_path: Path):
    old, new, folder = tmp_path / "old.csv", tmp_path / "new.csv", tmp_path / "out"
    old.write_text("before")

    write_private(old, b"a")
    write_private(new, b"b")
    open_private(new).close()
    make_private(folder)

    assert (old.read_text(), new.read_text()) == ("a", "b")
    assert [mode(each) for each in (old, new, folder)] == [0o600, 0o600, 0o700]
