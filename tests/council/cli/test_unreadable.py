"""Files that are not what they say, for every command that reads one: one line, exit 2, never 1."""

import errno
import gzip
import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from council import cli
from tests.council.cli.counting import run_ratify, run_tally

pytestmark = pytest.mark.usefixtures("chinese")

BALLOTS = "unit,owner,choice,time\n"
ROLL = "unit,kind,area,owners\n1,flat,80,甲\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in ROLL.splitlines():
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed_again(**changes: int) -> bytes:
    """The workbook with a field of every entry changed in the zip's directory."""
    offsets = {"flags": 8, "method": 10}
    data = bytearray(workbook())
    at = data.find(b"PK\1\2")
    while at >= 0:
        for name, value in changes.items():
            struct.pack_into("<H", data, at + offsets[name], value)
        at = data.find(b"PK\1\2", at + 4)
    return bytes(data)


def without_styles() -> bytes:
    """A workbook whose styles are not XML that anybody reads."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            bad = entry.filename == "xl/styles.xml"
            target.writestr(entry.filename, b"<x>" if bad else source.read(entry))
    return out.getvalue()


UNREADABLE = {
    "odd compression": (packed_again(method=99), "不是可读的 XLSX 工作簿"),
    "zip password": (packed_again(flags=1), "工作簿加了密码"),
    "cut off": (workbook()[:-300], "不是可读的 XLSX 工作簿"),
    "cut in half": (workbook()[:2000], "不是可读的 XLSX 工作簿"),
    "bad styles": (without_styles(), "不是可读的 XLSX 工作簿"),
    "old workbook": (COMPOUND, "这是旧式工作簿（.xls）"),
    "office password": (
        COMPOUND + "EncryptedPackage".encode("utf-16-le"),
        "工作簿加了密码",
    ),
    "pdf": (b"%PDF-1.7\n", "这是 PDF 文件，不是表格"),
    "web page": (b"<html><table>", "这是 HTML 文件，不是表格"),
    "zeros": (bytes(100), "这一行里有文本不会有的字节"),
    "half gzip": (gzip.compress(ROLL.encode())[:20], "不是完整的 gzip 文件"),
    "big5": ("單位,業主\n1,陳大文\n".encode("big5"), "看来是 Big5"),
}


@pytest.mark.parametrize("name", ["roll.xlsx", "roll.csv"])
@pytest.mark.parametrize(("data", "sentence"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_a_roll_that_cannot_be_read_is_never_a_no(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    roll, ballots = tmp_path / name, tmp_path / "ballots.csv"
    roll.write_bytes(data)
    ballots.write_text(BALLOTS, encoding="utf-8")

    told = run_ratify(roll, ballots, "--class", "O-8")

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.splitlines()[0].startswith(f"yishi: {name}:")
    assert sentence in told.stderr


@pytest.mark.parametrize(("data", "sentence"), UNREADABLE.values(), ids=list(UNREADABLE))
def test_ballots_that_cannot_be_read_are_named(tmp_path: Path, data: bytes, sentence: str) -> None:
    file = tmp_path / "ballots.csv"
    file.write_bytes(data)

    told = run_tally(file, "--method", "irv")

    assert (told.exit_code, told.stdout) == (2, "")
    assert sentence in told.stderr


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda _: None, "没有这个文件"),
        (lambda path: path.mkdir(), "这是一个文件夹"),
        (lambda path: path.symlink_to(path), "文件读不出来"),
        (lambda path: path.symlink_to("/dev/zero"), "文件超过 128 MB"),
        (lambda path: path.symlink_to("/proc/self/mem"), "文件读不出来"),
    ],
    ids=["missing", "folder", "loop", "endless", "broken device"],
)
@pytest.mark.parametrize(
    "command",
    [
        ("tally", "FILE", "--method", "irv"),
        ("ratify", "FILE", "FILE", "--class", "O-8"),
        ("roll", "import", "FILE"),
        ("residents", "import", "FILE"),
        ("ballots", "import", "1", "FILE"),
    ],
    ids=lambda command: command[0],
)
def test_a_path_that_gives_no_file_is_named_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make, sentence: str, command
) -> None:
    path = tmp_path / "file.csv"
    make(path)

    with pytest.raises(SystemExit) as ended:
        cli.main([str(path) if word == "FILE" else word for word in command])

    assert ended.value.code == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith(f"yishi: file.csv: {sentence}")


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "votes.soi"
    path.touch()
    opened = Path.open

    def refused(which: Path, *how: str, **more: object) -> object:
        if which == path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(which, *how, **more)

    monkeypatch.setattr(Path, "open", refused)  # whoever runs this as root may read everything

    told = run_tally(path, "--method", "irv")

    assert (told.exit_code, told.stderr.splitlines()) == (
        2,
        ["yishi: votes.soi: 没有权限读取这个文件；请让运行 yishi 的账户可以读取"],
    )


def test_residents_in_two_encodings_are_refused_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "residents.csv"
    lines = "ref,name,unit\nR1,李四,1-1-101\n".encode() + "R2,张三,1-1-102\n".encode("gbk")
    path.write_bytes(lines)

    with pytest.raises(SystemExit) as ended:
        cli.main(["residents", "import", str(path)])

    assert ended.value.code == 2
    name = "张三"
    shown = f"R2,{name},1-1-102"
    assert capsys.readouterr().err == (
        "yishi: residents.csv:3: "
        f"文件是 UTF-8，这一行不是，它可能是“{shown}”；"
        "请先把各部分都存为 UTF-8 再合并\n"
    )


def test_how_a_file_was_read_that_is_not_utf_8_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    header = "首选,次选"
    path.write_bytes(f"{header}\n张三,李四\n".encode("gbk"))

    told = run_tally(path, "--method", "irv")

    assert (told.exit_code, told.stderr) == (
        0,
        f"votes.csv：不是 UTF-8，按 GB18030 读取，例如：{header}\n",
    )


def test_a_failure_of_the_program_is_one_line_and_never_a_no(tmp_path: Path) -> None:
    program = (
        "from council.cli import counting, main\n"
        "def fail(*_args, **_options):\n"
        "    raise KeyError('bug')\n"
        "counting.read_roll = fail\n"
        "main()\n"
    )
    roll = tmp_path / "roll.csv"
    roll.write_text(ROLL, encoding="utf-8")

    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program, "ratify", str(roll), str(roll), "--class", "O-8"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    where = "KeyError, <string>:3"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"yishi: 程序在这里出了错（{where}），没有结果；请把这一行和文件交给维护的人\n"
    )
