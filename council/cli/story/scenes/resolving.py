"""Scene 7: the second person certifies, the resolutions are drafted and published on 10 May."""

from functools import partial
from typing import Any

from council.cli.story.phone import both, button, presses, without
from council.cli.story.scenes import ratifying
from council.cli.story.stage import CHAIR, FACILITATOR, Progress, Stage
from council.cli.story.times import at

STEPS = 2 * len(ratifying.MOTIONS)


async def play(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Draft both as facilitator, publish both as chair."""
    await stage.move_to(at("2026-05-10 09:00"))
    numbers = {}
    for motion in ratifying.MOTIONS:
        poll = stage.course.polls[motion.name]
        await stage.insist(partial(_draft, stage, poll))
        progress()
        await stage.quiet()
        await stage.insist(partial(_publish, stage, poll))
        progress()
        numbers[motion.name] = (await stage.public.data(f"/polls/{poll}"))["resolution"]
    await stage.quiet()
    stage.course.resolution = numbers[ratifying.M1]
    shown = await stage.public.data(f"/resolutions/{stage.course.resolution}")
    return {
        **await ratifying.told(stage),
        "resolution": {
            "number": shown["number"],
            "state": shown["state"],
            "url": await stage.public.page(f"/resolutions/{stage.course.resolution}"),
            "m2_number": numbers[ratifying.M2],
        },
    }


async def _draft(stage: Stage, poll: int) -> None:
    desk = stage.staff(FACILITATOR)
    due = await desk.say("/today", button("home"))
    if button("resolution.draft", poll)(due):
        await desk.tap("resolution.draft", poll, sees=button("resolution.text"))


async def _publish(stage: Stage, poll: int) -> None:
    """Read the draft of this poll to the end, then publish what was read."""
    if (await stage.public.data(f"/polls/{poll}"))["resolution"]:
        return
    chair = stage.staff(CHAIR)
    listed = await chair.say("/resolutions", button("resolution.show"))
    for data in presses(listed):
        verb, _, number = data.partition(":")
        if verb != "resolution.show":
            continue
        shown = await chair.tap("resolution.show", number, sees=button("resolution.text", number))
        if button("resolution.confirm", number)(shown):
            await chair.tap(
                "resolution.confirm", number, sees=button("resolution.publish", number)
            )
            gone = both(button("resolution.text", number), without("resolution.publish", number))
            await chair.tap("resolution.publish", number, sees=gone)
            return
        await chair.say("/resolutions", button("resolution.show"))
