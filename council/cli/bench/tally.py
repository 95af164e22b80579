"""Row 8: counting a small file, the whole process. Row 3: counting many ballots, beside the peers."""

import asyncio
import statistics
import sys
import time
from pathlib import Path

from council.cli.bench.row import Row

BUDGET = 1.0
RUNS = 5

#: 300 advisory ballots of the demo story: A parking tower, B sharing, C repainting, D as it is.
STORY = """# FILE NAME: story.soi
# TITLE: 停车方案意向排序
# DATA TYPE: soi
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 300
# NUMBER UNIQUE ORDERS: 10
# ALTERNATIVE NAME 1: A
# ALTERNATIVE NAME 2: B
# ALTERNATIVE NAME 3: C
# ALTERNATIVE NAME 4: D
64: 1,2,3,4
28: 1,3,2,4
52: 3,1,2,4
30: 3,4,1,2
20: 3,2,1,4
46: 2,1,3,4
20: 2,3,1,4
22: 4,3,1,2
8: 4,2,1,3
10: 4
"""


async def measure(folder: Path) -> list[Row]:
    """Count the story's 300 ballots by IRV, several times, then millions that are made up."""
    # numpy is imported for the large counts only.
    from council.cli.bench.tally_speed import rows

    file = folder / "story.soi"
    file.write_text(STORY, encoding="utf-8")
    bare = await _seconds("-c", "pass")
    whole = await _seconds("-m", "council", "tally", str(file), "--method", "irv", "--json")
    return [
        Row(
            name="8 tally",
            what="yishi tally of a small file, whole process",
            measured=f"{whole:.2f} s",
            limit=f"an empty Python {bare:.2f} s",
            ratio=f"{whole / BUDGET:.0%} of the budget",
            budget=f"≤ {BUDGET:.0f} s",
            met=whole <= BUDGET,
        ),
        *rows(),
    ]


async def _seconds(*arguments: str) -> float:
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        started = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdout=asyncio.subprocess.DEVNULL
        )
        if await started.wait() != 0:
            message = f"{' '.join(arguments)} ended with {started.returncode}"
            raise RuntimeError(message)
        times.append(time.perf_counter() - began)
    return statistics.median(times)
