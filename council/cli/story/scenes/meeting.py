"""Scene 4: the monthly meeting, last Friday 19:30: called, held, the motion deliberated."""

from typing import Any

from council.cli.story.figures import ATTENDING
from council.cli.story.phone import both, button, number_on, without
from council.cli.story.scenes import answering
from council.cli.story.stage import CHAIR, FACILITATOR, Progress, Stage
from council.cli.story.times import at, local_iso

STARTS = "2026-02-27 19:30"
#: People who say that they come, and who say that they do not.
COMING, STAYING = 60, 10
STEPS = 4 + COMING + STAYING + ATTENDING


async def play(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Plan the series, lock the agenda, hear who comes; open, check in, deliberate."""
    await stage.move_to(at("2026-02-06 09:00"))
    desk = stage.staff(FACILITATOR)
    await stage.insist(lambda: _plan(stage))
    progress()
    await stage.insist(lambda: _announce(stage))
    progress()
    await stage.quiet()
    motion = await answering.told(stage)
    meeting = stage.course.meeting
    answers = [(ref, "yes") for ref in stage.plot.core[:COMING]]
    answers += [(ref, "no") for ref in stage.plot.core[COMING : COMING + STAYING]]

    async def rsvp(answer: tuple[str, str]) -> None:
        ref, said = answer
        phone = stage.resident(ref)
        rsvp = button("meeting.rsvp", meeting, said)
        await phone.say("/agenda", rsvp)
        await phone.tap("meeting.rsvp", meeting, said, sees=rsvp)

    await stage.crowd(answers, rsvp, progress)
    await stage.move_to(at("2026-02-26 19:35"))
    await stage.move_to(at(STARTS))
    shown = await desk.say("/agenda", button("meetings"))
    if button("meeting.start", meeting)(shown):
        await stage.insist(
            lambda: desk.tap("meeting.start", meeting, sees=button("motion.deliberate"))
        )
    progress()
    await stage.quiet()

    async def check_in(ref: str) -> None:
        phone = stage.resident(ref)
        shown = await phone.say("/agenda", button("meetings"))
        if button("meeting.check_in", meeting)(shown):
            await phone.tap(
                "meeting.check_in",
                meeting,
                sees=lambda m: (
                    button("meetings")(m) and not button("meeting.check_in", meeting)(m)
                ),
            )

    await stage.crowd(stage.plot.attending, check_in, progress)
    await stage.move_to(at("2026-02-27 20:15"))
    await stage.insist(lambda: _deliberate(stage))
    progress()
    return motion


async def told(stage: Stage) -> dict[str, Any]:
    """What the public page of the meeting shows."""
    meeting = stage.course.meeting
    shown = await stage.public.data(f"/meetings/{meeting}")
    return {
        "meeting": {
            "number": str(meeting),
            "starts": local_iso(shown["starts_at"]),
            "attended": shown["attended"],
            "state": shown["state"],
            "url": await stage.public.page(f"/meetings/{meeting}"),
        }
    }


async def _plan(stage: Stage) -> None:
    """A monthly series by buttons: last week, Friday, 19:30; the place is typed."""
    desk = stage.staff(FACILITATOR)
    listed = await desk.say("/meetings", button("meeting.plan"))
    if button("meeting")(listed):
        stage.course.meeting = number_on(listed, "meeting")
        return
    of_it = ("series", "new")
    await desk.tap("meeting.plan", sees=button("form.start", *of_it))
    sheet = await desk.tap("form.start", *of_it, sees=button("form.drop", *of_it))
    for choice in ("-1", "FR", "19.30"):
        offered = button("form.pick", *of_it, None, choice)
        if offered(sheet):
            moved_on = both(
                button("form.drop", *of_it), without("form.pick", *of_it, None, choice)
            )
            sheet = await desk.tap("form.pick", *of_it, None, choice, sees=moved_on)
    if not button("form.file", *of_it)(sheet):
        await desk.say("社区活动中心二楼", button("form.file", *of_it))
    made = await desk.tap("form.file", *of_it, sees=button("form.start", "cancelling"))
    stage.course.meeting = number_on(made, "form.start", "cancelling")


async def _announce(stage: Stage) -> None:
    """Put the motion on the agenda, then announce: the agenda is locked."""
    meeting, motion = stage.course.meeting, stage.course.motion
    desk = stage.staff(FACILITATOR)
    shown = await desk.say("/agenda", button("meetings"))
    if button("motion.list", motion)(shown):
        shown = await desk.tap(
            "motion.list", motion, meeting, sees=button("agenda.off", motion, meeting)
        )
    if button("meeting.announce", meeting)(shown):
        await desk.tap(
            "meeting.announce", meeting, sees=button("meeting.announce", meeting, "yes")
        )
        await desk.tap(
            "meeting.announce",
            meeting,
            "yes",
            sees=lambda m: button("meetings")(m) and not button("meeting.announce", meeting)(m),
        )


async def _deliberate(stage: Stage) -> None:
    desk = stage.staff(CHAIR)
    motion = stage.course.motion
    shown = await desk.say("/agenda", button("meetings"))
    if button("motion.deliberate", motion)(shown):
        await desk.tap(
            "motion.deliberate",
            motion,
            sees=lambda m: button("today")(m) and not button("motion.deliberate", motion)(m),
        )


async def adjourn(stage: Stage) -> None:
    """Close the meeting, write its minutes, let the chair approve them."""
    meeting = stage.course.meeting
    desk = stage.staff(FACILITATOR)
    shown = await desk.say("/agenda", button("meetings"))
    if button("meeting.adjourn", meeting)(shown):
        await desk.tap("meeting.adjourn", meeting, sees=button("meeting.adjourn", meeting, "yes"))
        shown = await desk.tap("meeting.adjourn", meeting, "yes", sees=button("minutes", meeting))
    await _minute(stage)
    await _approve(stage)


async def _minute(stage: Stage) -> None:
    """Add a paragraph to the minutes that the program has drafted, and hand them in."""
    meeting, desk = stage.course.meeting, stage.staff(FACILITATOR)
    handed_in = both(button("minutes.section", meeting), without("meeting.minute", meeting))
    await desk.say("/meetings", button("meeting", meeting))
    await desk.tap("meeting", meeting, sees=button("minutes", meeting))
    shown = await desk.tap("minutes", meeting, sees=button("minutes.section", meeting))
    if handed_in(shown):
        return
    notes = ("minutes", f"{meeting}-notes")
    shown = await desk.tap("minutes.section", meeting, "notes", sees=button("form.start", *notes))
    if not button("minutes.changes", meeting)(shown):
        await desk.tap("form.start", *notes, sees=button("form.drop", *notes))
        done = ("form.pick", *notes, None, ".")
        await desk.say(
            "到会居民 57 人，物业列席。审议“停车难”议案，听取物业答复后，"
            "决定对四个方案作意向排序，排序不产生法律效力。",
            button(*done),
        )
        await desk.tap(*done, sees=button("form.file", *notes))
        await desk.tap("form.file", *notes, sees=button("meeting.minute", meeting))
    else:
        await desk.tap("minutes", meeting, sees=button("meeting.minute", meeting))
    await desk.tap("meeting.minute", meeting, sees=handed_in)


async def _approve(stage: Stage) -> None:
    """Let the chair read the minutes to their last page, and approve them."""
    meeting, chair = stage.course.meeting, stage.staff(CHAIR)
    await chair.say("/meetings", button("meeting", meeting))
    await chair.tap("meeting", meeting, sees=button("minutes", meeting))
    await chair.tap("minutes", meeting, sees=button("minutes.read", meeting, 1))
    page = 1
    shown = await chair.tap("minutes.read", meeting, page, sees=button("minutes", meeting))
    while button("minutes.read", meeting, page + 1)(shown):
        page += 1
        shown = await chair.tap("minutes.read", meeting, page, sees=button("minutes", meeting))
    shown = await chair.tap("minutes", meeting, sees=button("minutes.section", meeting))
    if button("meeting.approve", meeting)(shown):
        await chair.tap(
            "meeting.approve",
            meeting,
            sees=both(button("minutes.section", meeting), without("meeting.approve", meeting)),
        )
