"""Launch data of Mini Apps, signed as Telegram signs it.

HMAC-SHA-256 over the sorted `key=value` lines; the key is HMAC("WebAppData", bot token).
"""

import hashlib
import hmac
import json
from urllib.parse import urlencode

from bot.sandbox.wire import Json

VERSION = "9.0"


def init_data(*, token: str, user: Json, now: int, query_id: str) -> str:
    """The query string that a Mini App hands to its server; `now` in UTC seconds."""
    fields = {
        "auth_date": str(now),
        "query_id": query_id,
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
    }
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    fields["hash"] = hmac.digest(key, lines.encode(), hashlib.sha256).hex()
    return urlencode(fields)


def launch_url(url: str, *, token: str, user: Json, now: int, query_id: str) -> str:
    """The address a client opens: launch data in the fragment, which no server log sees."""
    data = init_data(token=token, user=user, now=now, query_id=query_id)
    fragment = urlencode(
        {"tgWebAppData": data, "tgWebAppVersion": VERSION, "tgWebAppPlatform": "sandbox"}
    )
    return f"{url}#{fragment}"
