"""The scenes of the story, in order; each plays through the chats and reads the public pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from rich.progress import Progress as Bars
from rich.progress import TaskID

from council.cli.story.foundation import Codes
from council.cli.story.scenes import (
    answering,
    giving,
    joining,
    meeting,
    proposing,
    ranking,
    ratifying,
    resolving,
)
from council.cli.story.stage import Play, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene: what the bar says, how many steps it has, how it is played."""

    title: str
    steps: int
    play: Play


def scenes(stage: Stage, codes: Mapping[str, Codes]) -> tuple[Scene, ...]:
    """Every scene, in order."""
    return (
        Scene(title="1 joining", steps=joining.steps(stage), play=joining.scene(codes)),
        Scene(title="2 proposal", steps=proposing.STEPS, play=proposing.play),
        Scene(title="3 motion and answer", steps=answering.STEPS, play=answering.play),
        Scene(title="4 monthly meeting", steps=meeting.STEPS, play=meeting.play),
        Scene(title="5 ranking", steps=ranking.STEPS, play=ranking.play),
        Scene(title="6 motions announced", steps=ratifying.DRAFTING, play=ratifying.announcing),
        Scene(title="8 campaign opened", steps=giving.OPENING, play=giving.opening),
        Scene(title="8 pledges", steps=giving.GIVERS, play=giving.pledging),
        Scene(title="6 owners vote", steps=ratifying.VOTING, play=ratifying.voting),
        Scene(title="6 extension", steps=ratifying.EXTENSION, play=ratifying.papers),
        Scene(title="7 resolutions", steps=resolving.STEPS, play=resolving.play),
        Scene(title="8 receipts", steps=giving.PAYMENT, play=giving.paying),
    )


async def play_all(stage: Stage, codes: Mapping[str, Codes], bars: Bars) -> dict[str, Any]:
    """Play every scene; tells what the public pages showed."""
    told: dict[str, Any] = {}
    for scene in scenes(stage, codes):
        bar = bars.add_task(scene.title, total=scene.steps)
        told |= await scene.play(stage, partial(_advance, bars, bar))
        await stage.quiet()
    return told


def _advance(bars: Bars, bar: TaskID) -> None:
    bars.advance(bar)
