"""A bounded load over loopback: prepared HTTP requests over kept-alive connections."""

import asyncio
import time
from collections.abc import Sequence

from council.kernel.values import value

#: A request without an answer for so long (s) ends the run.
PATIENCE = 30.0


@value
class Load:
    """What came of a load: answers with status 200, seconds, and the slowest hundredth (s)."""

    answered: int
    seconds: float
    p50: float
    p99: float
    bodies: tuple[bytes, ...]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds


def post(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """Write one HTTP/1.1 request."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {text}" for name, text in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def get(path: str, headers: dict[str, str] | None = None) -> bytes:
    """Write one HTTP/1.1 request for a page."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {text}" for name, text in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode()


async def until_answered(port: int, request: bytes) -> None:
    """Send one request again and again until it is answered with 200: the server is there."""
    for _ in range(int(PATIENCE / 0.1)):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        status, _ = await asyncio.wait_for(answer(reader), PATIENCE)
        writer.close()
        await writer.wait_closed()
        if status == 200:  # noqa: PLR2004 - OK
            return
        await asyncio.sleep(0.1)
    message = f"a measured server does not answer ({status})"
    raise RuntimeError(message)


async def fire(port: int, requests: Sequence[bytes], *, connections: int) -> Load:
    """Send every request once; each connection sends its next after the last answer."""
    waiting = iter(requests)
    times: list[float] = []
    bodies: list[bytes] = []

    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for request in waiting:
                began = time.perf_counter()
                writer.write(request)
                status, body = await asyncio.wait_for(answer(reader), PATIENCE)
                if status == 200:  # noqa: PLR2004 - OK
                    times.append(time.perf_counter() - began)
                    bodies.append(body)
        finally:
            writer.close()
            await writer.wait_closed()

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(line())
    seconds = time.perf_counter() - began
    if not times:
        message = "a measured server answered nothing with 200"
        raise RuntimeError(message)
    times.sort()
    return Load(
        answered=len(times),
        seconds=seconds,
        p50=times[len(times) // 2],
        p99=times[len(times) * 99 // 100],
        bodies=tuple(bodies[:1]),
    )


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one answer: its status and body."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = 0
    for line in head.split(b"\r\n"):
        name, _, text = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(text)
    return status, await reader.readexactly(length)
