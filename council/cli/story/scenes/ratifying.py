"""Scene 6: the owners decide; the first close lacks heads, the extension brings them."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from council.cli.story.figures import PAPERS, Voter
from council.cli.story.phone import both, button, number_on, without
from council.cli.story.scenes.ranking import announce, fill, receipt_of
from council.cli.story.stage import CLERK, FACILITATOR, Progress, Stage
from council.cli.story.times import at

M1, M2 = "m1", "m2"
OPENS, CLOSES, EXTENDED = "2026-03-21 00:00", "2026-04-19 18:00", "2026-05-09 18:00"
#: Those who have voted before the reminder, a day before the first close.
EARLY = 260
VOTERS = 303
DRAFTING, VOTING, EXTENSION = 4, VOTERS + 2, PAPERS + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """One of the two motions that the ranking led to."""

    name: str
    legal_class: str
    title: str


MOTIONS = (
    Motion(name=M1, legal_class="O-8", title="利用闲置空地（620 m²）建设 60 位机械立体停车场"),
    Motion(name=M2, legal_class="O-9", title="从公共收益支出 42 万元建设停车场"),
)


async def announcing(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Draft both motions from the ranking and announce their polls, 5 March."""
    await stage.move_to(at("2026-03-05 09:00"))
    for motion in MOTIONS:
        await stage.insist(partial(_draft, stage, motion))
        progress()
        await stage.insist(partial(_put, stage, motion))
        progress()
    return {}


