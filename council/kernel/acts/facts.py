"""Facts: the typed value that the moves of a noun are judged by.

What costs a look into the database may be given ``later``: it is read when a guard first asks for it,
and once. So the one list of facts serves a screen, which asks every guard, and an act, which asks one.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast, dataclass_transform

from council.kernel.values import value

C = TypeVar("C")
T = TypeVar("T")


class _Later:
    """What is read when it is asked for."""

    __slots__ = ("read",)

    def __init__(self, read: Callable[[], Any]) -> None:
        self.read = read


def later(read: Callable[[], T]) -> T:
    """Give a field of facts that is read when it is asked for."""
    return cast("T", _Later(read))


@dataclass_transform(frozen_default=True, kw_only_default=True)
def facts(cls: type[C]) -> type[C]:
    """Declare a value whose fields may be given ``later``."""
    made: Any = value(cls)
    made.__getattribute__ = _get
    return made  # type: ignore[no-any-return]


def _get(self: Any, name: str) -> Any:
    found = object.__getattribute__(self, name)
    if type(found) is not _Later:
        return found
    read = found.read()
    object.__setattr__(self, name, read)
    return read
