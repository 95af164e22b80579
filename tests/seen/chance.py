"""Chances that are taken away while what people see is kept, since no text could tell them after."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from council.falls_due import NOUNS
from council.polls.ballots import reads as ballots
from council.polls.ranking import shuffled
from council.polls.rules import PollOption
from tests.bot.conftest import Stage

#: How often, and after how many seconds each, one looks whether the clock has done what it owes.
LOOKS, LOOK = 60, 0.05


def take_chances(patch: pytest.MonkeyPatch) -> None:
    """Let options stand in one order for everybody, and let the clock go first."""
    patch.setattr(ballots, "shuffled", same_for_all)
    quiet = Stage.quiet

    async def quieter(self: Any) -> None:
        """Wait for the ticker as well: whether it or the next press comes first is chance."""
        await quiet(self)
        for _ in range(LOOKS):
            if not any(self.app.bus.read_now(owed) for owed in NOUNS):
                break
            await asyncio.sleep(LOOK)
            await quiet(self)

    patch.setattr(Stage, "quiet", quieter)


def same_for_all(
    options: Sequence[PollOption],
    *,
    poll_id: str,
    slot: str,
) -> tuple[PollOption, ...]:
    """Shuffle a ballot's options, which is done by ids, as if everybody had the same."""
    return shuffled(options, poll_id="", slot="")
