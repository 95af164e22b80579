"""How values are declared here: frozen, slotted, keyword-only; and who a person is."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

C = TypeVar("C")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[C]) -> type[C]:
    """Declare a frozen, slotted, keyword-only dataclass."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


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
    """The update that a command answers: processed once, and only once."""

    bot: str
    update_id: int


@value
class Person:
    """A resident as a use case knows them. ``owner_key`` is their name on the ownership roll."""

    community_id: str
    id: str
    ref: str
    name: str
    unit: str
    adult: bool
    owner_key: str | None
    locale: str
    timezone: str
    large: bool
    roles: frozenset[str]

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
        large=False,
        roles=frozenset({account.id}),
    )
