"""Ways inside this site: wherever a browser is sent on, it is a path of ours."""

import re
from urllib.parse import urlencode

from aiohttp import web

#: Before the address of a page: the same as JSON. Behind it: its share card, its figures as a table.
API, PICTURE, TABLE = "/api/v1", "/card.png", ".csv"
#: What our own addresses are made of: segments that begin with a letter or digit.
_OURS = re.compile(r"(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)+")
#: What may stand in a form's field: no other host, no control characters, no backslash.
_INSIDE = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,2000}")
#: The home of a community stands under its slash.
_COMMUNITY = re.compile(r"/c/[^/]+")


def inside(request: web.Request) -> str:
    """Tell the address that a request means which has a slash too many (or too few); empty: none."""
    path = request.path.rstrip("/")
    if not _OURS.fullmatch(path):
        return ""
    if path == request.path:
        if not _COMMUNITY.fullmatch(path):
            return ""
        path += "/"
    elif _COMMUNITY.fullmatch(path):
        return ""
    return path + kept_query(request)


def kept_query(request: web.Request) -> str:
    """Write a request's query anew, to be put behind another path of ours."""
    return f"?{urlencode(list(request.query.items()))}" if request.query else ""


def way_back(text: object) -> str:
    """Read a way back that a form was given; the front page where it leads anywhere else."""
    return text if isinstance(text, str) and _INSIDE.fullmatch(text) else "/"
