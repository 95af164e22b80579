"""A visit to either bot where the desk only keeps what it is asked for."""

from dataclasses import dataclass, field
from typing import Any

from bot.api import Call, Unreachable
from bot.visit import Visit
from council.chat.acting import meant, pressed, typed
from council.kernel.config import Settings
from council.kernel.drafts import Draft
from council.kernel.refusals import refuse
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.kernel.values import Account, Cause, Person

NOBODY = refuse("motion.unknown")
SOMEBODY = Person(
    id="r1",
    community_id="c1",
    ref="R001",
    name="某",
    unit="1-1-101",
    adult=True,
    owner_key=None,
    large=0,
    locale="zh_CN",
    timezone="Asia/Shanghai",
    roles=frozenset({"facilitator"}),
)


@dataclass
class CommandBus:
    """Keeps what it is asked for, and gives one answer for all."""

    answer: Any = NOBODY
    found: Any = NOBODY
    asked: list[Any] = field(default_factory=list)
    shown: int = 0

    async def ask(self, command: Any) -> Any:
        self.asked.append(command)
        return self.answer

    async def read(self, _: Any) -> Any:
        self.shown += 1
        return self.found


@dataclass
class Phone:
    """Keeps what is sent, or takes nothing."""

    sent: list[Call] = field(default_factory=list)
    away: bool = False

    async def call(self, call: Call) -> None:
        if self.away:
            raise Unreachable("no route to host")
        self.sent.append(call)


@dataclass
class App:
    """Has nothing but a desk, and settings as they are shipped."""

    bus: CommandBus
    recogniser: Any = None
    settings: Settings = field(default_factory=lambda: Settings(_env_file=None))


def visit_of(
    bot: str = "staff", *, who: Person | None = SOMEBODY, draft: Draft | None = None
) -> tuple[Visit, CommandBus]:
    """Let somebody visit a bot."""
    desk = CommandBus()
    visit = Visit(
        app=App(desk),  # type: ignore[arg-type]
        bot=bot,
        account=Account(channel="telegram", id="1"),
        cause=Cause(bot=bot, update_id=1),
        who=who,
        draft=draft,
        say=Translator("zh_CN"),
        api=Phone(),
    )
    return visit, desk


async def press(data: str, bot: str = "staff") -> tuple[Screen, CommandBus, Visit]:
    """Press a button."""
    visit, desk = visit_of(bot)
    return await pressed(data, visit), desk, visit


async def say(text: str, bot: str = "staff") -> tuple[Screen, CommandBus, Visit]:
    """Type a command or a key."""
    visit, desk = visit_of(bot)
    found = meant(text, visit)
    assert found is not None, text
    return await typed(*found, visit), desk, visit
