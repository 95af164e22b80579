"""A person's settings: the language, elder mode 长辈版, when notices come."""

from sqlalchemy import update

from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import DIGESTS, residents
from council.kernel.outbox.digests import SendDigests, release, send
from council.kernel.policy import ROLES
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.people.commands import ChangeSettings, SettingsView

LOCALES = ("zh_CN", "en")
#: Steps of elder mode: off, large (24 px on pages), largest (30 px).
SIZES = (0, 1, 2)


def change_settings(
    tx: Transaction, who: Person, command: ChangeSettings
) -> SettingsView | Refusal:
    """Set what the command names; whoever no longer wants the morning's message is told at once."""
    if command.locale is not None and command.locale not in LOCALES:
        return refuse("people.unknown_locale", locale=command.locale)
    locale = command.locale or who.locale
    large = who.large if command.large is None else command.large
    digest = command.digest or who.digest
    if large not in SIZES or digest not in DIGESTS:
        return refuse("press.unknown")
    tx.connection.execute(
        update(residents)
        .where(residents.c.community_id == who.community_id, residents.c.id == who.id)
        .values(locale=locale, large=large, digest=digest)
    )
    if digest == "at_once" != who.digest:
        release(tx, who)
    drawn_anew = locale != who.locale or bool(large) != bool(who.large)
    keys = command.cause.bot if command.cause and drawn_anew else ""
    return SettingsView(
        locale=locale,
        large=large,
        digest=digest,
        name=who.name,
        ref=who.ref,
        unit=who.unit,
        keys=keys,
        roles=tuple(role for role in ROLES if who.holds(role)) if keys == "staff" else (),
    )


SETTINGS: UseCases = {ChangeSettings: change_settings, SendDigests: send}
