"""Scene 1: everybody joins with the code on their slip, typed or by its link."""

from collections.abc import Mapping
from typing import Any

from council.cli.story.foundation import Codes
from council.cli.story.phone import Phone
from council.cli.story.stage import Play, Progress, Stage
from council.demo.town import STAFF


def steps(stage: Stage) -> int:
    """How many people join."""
    return len(STAFF) + len(stage.plot.core) + len(stage.plot.bystanders)


def scene(codes: Mapping[str, Codes]) -> Play:
    """The scene in which people join with these codes."""

    async def play(stage: Stage, progress: Progress) -> dict[str, Any]:
        """The staff join at their bot, then the residents at theirs; half of them by link."""
        for ref, _, _ in STAFF:
            await stage.insist(_joining(stage.staff(ref), codes[ref].typed))
            progress()

        async def join(person: tuple[int, str]) -> None:
            place, ref = person
            by_link = place % 2 and not stage.types_a_code(ref)
            code = codes[ref].payload if by_link else codes[ref].typed
            await _joining(stage.resident(ref), code)()

        people = (*stage.plot.core, *stage.plot.bystanders)
        await stage.crowd(enumerate(people), join, progress)
        return {}

    return play


def _joining(phone: Phone, code: str) -> Any:
    """Joining; whoever got no answer sends the same code again, which welcomes the same account."""

    async def join() -> None:
        await phone.act(
            lambda: phone.side.start(code),
            lambda _: phone.side.reply_keyboard is not None,
            doing="joins",
        )

    return join
