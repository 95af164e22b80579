"""Row 5: how long the demo takes to show its pages and to answer the first message."""

import asyncio
import json
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

from council.cli.bench.row import Row
from council.cli.bench.serving import answers, free_port, process
from council.demo.cast import RESIDENT_BOT

PAGES, REPLY = 2.0, 5.0
_PATIENCE = 90.0


async def measure(folder: Path) -> list[Row]:
    """Start the demo on an empty folder, then once more on its data."""
    imports = await _imports()
    rows = []
    for what in ("first start", "second start"):
        pages, reply = await _start(folder / "demo")
        rows += [
            Row(
                name="5 start",
                what=f"{what}: web and chat page",
                measured=f"{pages:.2f} s",
                limit="",
                ratio=f"{pages / PAGES:.0%} of the budget",
                budget=f"≤ {PAGES:.0f} s",
                met=pages <= PAGES,
            ),
            Row(
                name="5 start",
                what=f"{what}: first bot reply",
                measured=f"{reply:.2f} s",
                limit=f"imports alone {imports:.2f} s",
                ratio=f"{reply - imports:.2f} s beyond the imports",
                budget=f"≤ {REPLY:.0f} s + imports",
                met=reply <= REPLY + imports,
            ),
        ]
    return rows


async def _imports() -> float:
    """The import time of the two chat libraries in a process of their own."""
    began = time.perf_counter()
    code = "import aiogram, aiogram.methods, aiogram.types, telegram.ext"
    started = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    await started.wait()
    return time.perf_counter() - began


async def _start(folder: Path) -> tuple[float, float]:
    web, chat = free_port(), free_port()
    environment = {
        "YISHI_DATA_DIR": str(folder),
        "YISHI_WEB_PORT": str(web),
        "YISHI_SANDBOX_PORT": str(chat),
        "YISHI_LOG_LEVEL": "ERROR",
    }
    began = time.perf_counter()
    async with process("-m", "council", "run", "--demo", environment=environment):
        pages = reply = 0.0
        while time.perf_counter() - began < _PATIENCE and not reply:
            now = await asyncio.to_thread(_look, web, chat)
            if now[0] and not pages:
                pages = time.perf_counter() - began
            if now[1]:
                reply = time.perf_counter() - began
            await asyncio.sleep(0.05)
    return pages, reply


def _look(web: int, chat: int) -> tuple[bool, bool]:
    """Whether both pages answer, and whether a bot has said anything to the first resident."""
    pages = answers(f"http://127.0.0.1:{web}/") and answers(f"http://127.0.0.1:{chat}/")
    if not pages:
        return False, False
    with urlopen(Request(f"http://127.0.0.1:{chat}/sim/state"), timeout=5) as response:
        people = json.load(response)["people"]
    for person in people:
        if person["default_bot"] == RESIDENT_BOT:
            url = f"http://127.0.0.1:{chat}/sim/people/{person['id']}/chats/{RESIDENT_BOT}"
            with urlopen(url, timeout=5) as response:
                said = json.load(response)["messages"]
            return True, any(message["from"]["is_bot"] for message in said)
    return True, False
