"""Browsers that asked to be told that there is news (Web Push)."""

import json
import re
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import urlsplit

from sqlalchemy import delete, func, insert, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account, value
from council.people.hall.sessions import SignedIn
from council.people.hall.tables import hall_pushes

#: The services that browsers are told of news through: an endpoint is what a browser says, and we
#: are to call no other host for anybody.
SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
    "push.hicloud.com",
)
#: How many devices of one account are told.
MOST = 8
_KEY = re.compile(r"[A-Za-z0-9_-]{86,88}={0,2}", re.ASCII)
_SECRET = re.compile(r"[A-Za-z0-9_-]{21,24}={0,2}", re.ASCII)


@value
class Subscription:
    """Where one browser is told, and with which keys."""

    endpoint_hash: str
    endpoint: str
    key: str
    secret: str


def read_subscription(text: str, services: Collection[str] = SERVICES) -> Subscription | Refusal:
    """Read what a browser says of its subscription (``PushSubscription.toJSON``)."""
    try:
        said = json.loads(text)
        endpoint, keys = said["endpoint"], said["keys"]
        key, secret = keys["p256dh"], keys["auth"]
        where, endpoint_hash = urlsplit(endpoint), sha256(endpoint.encode()).hexdigest()
        host, port = where.hostname or "", where.port
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError):
        return refuse("hall.garbled")
    known = any(host == one or host.endswith(f".{one}") for one in services)
    fits = isinstance(key, str) and isinstance(secret, str)
    if not (fits and _KEY.fullmatch(key) and _SECRET.fullmatch(secret)):
        return refuse("hall.garbled")
    if where.scheme != "https" or port not in {None, 443} or where.username or not known:
        return refuse("hall.push_elsewhere")
    return Subscription(
        endpoint_hash=endpoint_hash,
        endpoint=endpoint,
        key=key,
        secret=secret,
    )


def subscribe(tx: Transaction, signed: SignedIn, it: Subscription) -> None:
    """Keep a subscription of a device; one browser has one, and the oldest make room."""
    p = hall_pushes.c
    tx.connection.execute(delete(hall_pushes).where(p.endpoint_hash == it.endpoint_hash))
    row = {
        "endpoint_hash": it.endpoint_hash,
        "account": signed.account.id,
        "session_id": signed.session.id,
        "endpoint": it.endpoint,
        "key": it.key,
        "secret": it.secret,
        "made_at": tx.now,
    }
    tx.connection.execute(insert(hall_pushes), [row])
    mine = (
        select(p.endpoint_hash)
        .where(p.account == signed.account.id)
        .order_by(p.made_at.desc(), p.endpoint_hash)
    )
    old = list(tx.connection.scalars(mine))[MOST:]
    tx.connection.execute(delete(hall_pushes).where(p.endpoint_hash.in_(old)))


def subscriptions(tx: Transaction, account: Account) -> tuple[Subscription, ...]:
    """Tell where an account's browsers are told."""
    query = select(hall_pushes).where(hall_pushes.c.account == account.id)
    return read_all(tx, Subscription, query)


def end(tx: Transaction, endpoint_hash: str) -> None:
    """Forget a subscription that is no more."""
    p = hall_pushes.c
    tx.connection.execute(delete(hall_pushes).where(p.endpoint_hash == endpoint_hash))


def subscribed(tx: Transaction) -> int:
    """Count them."""
    return tx.connection.scalar(select(func.count()).select_from(hall_pushes)) or 0
