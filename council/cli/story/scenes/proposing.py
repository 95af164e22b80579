"""Scene 2: a resident proposes, the facilitator admits, ten neighbours second."""

from typing import Any

from council.cli.story.phone import button
from council.cli.story.stage import Progress, Stage

STEPS = 14


async def play(stage: Stage, progress: Progress) -> dict[str, Any]:
    return {}
