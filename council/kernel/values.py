"""How values are declared here: frozen, slotted, keyword-only; and who a person is."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

C = TypeVar("C")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[C]) -> type[C]:
    """Declare a frozen, slotted, keyword-only dataclass.

    ``==``, ``hash`` and ``repr`` do what a dataclass' own do, but are the same three functions for
    all: writing them for each of some 300 classes took a tenth of the time to the first page.
    """
    made: Any = dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)(cls)
    made.__eq__, made.__hash__, made.__repr__ = _equal, _hash, _repr
    return made  # type: ignore[no-any-return]


@cache
def _content(cls: Any) -> Callable[[Any], Any]:
    """What makes two values of a class equal: all their fields."""
    names = [field.name for field in fields(cls)]
    return attrgetter(*names) if names else lambda _: ()


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    content = _content(self.__class__)
    return content(self) == content(other)


def _hash(self: Any) -> int:
    return hash(_content(self.__class__)(self))


def _repr(self: Any) -> str:
    said = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
    return f"{self.__class__.__qualname__}({said})"


@value
class Account:
    """An account of a chat channel, as the platform names it; also the operator and the clock."""

    channel: str
    id: str


#: The person at the command line, and the schedule: they act without a chat.
OPERATOR = Account(channel="system", id="operator")
CLOCK = Account(channel="system", id="clock")


@value
class Cause:
    """The update that a command answers: processed once, and only once.

    ``digest`` is that of its sender, kind and content: a number that comes again with another
    content is another update. ``taken_at`` (UTC seconds) is when it was taken in, if it had to
    wait for its turn; 0 for one that is handled at once.
    """

    bot: str
    update_id: int
    digest: int = 0
    taken_at: int = 0

    @property
    def key(self) -> tuple[str, int, int]:
        """What makes two deliveries the same update."""
        return self.bot, self.update_id, self.digest


@value
class Person:
    """A resident as a use case knows them. ``owner_key`` is their name on the ownership roll.

    ``slug`` is their community's name in addresses. ``large``: the step of elder mode (0: off, 1:
    large, 2: largest); ``digest``: when notices reach them (``directory.DIGESTS``).
    """

    community_id: str
    id: str
    ref: str
    name: str
    unit: str
    adult: bool
    owner_key: str | None
    locale: str
    timezone: str
    large: int
    roles: frozenset[str]
    slug: str = ""
    digest: str = "at_once"

    def holds(self, role: str) -> bool:
        """Whether this person holds a role; everyone who joined is also a ``resident``."""
        return role in self.roles


def system_person(account: Account, *, community_id: str, locale: str, timezone: str) -> Person:
    """Make the person that the operator or the clock acts as, within one community."""
    return Person(
        community_id=community_id,
        id=account.id,
        ref=account.id,
        name=account.id,
        unit="",
        adult=False,
        owner_key=None,
        locale=locale,
        timezone=timezone,
        large=0,
        roles=frozenset({account.id}),
    )
