"""A person's own start screen and settings, without changing anything."""

from council.kernel.database.transaction import Transaction
from council.kernel.policy import ROLES, STAFF
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.people import records as people
from council.people.commands import Home, SettingsView


def home(tx: Transaction, who: Person, bot: str, *, newly_joined: bool = False) -> Home | Refusal:
    """The start screen; the staff bot is only for those who hold a role."""
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    row = people.community(tx, who.community_id)
    assert row is not None
    return Home(
        name=who.name,
        community=row.name,
        bot=bot,
        roles=tuple(role for role in ROLES if who.holds(role)),
        demo=row.demo,
        newly_joined=newly_joined,
        locale=who.locale,
        large=who.large,
    )


def settings(tx: Transaction, who: Person) -> SettingsView:
    """The settings as they stand."""
    return SettingsView(
        locale=who.locale,
        large=who.large,
        digest=who.digest,
        name=who.name,
        ref=who.ref,
        unit=who.unit,
    )
