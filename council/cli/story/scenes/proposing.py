"""Scene 2: a resident proposes, the facilitator admits, ten neighbours second."""

from typing import Any

from council.cli.story.figures import SECONDS
from council.cli.story.phone import Sight, both, button, number_on, without
from council.cli.story.stage import FACILITATOR, Progress, Stage
from council.cli.story.times import at

STEPS = 2 + SECONDS
TEXT = (
    "停车难：把小区东侧闲置空地用起来\n"
    "小区有 412 辆车，只有 236 个车位，晚上回来绕几圈也停不下，消防通道常被占。"
    "东侧 620 平方米空地一直闲着，请议事会讨论怎么用它缓解停车。"
)
ALIKE = (
    "停车难，东侧空地能不能用起来\n"
    "晚上小区停车太难了，东侧那块闲置空地 620 平方米一直闲着，请议事会讨论缓解停车的办法。"
)


async def play(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Propose with a photo; admit; one neighbour finds it by writing the same, nine by number."""
    await stage.insist(lambda: _propose(stage))
    progress()
    await stage.quiet()
    await stage.insist(lambda: _admit(stage))
    progress()
    await stage.move_to(at("2026-02-02 19:00"))
    similar, *others = stage.plot.seconders
    await stage.insist(lambda: _second_instead(stage, similar))
    progress()

    async def second(ref: str) -> None:
        number = stage.course.proposal
        await stage.resident(ref).say(f"/second {number}", _seconded(number))

    await stage.crowd(others, second, progress)
    await stage.quiet()
    number = stage.course.proposal
    shown = await stage.public.data(f"/proposals/{number}")
    return {
        "proposal": {
            "number": str(number),
            "seconds": shown["seconds"],
            "state": shown["state"],
            "url": await stage.public.page(f"/proposals/{number}"),
        }
    }


async def _propose(stage: Stage) -> None:
    phone = stage.resident(stage.plot.author)
    filed = (await stage.public.data("/proposals"))["proposals"]
    if filed:
        stage.course.proposal = filed[0]["number"]
        return
    sheet = await phone.say("/propose", button("form.drop"))
    if not button("form.file")(sheet):
        await phone.say(TEXT, button("form.file"))
        await phone.act(phone.side.photo, button("form.file"), doing="sends a photo")
    done = await phone.tap("form.file", sees=button("proposal.show"))
    stage.course.proposal = number_on(done, "proposal.show")


async def _admit(stage: Stage) -> None:
    number = stage.course.proposal
    desk = stage.staff(FACILITATOR)
    await desk.say("/today", button("home"))
    shown = await desk.say(f"/proposals {number}", button("proposals"))
    if button("proposal.admit", number)(shown):
        await desk.tap("proposal.admit", number, sees=button("proposal.desk", number))


def _seconded(number: int) -> Sight:
    """The proposal, which one cannot second any more."""
    return both(button("proposals"), without("proposal.second", number))


async def _second_instead(stage: Stage, ref: str) -> None:
    """Somebody writes the same, is shown what is there already, and seconds that instead."""
    number = stage.course.proposal
    phone = stage.resident(ref)
    sheet = await phone.say("/propose", button("form.drop"))
    if not button("form.file")(sheet):
        await phone.say(ALIKE, button("proposal.second", number))
    await phone.tap("proposal.second", number, sees=_seconded(number))
    await phone.say("/cancel", lambda _: True)
