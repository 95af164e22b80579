"""Voice messages become words by a program of the operator's, within bounds."""

import asyncio
import sys
import time
from pathlib import Path

import pytest

from council.kernel.bad_setting import BadSetting
from council.kernel.config import load
from council.kernel.speech.command import CommandRecogniser


def engine(
    tmp_path: Path, code: str, *, seconds: float = 10, words: str = ""
) -> CommandRecogniser:
    program = tmp_path / "hear.py"
    program.write_text(f"import sys, time, os\n{code}\n")
    return CommandRecogniser(f"{sys.executable} {program} {words}", seconds=seconds)


async def test_what_the_program_prints_about_its_file_is_what_was_heard(tmp_path: Path):
    hears = engine(tmp_path, "print(open(sys.argv[1], 'rb').read().decode(), '\\n 停车 ')")

    assert await hears.text_of("楼道灯".encode(), "zh") == "楼道灯 停车"


async def test_the_file_and_the_language_stand_where_the_command_line_wants_them(tmp_path: Path):
    hears = engine(
        tmp_path,
        "print(sys.argv[1:3], os.path.basename(sys.argv[3]).startswith('yishi-voice-'))",
        words="--language {language} {file}",
    )

    assert await hears.text_of(b"OggS", "en") == "['--language', 'en'] True"


@pytest.mark.parametrize(
    "code", ["sys.exit(3)", "print('x'); sys.exit(1)", "print('  ')", "1 / 0"]
)
async def test_a_program_that_fails_or_says_nothing_heard_nothing(tmp_path: Path, code: str):
    assert await engine(tmp_path, code).text_of(b"OggS", "zh") is None


async def test_a_program_that_is_gone_heard_nothing():
    assert await CommandRecogniser("/nowhere/hear", seconds=1).text_of(b"OggS", "zh") is None


async def test_a_slow_program_is_killed_with_its_children_and_holds_nobody_up(tmp_path: Path):
    left = tmp_path / "left"
    child = tmp_path / "child.py"
    child.write_text(f"import time; time.sleep(1.5); open({str(left)!r}, 'w')")
    code = f"import subprocess; subprocess.Popen([sys.executable, {str(child)!r}]); time.sleep(60)"
    hears = engine(tmp_path, code, seconds=1)
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.02)
            beats += 1

    beating = asyncio.create_task(beat())
    began = time.monotonic()
    heard = await hears.text_of(b"OggS", "zh")
    took = time.monotonic() - began
    beating.cancel()
    await asyncio.sleep(2)

    assert heard is None
    assert took < 5
    assert beats > 10
    assert not left.exists()


async def test_who_finds_too_many_waiting_is_told_at_once(tmp_path: Path):
    hears = engine(tmp_path, "time.sleep(60)", seconds=1)
    waiting = [asyncio.create_task(hears.text_of(b"OggS", "zh")) for _ in range(8)]
    await asyncio.sleep(0)

    began = time.monotonic()
    heard = await hears.text_of(b"OggS", "zh")
    took = time.monotonic() - began

    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert heard is None
    assert took < 0.5


def left(folder: Path) -> list[Path]:
    return list(folder.glob("yishi-voice-*"))


async def test_no_voice_message_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    hears = engine(tmp_path, "print('好')")

    await hears.text_of(b"OggS", "zh")

    assert left(tmp_path) == []


@pytest.mark.parametrize("command", ["/nowhere/hear {file}", "sh 'open"])
def test_a_program_that_cannot_be_run_stops_the_start_with_a_remedy(command: str):
    with pytest.raises(BadSetting, match=r"YISHI_SPEECH_COMMAND: .* \(see .env.example\)"):
        load(speech_command=command)
