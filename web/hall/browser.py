"""What a browser carries and shows: its cookie, the token of its forms, where it comes from.

The cookie holds a random name until somebody joins, and the token of a session from then on. A form
is taken only from a page of ours: the browser says where it comes from, and the form bears a token
that only a page for this very cookie can know.
"""

import hmac
import re
import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from aiohttp import web

from council.people.hall.sessions import KEPT_FOR
from web.sending import SECURE

#: The cookie over https, which no other host may set, and over http (this machine, a trial).
_OVER_HTTPS, _PLAIN = "__Host-yishi", "yishi"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}", re.ASCII)
#: Programs and systems by a word in what browsers say of themselves; the first that fits.
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_PROGRAMS = (
    ("wxwork", "WeCom"),
    ("MicroMessenger", "WeChat"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("MiuiBrowser", "Mi Browser"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def token_of(request: web.Request) -> str:
    """Tell what the cookie holds; empty for nothing of ours."""
    found = request.cookies.get(_name(request), "")
    return found if _TOKEN.fullmatch(found) else ""


def new_token() -> str:
    """Make the name of a browser that has not joined."""
    return secrets.token_urlsafe(24)


def set_token(request: web.Request, answer: web.StreamResponse, token: str) -> None:
    """Let the browser carry a token."""
    answer.set_cookie(
        _name(request),
        token,
        max_age=KEPT_FOR,
        path="/",
        secure=request.app[SECURE],
        httponly=True,
        samesite="Lax",
    )


def _name(request: web.Request) -> str:
    return _OVER_HTTPS if request.app[SECURE] else _PLAIN


def form_token(token: str) -> str:
    """Tell the token that the forms of a browser bear."""
    return sha256(b"yishi/hall/form/" + token.encode()).hexdigest()[:32]


def is_ours(request: web.Request, token: str, given: str) -> bool:
    """Whether a form was sent from a page of ours, by the browser that it was drawn for."""
    expected = form_token(token).encode()
    if not token or not hmac.compare_digest(expected, given.encode("utf-8", "replace")):
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or _host_of(origin) == request.host


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def device_of(request: web.Request) -> str:
    """Say what a browser is, in general words: enough for its owner to know it again."""
    said = request.headers.get("User-Agent", "")
    names = [
        next((name for word, name in known if word in said), "") for known in (_SYSTEMS, _PROGRAMS)
    ]
    return " · ".join(filter(None, names)) or "?"
