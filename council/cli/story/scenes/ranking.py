"""Scene 5: 300 residents rank four options; IRV finds another winner than plurality would."""

from dataclasses import dataclass
from typing import Any

from council.cli.story.doors import TAPPING, WAYS
from council.cli.story.figures import OPTIONS
from council.cli.story.phone import Phone, Sight, both, button, number_on, without
from council.cli.story.scenes import meeting
from council.cli.story.stage import CHAIR, FACILITATOR, Progress, Stage
from council.cli.story.times import at

VOTERS = 300
#: Those who vote only after the reminder, those who change their mind before the close.
LATE, CHANGING = 50, 6
STEPS = VOTERS + CHANGING + 4
CLOSES = "2026-03-01 20:00"
LETTERS = "ABCD"
#: Those who do not tap type: letters, numbers, or the whole order with the command.


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """One ranking ballot and the way it is given."""

    ref: str
    order: str
    way: int


async def play(stage: Stage, progress: Progress) -> dict[str, Any]:
    """Open the ranking in the meeting; vote, be reminded, change, close, count, certify."""
    await stage.insist(lambda: _open(stage))
    await stage.move_to(at("2026-02-27 20:30"))
    progress()
    orders = stage.plot.rankings.items()
    rankers = [Ranker(ref=ref, order=o, way=n % WAYS) for n, (ref, o) in enumerate(orders)]
    early, late = rankers[:-LATE], rankers[-LATE:]
    changing = {one.ref for one in early[:CHANGING]}

    async def first(ranker: Ranker) -> None:
        order = ranker.order
        if ranker.ref in changing:
            order = "".join(reversed(LETTERS)) if order == LETTERS else LETTERS
        await cast(stage, ranker, order)

    async def again(ranker: Ranker) -> None:
        await cast(stage, ranker, ranker.order)

    await stage.crowd(early, first, progress)
    await stage.move_to(at("2026-02-27 21:30"))
    await stage.insist(lambda: meeting.adjourn(stage))
    progress()
    await stage.move_to(at("2026-02-28 20:01"))
    for one in late:
        await stage.resident(one.ref).look()
    reminded = sum(
        stage.resident(one.ref).shows("ballot.open", stage.course.ranking) for one in late
    )
    await stage.crowd(late, again, progress)
    await stage.crowd(early[:CHANGING], again, progress)
    await stage.move_to(at(CLOSES))
    progress()
    await stage.move_to(at("2026-03-02 10:00"))
    await stage.insist(lambda: certify(stage, stage.course.ranking))
    progress()
    return {
        **await meeting.told(stage),
        "ranking": {**await told(stage), "reminded": reminded},
    }


async def told(stage: Stage) -> dict[str, Any]:
    """What the public page of the ranking shows."""
    number = stage.course.ranking
    shown = (await stage.public.data(f"/polls/{number}"))["ranking"]
    return {
        "ballots": shown["ballots"],
        "winner": shown["winner"],
        "plurality": shown["plurality"],
        "rounds": [
            {tally["letter"]: tally["votes"] for tally in one["tallies"]}
            for one in shown["rounds"]
        ],
        "schulze": ["=".join(group) for group in shown["schulze"]],
        "margin": shown["margin"],
        "narrow": shown["narrow"],
        "url": await stage.public.page(f"/polls/{number}"),
    }


async def _open(stage: Stage) -> None:
    """Put the motion to a ranking that closes on Sunday evening."""
    motion = stage.course.motion
    desk = stage.staff(FACILITATOR)
    known = await stage.public.data(f"/motions/{motion}")
    if known["polls"]:
        stage.course.ranking = known["polls"][0]["number"]
        return
    await desk.say(f"/motions {motion}", button("poll.new", motion))
    await desk.tap("poll.new", motion, sees=button("form.start", "ranking", motion))
    sheet = await desk.tap("form.start", "ranking", motion, sees=without("form.start", "ranking"))
    if not button("form.file")(sheet):
        await desk.say("\n".join(OPTIONS), button("form.file"))
    await fill(desk, closes=CLOSES)
    drafted = await desk.tap("form.file", sees=button("poll.announce"))
    stage.course.ranking = number_on(drafted, "poll.announce")
    await announce(stage, stage.course.ranking)


async def fill(desk: Phone, **fields: str) -> None:
    """Change fields of the form about a poll, one after another."""
    for field, text in fields.items():
        await desk.tap("form.ask", None, None, None, field, sees=without("form.ask"))
        await desk.say(text, button("form.file"))


async def announce(stage: Stage, number: int) -> None:
    """Announce a drafted poll; that is asked twice."""
    desk = stage.staff(FACILITATOR)
    await desk.tap("poll.announce", number, sees=button("poll.announce.sure", number))
    gone = both(button("poll.view", number), without("poll.announce.sure", number))
    await desk.tap("poll.announce.sure", number, sees=gone)


async def certify(stage: Stage, number: int) -> None:
    """The chair certifies as the second person; that is asked twice."""
    chair = stage.staff(CHAIR)
    await chair.say("/polls", button("poll.view", number))
    shown = await chair.tap(
        "poll.view", number, sees=both(button("poll.view", number), button("polls"))
    )
    if button("poll.certify", number)(shown):
        await chair.tap("poll.certify", number, sees=button("poll.certify.sure", number))
        gone = both(button("polls"), without("poll.certify", number))
        await chair.tap("poll.certify.sure", number, sees=gone)


async def cast(stage: Stage, ranker: Ranker, order: str) -> None:
    """Give a ranking: tapped, typed after opening the sheet, or with the command."""
    number = stage.course.ranking
    phone = stage.resident(ranker.ref)
    sure = button("ballot.cast", number)
    if ranker.way == TAPPING:
        await _tap(phone, number, order)
    elif ranker.way % 2:
        await phone.say(f"/vote {number} {' '.join(order)}", sure)
    else:
        await phone.say(f"/vote {number}", button("ballot.tap", number))
        places = " ".join(str(LETTERS.index(letter) + 1) for letter in order)
        await phone.say(places, sure)
    await phone.tap("ballot.cast", number, sees=receipt_of(number))


async def _tap(phone: Phone, number: int, order: str) -> None:
    """Tap the options in order; whoever has a half-tapped sheet clears it first."""
    sheet = await phone.say(f"/vote {number}", button("ballot.tap", number))
    if button("ballot.clear", number)(sheet):
        sheet = await phone.tap("ballot.clear", number, sees=without("ballot.clear", number))
    for letter in order:
        revision = number_on(sheet, "ballot.tap", number)
        sheet = await phone.tap(
            "ballot.tap",
            number,
            revision,
            letter,
            sees=without("ballot.tap", number, revision),
        )
    if not button("ballot.cast", number)(sheet):
        await phone.tap("ballot.done", number, sees=button("ballot.cast", number))


def receipt_of(number: int) -> Sight:
    """The screen after a cast in this poll."""
    return both(button("mine"), button("ballot.open", number), without("ballot.cast"))
