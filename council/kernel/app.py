"""What every part of a process shares."""

from dataclasses import dataclass

from sqlalchemy import Engine

from council.kernel.bus.command_bus import CommandBus
from council.kernel.clock import Clock
from council.kernel.config import Settings
from council.kernel.speech.recogniser import Recogniser


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What every part of a process shares."""

    settings: Settings
    clock: Clock
    bus: CommandBus
    write: Engine
    read: Engine
    recogniser: Recogniser | None = None