async def voting(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Vote in the chat until the first close: 303 heads of 464, too few."""

    async def vote(voter: Voter) -> None:
        for motion in MOTIONS:
            await _vote(stage, voter, motion.name)

    chat = stage.plot.chat
    await stage.move_to(at("2026-03-28 10:00"))
    await stage.crowd(chat[:EARLY], vote, progress)
    await stage.move_to(at("2026-04-17 10:00"))
    for motion in MOTIONS:
        await stage.insist(partial(_extend, stage, motion.name))
        progress()
    await stage.quiet()
    await stage.crowd(chat[EARLY:], vote, progress)
    await stage.move_to(at(CLOSES))
    return {}


async def papers(stage: Stage, progress: Progress) -> dict[str, Any]:
    """The service desk collects 22 signed papers; the clerk enters each for both motions."""
    await stage.move_to(at("2026-04-28 15:00"))
    for place, voter in enumerate(stage.plot.paper, start=1):
        for motion in MOTIONS:
            serial = f"{motion.name.upper()}-{place:03d}"
            await stage.insist(partial(_paper, stage, voter, motion.name, serial))
        progress()
    await stage.move_to(at(EXTENDED))
    progress()
    return {}


async def told(stage: Stage) -> dict[str, Any]:
    """What the public pages of both polls show."""
    shown = {
        name: await stage.public.data(f"/polls/{number}")
        for name, number in stage.course.polls.items()
    }
    first, m1, m2 = (
        shown[M1]["first_close"],
        shown[M1]["ratification"],
        shown[M2]["ratification"],
    )
    return {
        "ratification": {
            "first_close": "quorum" if first["quorum"] else "no_quorum",
            "first_heads": first["heads"],
            "first_area_x100": first["area_x100"],
            "final": _outcome(m1),
            "m2": _outcome(m2),
            "url": await stage.public.page(f"/polls/{stage.course.polls[M1]}"),
            "m2_url": await stage.public.page(f"/polls/{stage.course.polls[M2]}"),
        }
    }


def _outcome(counted: dict[str, Any]) -> dict[str, Any]:
    heads, area = counted["heads"], counted["area_x100"]
    return {
        "heads": [heads["agree"], heads["participating"]],
        "area_x100": [area["agree"], area["participating"]],
        "oppose": [heads["oppose"], area["oppose"]],
        "abstain": [heads["abstain"], area["abstain"]],
        "percent_area": counted["percent_agree_area"],
        "passed": counted["passed"],
    }


async def _draft(stage: Stage, motion: Motion) -> None:
    """Draft a motion from the counted ranking: its legal class is chosen, its title typed."""
    desk = stage.staff(FACILITATOR)
    ranking = stage.course.ranking
    listed = await desk.say("/motions", button("today"))
    known = [number for number in _motions_on(listed) if number != stage.course.motion]
    if len(known) > len(stage.course.motions):
        stage.course.motions[motion.name] = max(known)
        return
    await desk.say("/polls", button("poll.view", ranking))
    await desk.tap("poll.view", ranking, sees=button("form.start", "ranked_motion", ranking))
    sheet = await desk.tap("form.start", "ranked_motion", ranking, sees=without("form.start"))
    if button("form.pick")(sheet):
        await desk.say(motion.legal_class, button("form.file"))
    await fill(desk, title=motion.title)
    made = await desk.tap("form.file", sees=button("form.start", "ratification"))
    stage.course.motions[motion.name] = number_on(made, "form.start", "ratification")


def _motions_on(message: dict[str, Any]) -> list[int]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    data = [cell["callback_data"].split(":") for row in rows for cell in row]
    return [int(words[1]) for words in data if words[0] == "motion"]


async def _put(stage: Stage, motion: Motion) -> None:
    """Put a motion to the owners: the window is told, then announced."""
    desk = stage.staff(FACILITATOR)
    number = stage.course.motions[motion.name]
    known = [line for line in await stage.public.data("/polls") if line["title"] == motion.title]
    if known:
        stage.course.polls[motion.name] = known[0]["number"]
        return
    await desk.say(f"/motions {number}", button("poll.new", number))
    await desk.tap("poll.new", number, sees=button("form.start", "ratification", number))
    await desk.tap("form.start", "ratification", number, sees=button("form.file"))
    await fill(desk, opens=OPENS, closes=CLOSES)
    drafted = await desk.tap("form.file", sees=button("poll.announce"))
    stage.course.polls[motion.name] = number_on(drafted, "poll.announce")
    await announce(stage, stage.course.polls[motion.name])


async def _vote(stage: Stage, voter: Voter, name: str) -> None:
    number = stage.course.polls[name]
    choice = voter.m1 if name == M1 else voter.m2
    phone = stage.resident(voter.ref)
    await phone.say(f"/vote {number}", button("ballot.choose", number))
    await phone.tap(
        "ballot.choose", number, None, None, choice, sees=button("ballot.cast", number)
    )
    await phone.tap("ballot.cast", number, sees=receipt_of(number))


async def _extend(stage: Stage, name: str) -> None:
    """Extend once, before the first close, with a reason."""
    number = stage.course.polls[name]
    if (await stage.public.data(f"/polls/{number}"))["extended_at"]:
        return
    desk = stage.staff(FACILITATOR)
    await desk.say("/polls", button("poll.view", number))
    await desk.tap("poll.view", number, sees=button("form.start", "extend", number))
    sheet = await desk.tap("form.start", "extend", number, sees=without("form.start"))
    if not button("form.file")(sheet):
        await desk.say(EXTENDED, button("home"))
        await desk.say("参与人数还不够，代办点上门收集书面选票。", button("form.file"))
    done = both(button("poll.view", number), without("form.start", "extend", number))
    await desk.tap("form.file", sees=done)


async def _paper(stage: Stage, voter: Voter, name: str, serial: str) -> None:
    """Enter one signed paper: whose unit, what it says, its serial, signed just now, confirm."""
    number = stage.course.polls[name]
    choice = voter.m1 if name == M1 else voter.m2
    desk = stage.staff(CLERK)
    if not desk.shows("form.start", "paper", number):
        await desk.say("/polls", button("poll.view", number))
        await desk.tap("poll.view", number, sees=button("form.start", "paper", number))
    await desk.tap("form.start", "paper", number, sees=button("form.drop", "paper", number))
    await desk.say(voter.unit, button("form.pick", "paper", number, None, choice))
    await desk.tap("form.pick", "paper", number, None, choice, sees=without("form.pick"))
    await desk.say(serial, button("form.pick", "paper", number, None, "now"))
    await desk.tap("form.pick", "paper", number, None, "now", sees=button("form.file"))
    recorded = both(button("form.start", "paper", number), without("form.file"))
    await desk.tap("form.file", sees=recorded)
