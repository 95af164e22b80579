"""Signing in on a device, and who is signed in."""

import secrets
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from council.kernel.acts_log import record
from council.kernel.database.batch import select_crowd
from council.kernel.database.in_array import in_array, members
from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts
from council.kernel.outbox.enqueueing import notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account, Person, value
from council.people import records as people
from council.people.codes import code_hash
from council.people.commands import WrongCode
from council.people.hall.tables import hall_codes, hall_pushes, hall_sessions
from council.people.joining import HOUR, TRIES, bind, note_try, open_chat, tries_of
from council.people.tables import join_codes

CHANNEL = "web"
BOTS = ("resident", "staff")
#: Wrong codes allowed in an hour from one address: behind one may be a whole quarter, and a code
#: has 50 random bits.
TRIES_OF_ADDRESS = 100
#: How long (s) a device stays signed in that nobody uses, a code for one more device holds, and a
#: form that was sent twice still belongs to the joining that it began.
KEPT_FOR, CODE_FOR, TWICE = 180 * 86_400, 600, 120
#: How often (s) it is noted that a device is in use.
NOTED_EVERY = 3_600


@value
class Session:
    """A device on which somebody is signed in. ``id`` names it to its owner."""

    token_hash: str
    id: str
    account: str
    device: str
    made_at: int
    seen_at: int
    expires_at: int
    ended_at: int | None


@value
class SignedIn:
    """Who comes by a session."""

    session: Session
    person: Person

    @property
    def account(self) -> Account:
        """The account that acts."""
        return Account(channel=CHANNEL, id=self.session.account)


@value
class Arrival:
    """A browser that shows a code; ``guest`` is the name that it was given before, as a hash."""

    code: str
    guest: str
    address: str
    device: str


@value
class Joined:
    """A device was let in: the token is for its browser alone. ``newly``: it is the person's first."""

    token: str
    person: Person
    newly: bool


def hashed(token: str) -> str:
    """Hash a browser's token or name, as it is kept."""
    return sha256(b"yishi/hall/" + token.encode()).hexdigest()


def signed_in(tx: Transaction, token: str) -> SignedIn | Refusal | None:
    """Tell whose token that is; None for one that we never gave, a Refusal for one that is over."""
    return all_signed_in(tx, [token])[0]


@cache
def _of_tokens(dialect: str) -> Select[Any]:
    named = [hall_sessions.c[field.name] for field in fields(Session)]
    return select(*named).where(in_array(dialect, hall_sessions.c.token_hash, "tokens"))


def all_signed_in(tx: Transaction, tokens: Sequence[str]) -> list[SignedIn | Refusal | None]:
    """Tell whose tokens those are, as ``signed_in`` does for one."""
    dialect, names = tx.connection.dialect.name, [hashed(token) for token in tokens]
    rows = select_crowd(tx.connection, _of_tokens(dialect), {"tokens": members(dialect, names)})
    sessions = {row.token_hash: value_from(Session, row) for row in rows}
    persons = people.persons_of(tx, CHANNEL, [each.account for each in sessions.values()])

    def told(session: Session | None) -> SignedIn | Refusal | None:
        if session is None:
            return None
        if session.ended_at is not None:
            return refuse("hall.signed_out")
        if session.expires_at <= tx.now:
            return refuse("hall.expired")
        person = persons.get(session.account)
        if person is None:
            return refuse("hall.unbound")
        return SignedIn(session=session, person=person)

    return [told(sessions.get(name)) for name in names]


def note_use(tx: Transaction, session: Session) -> None:
    """Note that a device is in use, which keeps it signed in."""
    this = hall_sessions.c.token_hash == session.token_hash
    tx.connection.execute(
        update(hall_sessions)
        .where(this, hall_sessions.c.ended_at.is_(None))
        .values(seen_at=tx.now, expires_at=tx.now + KEPT_FOR)
    )


