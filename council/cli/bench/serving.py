"""Processes under measurement: the product, the no-op bot, and a Bot API that agrees to all."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from aiohttp import web

from council.kernel.values import value

TOKEN = "1001:" + "A" * 35
STAFF_TOKEN = "1002:" + "A" * 35
SECRET = "a-secret-of-the-benchmark-0000000"  # noqa: S105 - loopback only
_START = 60.0


@value
class Cost:
    """What a process has used so far: CPU seconds, resident memory in bytes."""

    cpu: float
    memory: int


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cost_of(pid: int) -> Cost:
    """Read a process's cost from the kernel (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return Cost(cpu=ticks / os.sysconf("SC_CLK_TCK"), memory=pages * os.sysconf("SC_PAGE_SIZE"))


@asynccontextmanager
async def agreeable_api() -> AsyncIterator[str]:
    """Serve a Bot API that answers ``true`` to everything; tells its address."""

    async def agree(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            me = {"id": 1001, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
            return web.json_response({"ok": True, "result": me})
        return web.json_response({"ok": True, "result": True})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", agree)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def process(
    *arguments: str, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run ``python …`` beside us, and end it afterwards."""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env={**os.environ, **(environment or {})},
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()


async def listening(port: int, started: asyncio.subprocess.Process) -> None:
    """Wait until something listens on a port."""
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        if started.returncode is not None:
            message = f"a measured process ended with {started.returncode}"
            raise RuntimeError(message)
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            await writer.wait_closed()
            return
    message = "a measured process did not start"
    raise RuntimeError(message)


def answers(url: str) -> bool:
    """Whether a page answers with 200 now."""
    try:
        with urlopen(url, timeout=2) as response:  # noqa: S310 - loopback
            status: int = response.status
            return status == 200  # noqa: PLR2004 - OK
    except (URLError, OSError):
        return False
