"""What every command carries, and the way commands and their results are declared."""

from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar

from council.kernel.private_text import masked
from council.kernel.values import Account, Cause, value

R_co = TypeVar("R_co", covariant=True)

#: Every result class by name, so that a kept result can be read back.
RESULTS: dict[str, type] = {}


@value
class Command(Generic[R_co]):
    """One act that somebody asks for; ``R_co`` is what they get unless it is refused.

    ``actor`` is who asks, as the channel knows them; ``community_id`` is given only by system
    actors (operator, clock), since everybody else's follows from their account. ``cause`` is the
    update that this answers, absent for system actors. ``public`` names the fields whose text
    everybody will read: numbers of persons are masked in them. ``in_turn``: what was taken in
    before it is given a moment to be handled first. ``verb`` is told by the row of its act when
    the tables are collected (``commands/registry.py``).
    """

    verb: ClassVar[str]
    public: ClassVar[tuple[str, ...]] = ()
    in_turn: ClassVar[bool] = False

    actor: Account
    cause: Cause | None = None
    community_id: str = ""

    def asked_at(self, now: int) -> int:
        """When this was asked for: ``now``, or when its update was taken in if it had to wait."""
        taken_at = self.cause.taken_at if self.cause is not None else 0
        return min(taken_at, now) if taken_at else now


C = TypeVar("C")
Asked = TypeVar("Asked", bound=Command[Any])


def with_numbers_masked(command: Asked) -> Asked:
    """Mask the numbers of persons in what everybody will read."""
    texts: dict[str, Any] = {name: getattr(command, name) for name in command.public}
    changed: dict[str, Any] = {
        name: hidden for name, text in texts.items() if (hidden := masked(text)) != text
    }
    return replace(command, **changed) if changed else command


def result(cls: type[C]) -> type[C]:
    """Register a result class: it may be kept with the processed update and read back."""
    RESULTS[cls.__name__] = cls
    return cls
