"""What is wrong with the settings is said in one line, and the start stops or goes on."""

from pathlib import Path

import pytest

from tests.council.cli.test_setup import settings, yishi

__all__ = ["settings"]

#: A command that reads the settings and opens the database.
CHECK = ("check",)
DEMO = ("run", "--demo")


@pytest.mark.parametrize(
    ("folder", "why"), [("/proc/nope", "No such file or directory"), ("file", "File exists")]
)
def test_a_data_folder_that_cannot_be_made_stops_the_demo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str, why: str
):
    Path("file").touch()
    monkeypatch.setenv("YISHI_DATA_DIR", folder)

    code = yishi(*DEMO)

    assert code == 2
    assert capsys.readouterr().err == (
        f"yishi: YISHI_DATABASE_URL (of the demo: YISHI_DATA_DIR): the folder {folder} cannot be"
        f" made ({why}); choose another\n"
    )


def test_a_database_in_a_folder_that_cannot_be_made_stops_every_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("YISHI_DATABASE_URL", "sqlite:////proc/nope/yishi.db")

    codes = [yishi(*CHECK), yishi("db", "upgrade")]

    assert codes == [2, 2]
    told = capsys.readouterr().err.splitlines()
    assert [line.split("; ")[1] for line in told] == ["choose another"] * 2


TALLY = ("tally", str(Path(__file__).parents[2] / "golden/heyue-parking.soi"), "--method", "irv")


@pytest.mark.parametrize("command", [CHECK, TALLY], ids=["check", "tally"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "# 时区\nYISHI_TIMEZONE=Asia/Shanghai # 上海\n".encode("gb18030"),
            "line 1: not UTF-8; save the file as UTF-8",
        ),
        (
            b"YISHI_WEB_PORT=8080\n\n\nYISHI_WEB_HOST: 0.0.0.0\n",
            "line 4: not a setting; write NAME=value, with a quotation mark at both ends or at none",
        ),
        (
            b"YISHI_WEB_PORT=8080\nYISHI_WEB_HOST='0.0.0.0\n",
            "line 2: not a setting; write NAME=value, with a quotation mark at both ends or at none",
        ),
    ],
    ids=["encoding", "colon", "quotation"],
)
def test_an_env_file_that_cannot_be_read_stops_the_start(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...], content: bytes, said: str
):
    Path(".env").write_bytes(content)

    code = yishi(*command)

    assert code == 2
    assert capsys.readouterr() == ("", f"yishi: .env, {said}\n")


def test_the_mark_that_some_editors_write_before_the_text_is_no_part_of_a_name(
    capsys: pytest.CaptureFixture[str],
):
    Path(".env").write_text("YISHI_WEB_PORT=eighty\n", encoding="utf-8-sig")

    code = yishi(*CHECK)

    assert code == 2
    assert capsys.readouterr().err.startswith("yishi: YISHI_WEB_PORT: ")


def test_a_name_that_is_no_setting_is_warned_about_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    Path(".env").write_text("YISHI_WEBPORT=80\nOTHER=1\nyishi_web_host=::1\n", encoding="utf-8")
    monkeypatch.setenv("YISHI_BANANA", "1")

    code = yishi(*CHECK)

    assert code == 0
    assert capsys.readouterr().err == (
        "yishi: YISHI_BANANA: there is no such setting, it is ignored; see .env.example\n"
        "yishi: YISHI_WEBPORT: there is no such setting, it is ignored;"
        " did you mean YISHI_WEB_PORT?\n"
    )


def test_both_bots_cannot_be_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("YISHI_RESIDENT_BOT_TOKEN", "1001:AAAAAAAAAAAAAAAAAAAAAAAA")
    monkeypatch.setenv("YISHI_STAFF_BOT_TOKEN", "1001:BBBBBBBBBBBBBBBBBBBBBBBB")
    monkeypatch.setattr("council.cli.serving.command_hall", None)

    code = yishi("run")

    assert code == 2
    assert capsys.readouterr().err == (
        "yishi: YISHI_STAFF_BOT_TOKEN: the same bot as YISHI_RESIDENT_BOT_TOKEN;"
        " make a second one with @BotFather (/newbot)\n"
    )
