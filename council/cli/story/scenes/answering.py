"""Scene 3: the facilitator drafts the motion; the property manager answers after 31 hours."""

from typing import Any

from council.cli.story.phone import both, button, number_on, without
from council.cli.story.stage import FACILITATOR, MANAGER, Progress, Stage
from council.cli.story.times import at

STEPS = 3
HOUR = 3600
#: Seconds that asking may take on a busy machine; the answer is so much later than 31 hours.
LATER = 1200
ANSWER = "空地属于全体业主共有，建停车设施要改变共有部分用途，须由业主共同决定。物业可以先做测绘和报价。"


async def play(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Draft and address; acknowledge the same day; answer that the owners must decide."""
    await stage.move_to(at("2026-02-03 10:00"))
    await stage.insist(lambda: _draft(stage))
    progress()
    await stage.quiet()
    await stage.move_to(at("2026-02-03 15:00"))
    await stage.insist(lambda: _acknowledge(stage))
    progress()
    await stage.move_to(at("2026-02-03 10:00") + 31 * HOUR + LATER)
    await stage.insist(lambda: _answer(stage))
    progress()
    return {}


async def told(stage: Stage) -> dict[str, Any]:
    """What the public page of the motion shows, once it is announced."""
    shown = await stage.public.data(f"/motions/{stage.course.motion}")
    response = shown["response"]
    return {
        "motion": {
            "number": str(stage.course.motion),
            "addressee": shown["addressee"],
            "answered": response["state"] == "answered",
            "hours": (response["answered_at"] - response["asked_at"]) // HOUR,
            "decision": response["decision"],
            "url": await stage.public.page(f"/motions/{stage.course.motion}"),
        }
    }


async def _draft(stage: Stage) -> None:
    proposal = stage.course.proposal
    desk = stage.staff(FACILITATOR)
    listed = await desk.say("/motions", button("today"))
    if button("motion")(listed):
        stage.course.motion = number_on(listed, "motion")
        return
    of_it = ("motion", proposal)
    await desk.say("/today", button("form.start", *of_it))
    sheet = await desk.tap("form.start", *of_it, sees=button("form.drop", *of_it))
    asks_whom = button("form.pick", *of_it, None, "manager")
    if button("form.pick", *of_it, None, "other")(sheet):
        # The parking is the owners' matter in the end; the council talks it over first.
        sheet = await desk.say("R-XS", asks_whom)
    if asks_whom(sheet):
        await desk.tap("form.pick", *of_it, None, "manager", sees=button("form.file", *of_it))
    made = await desk.tap("form.file", *of_it, sees=button("motion.withdraw"))
    stage.course.motion = number_on(made, "motion.withdraw")


async def _acknowledge(stage: Stage) -> None:
    motion = stage.course.motion
    phone = stage.staff(MANAGER)
    answers = button("form.start", "answer", motion)
    shown = await phone.say(f"/motions {motion}", answers)
    if button("response.acknowledge", motion)(shown):
        await phone.tap(
            "response.acknowledge",
            motion,
            sees=both(answers, without("response.acknowledge", motion)),
        )


async def _answer(stage: Stage) -> None:
    motion = stage.course.motion
    phone = stage.staff(MANAGER)
    of_it = ("answer", motion)
    shown = await phone.say(f"/motions {motion}", button("today"))
    if not button("form.start", *of_it)(shown):
        return
    sheet = await phone.tap("form.start", *of_it, sees=button("form.drop", *of_it))
    decides = button("form.pick", *of_it, None, "needs_owners")
    if decides(sheet):
        sheet = await phone.tap(
            "form.pick",
            *of_it,
            None,
            "needs_owners",
            sees=both(button("form.drop", *of_it), without("form.pick")),
        )
    files, skips = button("form.file", *of_it), button("form.pick", *of_it, None, "-")
    if not files(sheet) and not skips(sheet):
        sheet = await phone.say(ANSWER, skips)
    while not files(sheet):
        revision = number_on(sheet, "form.pick", *of_it)
        moved_on = both(button("form.drop", *of_it), without("form.pick", *of_it, revision))
        sheet = await phone.tap("form.pick", *of_it, revision, "-", sees=moved_on)
    await phone.tap("form.file", *of_it, sees=both(button("today"), without("form.start", *of_it)))
