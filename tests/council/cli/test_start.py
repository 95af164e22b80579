"""What a start waits for, and what it does not."""

import gc
import os
import sqlite3
import subprocess
import sys
import time
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from council import schema as migrate
from council.cli import demo, main, running
from council.cli.importing import uncollected
from council.cli.story.product import free_port
from council.kernel.superseded import EXIT_CODE, Superseded

#: Imported when they are needed: each would keep the first page waiting.
LATER = ("aiogram", "alembic", "icalendar", "openpyxl", "psycopg", "rich", "segno", "telegram")


def test_the_first_page_of_the_demo_waits_for_no_library_that_it_does_not_show():
    code = (
        "import sys, council.cli.serving, council.cli.demo, web.app\n"
        f"print([name for name in {LATER!r} if name in sys.modules])"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_collector_is_off_during_an_import_and_on_again_after_it():
    with uncollected():
        during = gc.isenabled()

    assert (during, gc.isenabled()) == (False, True)


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        after = gc.isenabled()
    finally:
        gc.enable()

    assert after is False


def test_a_process_of_its_own_lays_out_the_demo_and_leaves_a_laid_out_one_alone(tmp_path: Path):
    def lay_out() -> list[tuple[int]]:
        done = subprocess.run(
            [sys.executable, "-m", "council.demo"],
            env={**os.environ, "YISHI_DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.stderr) == ("", "")
        record = sqlite3.connect(tmp_path / "demo.db")
        found = record.execute(
            "SELECT count(*) FROM residents UNION ALL SELECT id FROM demo_clock"
        )
        rows = found.fetchall()
        record.close()
        return rows

    assert lay_out() == lay_out() == [(988,), (1,)]


def test_only_a_first_start_asks_for_that_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("YISHI_DATA_DIR", str(tmp_path))
    laying = running._lay_out()
    assert laying is not None
    laying.wait()

    assert laying.returncode == 0
    assert running._lay_out() is None


def test_a_demo_that_gives_way_to_a_rival_says_so_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    async def give_way(*_: object) -> None:
        reason = Superseded("another process has set a webhook for the resident bot")
        raise BaseExceptionGroup("parts", [ExceptionGroup("bot", [reason])])

    (tmp_path / "demo.db").touch()
    monkeypatch.setenv("YISHI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(demo, "serve_demo", give_way)

    with pytest.raises(SystemExit) as stopped:
        main(["run", "--demo"])

    said = "yishi: another process has set a webhook for the resident bot\n"
    assert (stopped.value.code, capsys.readouterr().err) == (EXIT_CODE, said)


def test_a_demo_of_an_earlier_version_is_told_of_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "demo.db"
    migrate.upgrade(f"sqlite:///{file}", "0011")
    monkeypatch.setenv("YISHI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("YISHI_SANDBOX_PORT", str(free_port()))

    with pytest.raises(SystemExit) as stopped:
        main(["run", "--demo"])

    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said == (
        f"yishi: database is at 0011, this program needs {migrate.newest()}: this is the demo of an"
        f" earlier version; delete {file} and start again\n"
    )


def test_a_council_without_any_chat_program_serves_pages_and_web_hall(tmp_path: Path):
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("YISHI_")},
        "YISHI_DATABASE_URL": f"sqlite:///{tmp_path / 'yishi.db'}",
        "YISHI_WEB_PORT": str(port),
        "YISHI_PUBLIC_URL": address,
    }
    for command in (("community", "create", "heyue", "--name", "和悦家园"), ()):
        started = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "council", *(command or ("run",))], env=environment
        )
        if command:
            assert started.wait(60) == 0
    try:
        assert came(f"{address}/hall", 60)
        assert started.poll() is None
    finally:
        started.terminate()
        ended = started.wait(30)

    assert ended == 0


def came(address: str, patience: float) -> bool:
    """Whether a page of that address comes within so many seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
                return bool(answer.status == HTTPStatus.OK)
        except URLError:
            time.sleep(0.1)
    return False
