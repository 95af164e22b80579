"""Links from a chat program into the hall: where they lead, and for whom they were made. Pure."""

import hmac
import re
from hashlib import sha256
from urllib.parse import urlencode

#: Where a link may lead: a side of the hall, of one community or the only one.
_PATH = re.compile(r"(/c/[a-z0-9-]{1,40})?/hall(/desk)?", re.ASCII)


def is_hall(path: str) -> bool:
    """Whether a path leads into the hall, and nowhere else."""
    return _PATH.fullmatch(path) is not None


def link(site: str, channel: str, account: str, path: str, *, secret: str) -> str:
    """Make the address that brings one account into the hall by its chat program.

    Opened by anybody else it lets nobody in: what it is signed for is compared with who came.
    """
    query = {"to": path, "for": account, "sign": _signature(channel, account, path, secret)}
    return f"{site}/{channel}/open?{urlencode(query)}"


def is_ours(channel: str, account: str, path: str, signature: str, *, secret: str) -> bool:
    """Whether we made a link."""
    expected = _signature(channel, account, path, secret).encode()
    return hmac.compare_digest(expected, signature.encode("utf-8", "surrogateescape"))


def _signature(channel: str, account: str, path: str, secret: str) -> str:
    key = hmac.new(secret.encode(), f"yishi/{channel}/open".encode(), sha256).digest()
    return hmac.new(key, f"{account}\0{path}".encode(), sha256).hexdigest()[:32]