def arrive(tx: Transaction, asked: Arrival) -> Joined | WrongCode | Refusal:
    """Let a device in by a code: one from a slip, or one that another device of the person showed."""
    guest, address = f"web-guest:{asked.guest}", f"web-address:{asked.address}"
    for name, most in ((guest, TRIES), (address, TRIES_OF_ADDRESS)):
        tried = tries_of(tx, name)
        if len(tried) >= most:
            wait = tried[0] + HOUR - tx.now
            return refuse("people.too_many_tries", minutes=max(1, -(-wait // 60)))
    found = _by_slip(tx, asked) or _by_device(tx, asked)
    if found is not None:
        return found
    note_try(tx, guest)
    note_try(tx, address)
    left = TRIES - len(tries_of(tx, guest))
    return WrongCode(tries_left=left, wait_seconds=HOUR, locale="")


def _by_slip(tx: Transaction, asked: Arrival) -> Joined | Refusal | None:
    row = tx.connection.execute(
        select(join_codes).where(join_codes.c.code_hash == code_hash(asked.code)).with_for_update()
    ).one_or_none()
    if row is None:
        return None
    account = _account_of(tx, row.community_id, row.resident_id)
    if row.used_by is not None:
        # Sent twice by one browser: it is let in again, where it was let in just now.
        mine = account is not None and row.used_by == f"{CHANNEL}:{account.id}"
        return _again(tx, asked, account) if mine and account is not None else None
    if account is not None:
        return refuse("people.line_taken")
    account = Account(channel=CHANNEL, id=tx.new_id())
    refused = bind(tx, account, row.community_id, row.resident_id, issue=row.issue)
    return refused or _session(tx, asked, account, newly=True)


def _by_device(tx: Transaction, asked: Arrival) -> Joined | Refusal | None:
    c = hall_codes.c
    row = tx.connection.execute(
        select(hall_codes).where(c.code_hash == code_hash(asked.code)).with_for_update()
    ).one_or_none()
    if row is None or row.made_at <= tx.now - CODE_FOR:
        return None
    account = _account_of(tx, row.community_id, row.resident_id)
    if row.used_at is not None:
        return None if account is None else _again(tx, asked, account)
    tx.connection.execute(
        update(hall_codes).where(c.code_hash == row.code_hash).values(used_at=tx.now)
    )
    newly = account is None
    if account is None:
        account = Account(channel=CHANNEL, id=tx.new_id())
        refused = bind(tx, account, row.community_id, row.resident_id, issue="")
        if refused is not None:
            return refused
    joined = _session(tx, asked, account, newly=newly)
    if isinstance(joined, Joined):
        # Whoever has the code of another comes in as them: all their chats hear of it.
        notify(
            tx,
            row.community_id,
            these(row.community_id, [row.resident_id]),
            notice="hall.signed_in",
            subject=row.code_hash,
            params={"device": asked.device, "came_at": tx.now},
            urgent=True,
        )
    return joined


def let_in(tx: Transaction, account: Account, guest: str, device: str) -> Joined | Refusal:
    """Let a device in whose owner another channel vouches for: it has just told us who they are."""
    person = people.person_of(tx, account)
    if person is None:
        return refuse("people.unknown")
    for bot in BOTS:
        open_chat(tx, bot, account)
    mine = _account_of(tx, person.community_id, person.id)
    newly = mine is None
    if mine is None:
        mine = Account(channel=CHANNEL, id=tx.new_id())
        refused = bind(tx, mine, person.community_id, person.id, issue="")
        if refused is not None:
            return refused
    return _session(
        tx, Arrival(code="", guest=guest, address="", device=device), mine, newly=newly
    )


def _again(tx: Transaction, asked: Arrival, account: Account) -> Joined | None:
    """Give the device that joined just now a new token; its session, and its alerts, stay."""
    s = hall_sessions.c
    same = tx.connection.execute(
        select(s.token_hash)
        .where(
            s.account == account.id,
            s.guest_hash == asked.guest,
            s.made_at > tx.now - TWICE,
            s.ended_at.is_(None),
        )
        .limit(1)
    ).one_or_none()
    person = people.person_of(tx, account)
    if same is None or person is None:
        return None
    token = secrets.token_urlsafe(32)
    tx.connection.execute(
        update(hall_sessions)
        .where(s.token_hash == same.token_hash)
        .values(token_hash=hashed(token), seen_at=tx.now, expires_at=tx.now + KEPT_FOR)
    )
    return Joined(token=token, person=person, newly=False)


def _session(tx: Transaction, asked: Arrival, account: Account, *, newly: bool) -> Joined:
    token = secrets.token_urlsafe(32)
    row = {
        "token_hash": hashed(token),
        "id": tx.new_id(),
        "account": account.id,
        "guest_hash": asked.guest,
        "device": asked.device,
        "made_at": tx.now,
        "seen_at": tx.now,
        "expires_at": tx.now + KEPT_FOR,
    }
    tx.connection.execute(insert(hall_sessions), [row])
    for bot in BOTS:  # the desk's news are sent to none but those who hold a role
        open_chat(tx, bot, account)
    person = people.person_of(tx, account)
    assert person is not None
    record(tx, person, "people.sign_in", "resident", person.id)
    return Joined(token=token, person=person, newly=newly)


def _account_of(tx: Transaction, community_id: str, resident_id: str) -> Account | None:
    a = accounts.c
    found = tx.connection.scalar(
        select(a.account).where(
            a.community_id == community_id, a.resident_id == resident_id, a.channel == CHANNEL
        )
    )
    return None if found is None else Account(channel=CHANNEL, id=found)


def person_behind(tx: Transaction, channel: str, account: str) -> Person | None:
    """Tell who joined by an account of another channel."""
    return people.person_of(tx, Account(channel=channel, id=account))


def devices(tx: Transaction, account: Account) -> tuple[Session, ...]:
    """Tell where somebody is signed in, the newest first."""
    s = hall_sessions.c
    query = select(hall_sessions).where(
        s.account == account.id, s.ended_at.is_(None), s.expires_at > tx.now
    )
    return read_all(tx, Session, query.order_by(s.made_at.desc(), s.id.desc()))


def sign_out(tx: Transaction, account: Account, session_id: str) -> int:
    """Sign one device out, or (``all``) every one; tells how many."""
    s = hall_sessions.c
    theirs = (s.account == account.id) & s.ended_at.is_(None)
    p = hall_pushes.c
    pushes = p.account == account.id
    if session_id != "all":
        theirs &= s.id == session_id
        pushes &= p.session_id == session_id
    tx.connection.execute(delete(hall_pushes).where(pushes))
    ended = update(hall_sessions).where(theirs).values(ended_at=tx.now)
    return tx.connection.execute(ended).rowcount


def open_sessions(tx: Transaction) -> int:
    """Count the devices that are signed in."""
    s = hall_sessions.c
    query = select(func.count()).where(s.ended_at.is_(None), s.expires_at > tx.now)
    return tx.connection.scalar(query) or 0
