"""Reading who somebody is."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from council.kernel.database.batch import select_crowd
from council.kernel.database.in_array import in_array, members
from council.kernel.database.records import read_one
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, communities, residents, roles
from council.kernel.values import CLOCK, OPERATOR, Account, Person, system_person
from council.people.community import Community

_PERSON = (
    residents.c.community_id,
    residents.c.id,
    residents.c.ref,
    residents.c.name,
    residents.c.unit,
    residents.c.adult,
    residents.c.owner_key,
    residents.c.locale,
    residents.c.large,
    residents.c.digest,
    communities.c.locale.label("community_locale"),
    communities.c.timezone,
    communities.c.slug,
)


# Every update and every command asks these two: built once, since building a statement costs more
# than running it.
_OF_ACCOUNT = (
    select(*_PERSON)
    .join(
        accounts,
        and_(
            accounts.c.community_id == residents.c.community_id,
            accounts.c.resident_id == residents.c.id,
        ),
    )
    .join(communities, communities.c.id == residents.c.community_id)
    .where(accounts.c.channel == bindparam("channel"), accounts.c.account == bindparam("account"))
)
_ROLES = select(roles.c.role).where(
    roles.c.community_id == bindparam("community_id"),
    roles.c.resident_id == bindparam("resident_id"),
)


def community(tx: Transaction, community_id: str) -> Community | None:
    """Read a community."""
    return read_one(tx, Community, select(communities).where(communities.c.id == community_id))


def person_of(tx: Transaction, account: Account) -> Person | None:
    """Find the resident bound to a chat account; None for a stranger."""
    given = {"channel": account.channel, "account": account.id}
    row = tx.connection.execute(_OF_ACCOUNT, given).one_or_none()
    return None if row is None else _person(tx, row)


@cache
def _of_accounts(dialect: str) -> Select[Any]:
    return (
        select(accounts.c.account, *_PERSON, roles.c.role)
        .join_from(
            accounts,
            residents,
            and_(
                accounts.c.community_id == residents.c.community_id,
                accounts.c.resident_id == residents.c.id,
            ),
        )
        .join(communities, communities.c.id == residents.c.community_id)
        .outerjoin(
            roles,
            and_(
                roles.c.community_id == residents.c.community_id,
                roles.c.resident_id == residents.c.id,
            ),
        )
        .where(
            accounts.c.channel == bindparam("of_channel"),
            in_array(dialect, accounts.c.account, "accounts"),
        )
    )


def persons_of(tx: Transaction, channel: str, ids: Iterable[str]) -> dict[str, Person]:
    """Find the residents bound to accounts of a channel, by account; strangers are left out."""
    dialect = tx.connection.dialect.name
    rows = select_crowd(
        tx.connection,
        _of_accounts(dialect),
        {"of_channel": channel, "accounts": members(dialect, ids)},
    )
    held: dict[str, set[str]] = {}
    of: dict[str, Any] = {}
    for row in rows:
        of[row.account] = row
        held.setdefault(row.account, {"resident"}).update([row.role] if row.role else [])
    return {
        account: value_from(
            Person, row, locale=row.locale or row.community_locale, roles=frozenset(held[account])
        )
        for account, row in of.items()
    }


def person_by(tx: Transaction, community_id: str, **column: str) -> Person | None:
    """Find a resident by one column: ``id=…`` or ``ref=…``."""
    ((name, wanted),) = column.items()
    query = (
        select(*_PERSON)
        .join(communities, communities.c.id == residents.c.community_id)
        .where(residents.c.community_id == community_id, residents.c[name] == wanted)
    )
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else _person(tx, row)


def actor(tx: Transaction, account: Account, community_id: str) -> Person | None:
    """Tell who acts: a resident by their chat account, or the operator or clock."""
    if account not in {OPERATOR, CLOCK}:
        return person_of(tx, account)
    row = community(tx, community_id)
    if row is None:
        return None
    return system_person(
        account, community_id=community_id, locale=row.locale, timezone=row.timezone
    )


def _person(tx: Transaction, row: Any) -> Person:
    held = tx.connection.scalars(_ROLES, {"community_id": row.community_id, "resident_id": row.id})
    locale = row.locale or row.community_locale
    return value_from(Person, row, locale=locale, roles=frozenset({"resident", *held}))
