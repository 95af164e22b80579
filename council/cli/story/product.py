"""The product as a child process: ``python -m council run``, killed and started again at will."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp

import council
from council.cli.story.trouble import StoryStopped

#: How long (s) a start may take on a busy machine, and a polite stop.
BOTS = ("resident", "staff")
START, STOP = 120.0, 20.0
LOOK = 0.1
#: Below the range from which systems choose ports by themselves (Linux: from 32,768).
FIRST_PORT, PORTS = 15_000, 15_000


def free_port() -> int:
    """A port of this machine that nobody listens on now, out of those the system gives to nobody.

    A port that the system chose would go to any client's connection while the product is away.
    """
    while True:
        port = FIRST_PORT + secrets.randbelow(PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a command of ours: these settings and no others."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("YISHI_")}
    root = str(Path(council.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
    return {**kept, **settings, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}


class Product:
    """One ``yishi run`` after another, on the same database and port."""

    def __init__(self, *, settings: Mapping[str, str], folder: Path, url: str) -> None:
        """Serve with these settings; ``url`` is where its pages are, ``folder`` takes its log."""
        self.url = url
        self._parts = len(BOTS) + ("YISHI_WECOM_CORP_ID" in settings)
        self.log = folder / "product.log"
        self.kills = 0
        self.ready = asyncio.Event()
        self._folder = folder
        self._environment = environment(settings)
        self._process: asyncio.subprocess.Process | None = None
        self._lived = 0.0
        self._since: float | None = None

    @property
    def lived(self) -> float:
        """For how many seconds the product has been ready, in all its lives."""
        now = 0.0 if self._since is None else time.monotonic() - self._since
        return self._lived + now

    async def start(self) -> None:
        """Start a child, and wait until its schedule has ticked and both bots take updates."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "council",
                "run",
                env=self._environment,
                cwd=self._folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        await self._until_ready(self._process)
        self._since = time.monotonic()
        self.ready.set()

    async def _until_ready(self, process: asyncio.subprocess.Process) -> None:
        deadline = time.monotonic() + START
        async with aiohttp.ClientSession() as session:
            while time.monotonic() < deadline:
                if process.returncode is not None:
                    break
                with contextlib.suppress(aiohttp.ClientError, OSError, ValueError):
                    async with session.get(f"{self.url}/readyz") as response:
                        fine = response.status == 200  # noqa: PLR2004 - HTTP
                        if fine and _all_here(await response.json(), self._parts):
                            return
                await asyncio.sleep(LOOK)
        message = f"the product did not start; its log ends with:\n{self.last_words()}"
        raise StoryStopped(message)

    def insist_alive(self) -> None:
        """Stop the story when the product ended although nobody killed it."""
        process = self._process
        if self.ready.is_set() and process is not None and process.returncode is not None:
            message = f"the product ended by itself; its log ends with:\n{self.last_words()}"
            raise StoryStopped(message)

    async def kill(self) -> None:
        """End the child with SIGKILL, in the middle of whatever it does."""
        self._rest()
        self.kills += 1
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask the child to stop, and wait."""
        self._rest()
        await self._end(signal.SIGTERM)

    def _rest(self) -> None:
        self.ready.clear()
        if self._since is not None:
            self._lived += time.monotonic() - self._since
            self._since = None

    async def _end(self, number: signal.Signals) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(number)
        try:
            await asyncio.wait_for(process.wait(), STOP)
        except TimeoutError:
            process.kill()
            await process.wait()

    def last_words(self, lines: int = 30) -> str:
        """The end of the child's log."""
        if not self.log.exists():
            return "(nothing)"
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def tracebacks(self) -> int:
        """How many tracebacks stand in the child's log: each is a bug."""
        if not self.log.exists():
            return 0
        return self.log.read_text(errors="replace").count("Traceback (most recent call last)")


def _all_here(readiness: Mapping[str, Any], parts: int) -> bool:
    return bool(readiness.get("done_until")) and len(readiness.get("bots", ())) == parts


async def kill_every(product: Product, seconds: float) -> None:
    """Kill the product so many seconds after it became ready, and start it again, for ever."""
    while True:
        await product.ready.wait()
        await asyncio.sleep(seconds)
        await product.kill()
        await product.start()
