"""The stage: the sandbox with everybody's phones, the product beside it, and the story's clock."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.server import Sandbox
from council.cli.story.doors import Doors
from council.cli.story.figures import Plot
from council.cli.story.phone import PATIENCE, PUZZLED, Phone
from council.cli.story.product import Product
from council.cli.story.public import Public
from council.cli.story.tally import Tally
from council.cli.story.times import at
from council.cli.story.trouble import Silence
from council.demo.cast import RESIDENT_BOT, STAFF_BOT

T = TypeVar("T")

#: Who plays which role (council.demo.town).
FACILITATOR, CHAIR, MANAGER = "F01", "F02", "M01"
TREASURER, SIGNER, CLERK, AUDITOR = "T01", "T02", "K01", "A01"

FIRST_ACCOUNT = 5_000_000
#: How many people act side by side, and how often somebody looks again when the product was killed.
AT_ONCE, TRIES = 40, 6
HANDLED = 120.0
#: How often (s) it is counted what came, while the product is killed.
COUNTED = 1.0

Progress = Callable[[], None]
Play = Callable[["Stage", Progress], Awaitable[dict[str, Any]]]


@dataclass(slots=True, kw_only=True)
class Course:
    """The numbers that things got in the course of the story; 0 = not there yet."""

    proposal: int = 0
    motion: int = 0
    meeting: int = 0
    ranking: int = 0
    motions: dict[str, int] = field(default_factory=dict)
    polls: dict[str, int] = field(default_factory=dict)
    resolution: str = ""
    campaign: int = 0


class Stage:
    """What every scene works with."""

    def __init__(
        self,
        *,
        sandbox: Sandbox,
        product: Product,
        public: Public,
        plot: Plot,
        names: Mapping[str, str],
        killing: bool,
        doors: Doors | None = None,
    ) -> None:
        """Give everybody a phone. ``killing``: the product is killed now and then.

        Without ``doors`` everybody comes by the sandbox's chat.
        """
        self.sandbox = sandbox
        self.product = product
        self.public = public
        self.plot = plot
        self.course = Course()
        self._tries = TRIES if killing else 1
        self._puzzled = PUZZLED if killing else PATIENCE
        self._accounts: dict[str, int] = {}
        self._names = names
        for place, (ref, name) in enumerate(names.items()):
            self._accounts[ref] = FIRST_ACCOUNT + place
            sandbox.add_person(name, id=FIRST_ACCOUNT + place)
        self._doors = doors
        self.came = Tally()
        self._phones: dict[tuple[str, str], Phone] = {}

    def types_a_code(self, ref: str) -> bool:
        """Whether somebody can only join by typing."""
        return self._doors is not None and self._doors.by_wecom(ref)

    def resident(self, ref: str) -> Phone:
        """Somebody's chat with the residents' bot."""
        return self._phone(ref, RESIDENT_BOT)

    def staff(self, ref: str) -> Phone:
        """Somebody's chat with the staff bot."""
        return self._phone(ref, STAFF_BOT)

    def _phone(self, ref: str, bot: str) -> Phone:
        found = self._phones.get((ref, bot))
        if found is None:
            name = f"{ref} {self._names[ref]}"
            given: dict[str, Any] = {"product": self.product, "puzzled": self._puzzled}
            place = self._accounts[ref] - FIRST_ACCOUNT
            other = self._doors and self._doors.side(ref, bot, product=self.product, place=place)
            if other:
                found = Phone(name=name, side=other, look=other.look, **given)
            else:
                side = self.sandbox.side(self._accounts[ref], bot)
                found = Phone(name=name, side=side, **given)
            self._phones[ref, bot] = found
        return found

    async def crowd(
        self, people: Iterable[T], act: Callable[[T], Awaitable[object]], progress: Progress
    ) -> None:
        """Let many people act, forty side by side."""
        free = asyncio.Semaphore(AT_ONCE)

        async def one(person: T) -> None:
            async with free:
                await self.insist(lambda: act(person))
            progress()

        async with asyncio.TaskGroup() as group:
            for person in people:
                group.create_task(one(person))

    async def insist(self, act: Callable[[], Awaitable[T]]) -> T:
        """Act; who waited in vain while the product was being killed looks again, from the start."""
        for _ in range(self._tries - 1):
            try:
                return await act()
            except Silence:
                continue
        return await act()

    async def begin(self) -> None:
        """Let the phones show the hall's time: the community was founded an hour before."""
        clock = self.sandbox.world.clock
        self.sandbox.set_clock(clock.offset + at("2026-02-02 09:00") - clock.now())
        await self.move_to(at("2026-02-02 10:00"))

    async def move_to(self, time: int) -> None:
        """Move everybody's clock to a time (UTC seconds), and let the hall do what is due by then."""
        await self.quiet()
        clock = self.sandbox.world.clock
        ahead = time - clock.now()
        if ahead > 0:
            await self.public.move_clock(time)
            self.sandbox.set_clock(clock.offset + ahead)
        await self.public.done_until(time)
        await self.quiet()

    async def count(self) -> None:
        """Look once a second at what came by which channel, for ever."""
        while True:
            self.came.look(await self.public.came_by())
            await asyncio.sleep(COUNTED)

    async def quiet(self) -> None:
        """Wait until every update is handled and everybody told."""
        await self.sandbox.idle(HANDLED)
        await self.public.all_told()
