"""A recogniser that runs a program: it is given a file and a language, and prints the words.

Few run at a time, each for so many seconds at most; then it is killed, with all that it started. Who
finds too many waiting is told at once that nothing was heard: the voice message then goes the way
that it goes without a recogniser.
"""

import asyncio
import contextlib
import logging
import os
import shlex
import signal
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from council.kernel.again import Again
from council.kernel.speech.recogniser import LONGEST

log = logging.getLogger(__name__)

#: Programs at a time, and voice messages that may wait for one.
AT_ONCE, WAITING = 2, 6
#: Bytes that a program may print; of more the rest is not read.
PRINTED = 16_384
FILE, LANGUAGE = "{file}", "{language}"


class CommandRecogniser:
    """Asks the program of a command line; ``{file}`` and ``{language}`` in it are filled in.

    Without ``{file}`` the file is its last argument.
    """

    def __init__(self, command: str, *, seconds: float) -> None:
        """Take the command line, and how long it may take."""
        words = shlex.split(command)
        self._words = words if any(FILE in word for word in words) else [*words, FILE]
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._here = 0
        self._trouble = Again()

    async def text_of(self, audio: bytes, language: str) -> str | None:
        """Run the program on a voice message."""
        if self._here >= AT_ONCE + WAITING:
            return None
        self._here += 1
        try:
            async with self._turns:
                return await self._heard(audio, language)
        finally:
            self._here -= 1

    async def _heard(self, audio: bytes, language: str) -> str | None:
        path = await asyncio.to_thread(_written, audio)
        try:
            words = [
                word.replace(FILE, str(path)).replace(LANGUAGE, language) for word in self._words
            ]
            try:
                process = await asyncio.create_subprocess_exec(
                    *words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, start_new_session=True
                )
            except OSError as error:
                self._tell(f"cannot be started: {error.strerror}")
                return None
            return await self._output(process)
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)

    async def _output(self, process: Process) -> str | None:
        printed = b""
        try:
            async with asyncio.timeout(self._seconds):
                assert process.stdout is not None
                while len(printed) < PRINTED and (part := await process.stdout.read(PRINTED)):
                    printed += part
                code = await process.wait() if len(printed) < PRINTED else 0
        except TimeoutError:
            self._tell(f"took longer than {self._seconds:g} s")
            return None
        finally:
            await _end(process)
        if code != 0:
            self._tell(f"ended with {code}")
            return None
        self._trouble.over()
        text = " ".join(printed.decode(errors="replace").split())
        return text[:LONGEST] or None

    def _tell(self, what: str) -> None:
        """Log at growing intervals what goes wrong."""
        if self._trouble.due():
            log.warning("YISHI_SPEECH_COMMAND %s; the voice message goes to the staff", what)


async def _end(process: Process) -> None:
    """Kill a program with all that it started, unless it has ended by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _written(audio: bytes) -> Path:
    """Write a voice message where the program can read it, and nobody else."""
    handle, name = tempfile.mkstemp(prefix="yishi-voice-", suffix=".ogg")
    with os.fdopen(handle, "wb") as file:
        file.write(audio)
    return Path(name)
