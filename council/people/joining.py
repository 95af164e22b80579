"""Joining by code, roles, the residents' list, codes."""

from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from council.kernel import drafts
from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, chats, communities, residents, roles
from council.kernel.forms.commands import DiscardDraft, DraftDiscarded, FormKept
from council.kernel.forms.putting_away import put_away
from council.kernel.outbox import enqueueing as outbox
from council.kernel.policy import ROLES
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account, Person
from council.people import records as people
from council.people.codes import CODES, code_hash
from council.people.commands import (
    GrantRole,
    ImportResidents,
    Leave,
    Left,
    RedeemCode,
    ResidentLine,
    ResidentsImported,
    RevokeRole,
    RoleChanged,
    UnbindResident,
    Unbound,
    WrongCode,
)
from council.people.hooks import ACCOUNTS_FREED, CODE_OF_MEMBER, OWNERS_LISTED
from council.people.reads import home
from council.people.settings import SETTINGS
from council.people.tables import code_tries, join_codes

#: Wrong codes allowed in an hour, per account (docs/interfaces.md#chat-commands).
TRIES = 5
HOUR = 3600


def join(tx: Transaction, command: RedeemCode) -> Any:
    """Bind an account to the line its code was issued for; the same account may come again."""
    now = people.person_of(tx, command.actor)
    row = tx.connection.execute(
        select(join_codes).where(join_codes.c.code_hash == code_hash(command.code))
    ).one_or_none()
    used_by = f"{command.actor.channel}:{command.actor.id}"
    if row is not None and row.used_by == used_by and now is not None:
        open_chat(tx, command.bot, command.actor)
        return home(tx, now, command.bot)
    if now is not None:
        meant = (each for each in CODE_OF_MEMBER(tx, now, command.code) if each is not None)
        done = next(meant, None)
        return done or refuse("people.already_joined", name=now.name, ref=now.ref)
    tried = tries_of(tx, used_by)
    if len(tried) >= TRIES:
        return refuse(
            "people.too_many_tries", minutes=max(1, -(-(tried[0] + HOUR - tx.now) // 60))
        )
    if row is None or row.used_by is not None:
        note_try(tx, used_by)
        return WrongCode(tries_left=TRIES - len(tried) - 1, wait_seconds=HOUR, locale="")
    refused = bind(tx, command.actor, row.community_id, row.resident_id, issue=row.issue)
    if refused is not None:
        return refused
    open_chat(tx, command.bot, command.actor)
    joined = people.person_by(tx, row.community_id, id=row.resident_id)
    assert joined is not None
    return home(tx, joined, command.bot, newly_joined=True)


def note_try(tx: Transaction, account: str) -> None:
    """Note that a wrong code came from somewhere."""
    row = {"id": tx.new_id(), "account": account, "tried_at": tx.now}
    tx.connection.execute(insert(code_tries), [row])


def tries_of(tx: Transaction, account: str) -> list[int]:
    """Tell when wrong codes came from somewhere in the last hour, the oldest first."""
    t = code_tries.c
    query = select(t.tried_at).where(t.account == account, t.tried_at > tx.now - HOUR)
    return list(tx.connection.scalars(query.order_by(t.tried_at)))


def bind(
    tx: Transaction, account: Account, community_id: str, resident_id: str, *, issue: str
) -> Refusal | None:
    """Bind an account to a resident's line, and spend the codes of an ``issue``."""
    execute = tx.connection.execute
    taken = execute(
        select(accounts.c.account).where(
            accounts.c.community_id == community_id,
            accounts.c.resident_id == resident_id,
            accounts.c.channel == account.channel,
        )
    ).one_or_none()
    if taken is not None:
        return refuse("people.line_taken")
    execute(
        insert(accounts),
        [
            {
                "channel": account.channel,
                "account": account.id,
                "community_id": community_id,
                "resident_id": resident_id,
                "bound_at": tx.now,
            }
        ],
    )
    execute(
        update(join_codes)
        .where(join_codes.c.issue == issue)
        .values(used_by=f"{account.channel}:{account.id}", used_at=tx.now)
    )
    execute(
        update(residents)
        .where(residents.c.community_id == community_id, residents.c.id == resident_id)
        .values(joined_at=func.coalesce(residents.c.joined_at, tx.now))
    )
    joined = people.person_by(tx, community_id, id=resident_id)
    assert joined is not None
    record(tx, joined, "people.join", "resident", resident_id)
    owner = (joined.owner_key,) if joined.owner_key else ()
    OWNERS_LISTED(tx, joined, community_id, owner, "people.join")
    return None


def _chat(bot: str, account: Account) -> ColumnElement[bool]:
    c = chats.c
    return (c.bot == bot) & (c.channel == account.channel) & (c.account == account.id)


def open_chat(tx: Transaction, bot: str, account: Account) -> None:
    """Note that the account has an open chat with the bot, so it may be written to."""
    mine = _chat(bot, account)
    known = tx.connection.execute(update(chats).where(mine).values(blocked_at=None))
    if known.rowcount == 0:
        tx.connection.execute(
            insert(chats),
            [
                {
                    "bot": bot,
                    "channel": account.channel,
                    "account": account.id,
                    "opened_at": tx.now,
                }
            ],
        )


def set_group(tx: Transaction, channel: str, *, there: bool) -> bool:
    """Open or close the way to the group of the only community; tells whether it is open.

    A group's account is its community's id.
    """
    known = tx.connection.scalars(select(communities.c.id).limit(2)).all()
    tx.connection.execute(delete(chats).where(chats.c.channel == channel))
    if there and len(known) == 1:
        open_chat(tx, "resident", Account(channel=channel, id=known[0]))
        return True
    return False


def block_chat(tx: Transaction, bot: str, account: Account) -> None:
    """Note that the person blocked the bot: nothing is sent there until they return."""
    tx.connection.execute(update(chats).where(_chat(bot, account)).values(blocked_at=tx.now))


def leave(tx: Transaction, who: Person, command: Leave) -> Left:
    """Unbind the account. What the person did stays; their drafts go."""
    tx.connection.execute(
        delete(accounts).where(
            accounts.c.channel == command.actor.channel, accounts.c.account == command.actor.id
        )
    )
    outbox.drop(tx, (command.actor,))
    ACCOUNTS_FREED(tx, (command.actor,))
    drafts.forget(tx, who)
    record(tx, who, "people.leave", "resident", who.id)
    return Left(name=who.name)


def discard_draft(
    tx: Transaction, who: Person, command: DiscardDraft
) -> DraftDiscarded | FormKept | Refusal:
    """Stop waiting for a message, or stop the form at its last look; nothing was filed."""
    waiting = drafts.awaiting(tx, who, command.bot) or drafts.looked_at(tx, who, command.bot)
    if waiting is None:
        return refuse("draft.nothing_to_stop")
    drafts.stop_awaiting(tx, who, command.bot)
    if waiting.kind.startswith(drafts.FORM):
        return put_away(tx, who, command.bot, waiting)
    return DraftDiscarded(kind=waiting.kind)


def import_residents(tx: Transaction, who: Person, command: ImportResidents) -> ResidentsImported:
    """Add or change the lines of a list in two statements, whatever its length."""
    t = residents.c
    known = {
        row.ref: row
        for row in tx.connection.execute(
            select(residents).where(t.community_id == who.community_id)
        )
    }
    new, changed = [], []
    for line in command.lines:
        before = known.get(line.ref)
        if before is None:
            new.append({"community_id": who.community_id, "id": tx.new_id(), **_columns(line)})
        elif any(before._mapping[k] != v for k, v in _columns(line).items()):  # noqa: SLF001 - public name of Row
            changed.append((before.id, _columns(line)))
    told = ResidentsImported(
        added=len(new),
        changed=len(changed),
        unchanged=len(command.lines) - len(new) - len(changed),
    )
    if command.dry_run:
        return told
    if new:
        tx.connection.execute(insert(residents), new)
    for resident_id, columns in changed:
        tx.connection.execute(
            update(residents)
            .where(t.community_id == who.community_id, t.id == resident_id)
            .values(**columns)
        )
    record(tx, who, "people.import", "residents", who.community_id, added=len(new))
    owners = (line.owner_key for line in command.lines if line.owner_key)
    OWNERS_LISTED(tx, who, who.community_id, owners, "people.import")
    return told


def _columns(line: ResidentLine) -> dict[str, str | int | None]:
    return {
        "ref": line.ref,
        "name": line.name,
        "unit": line.unit,
        "adult": int(line.adult),
        "owner_key": line.owner_key,
        "locale": line.locale,
    }


def grant_role(tx: Transaction, who: Person, command: GrantRole) -> RoleChanged | Refusal:
    """Give a role; giving it twice changes nothing."""
    found = _resident_and_role(tx, who, command.ref, command.role)
    if isinstance(found, Refusal):
        return found
    if not found.holds(command.role):
        tx.connection.execute(
            insert(roles),
            [
                {
                    "community_id": who.community_id,
                    "resident_id": found.id,
                    "role": command.role,
                    "granted_at": tx.now,
                    "granted_by": who.id,
                }
            ],
        )
        record(tx, who, command.verb, "resident", found.id, role=command.role)
    return RoleChanged(ref=found.ref, name=found.name, role=command.role, granted=True)


def revoke_role(tx: Transaction, who: Person, command: RevokeRole) -> RoleChanged | Refusal:
    """Take a role away; it acts at once."""
    found = _resident_and_role(tx, who, command.ref, command.role)
    if isinstance(found, Refusal):
        return found
    tx.connection.execute(
        delete(roles).where(
            roles.c.community_id == who.community_id,
            roles.c.resident_id == found.id,
            roles.c.role == command.role,
        )
    )
    record(tx, who, command.verb, "resident", found.id, role=command.role)
    return RoleChanged(ref=found.ref, name=found.name, role=command.role, granted=False)


def unbind(tx: Transaction, who: Person, command: UnbindResident) -> Unbound | Refusal:
    """Free a resident's line from whoever holds it; what was done in its name stays."""
    found = people.person_by(tx, who.community_id, ref=command.ref)
    if found is None:
        return refuse("people.unknown_ref", ref=command.ref)
    theirs = (
        accounts.c.community_id == who.community_id,
        accounts.c.resident_id == found.id,
    )
    gone = [
        Account(channel=channel, id=account)
        for channel, account in tx.connection.execute(
            select(accounts.c.channel, accounts.c.account).where(*theirs)
        )
    ]
    tx.connection.execute(delete(accounts).where(*theirs))
    outbox.drop(tx, gone)
    ACCOUNTS_FREED(tx, gone)
    tx.connection.execute(
        delete(join_codes).where(
            join_codes.c.community_id == who.community_id, join_codes.c.resident_id == found.id
        )
    )
    drafts.forget(tx, found)
    record(tx, who, command.verb, "resident", found.id, accounts=len(gone))
    return Unbound(ref=found.ref, name=found.name, accounts=len(gone))


def _resident_and_role(tx: Transaction, who: Person, ref: str, role: str) -> Person | Refusal:
    if role not in ROLES:
        return refuse("people.unknown_role", role=role, roles=" ".join(ROLES))
    found = people.person_by(tx, who.community_id, ref=ref)
    return found or refuse("people.unknown_ref", ref=ref)


PEOPLE: UseCases = {
    Leave: leave,
    DiscardDraft: discard_draft,
    ImportResidents: import_residents,
    GrantRole: grant_role,
    RevokeRole: revoke_role,
    UnbindResident: unbind,
    **CODES,
    **SETTINGS,
}
