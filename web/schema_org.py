"""The same as a page says, in the words of schema.org, for search engines and other programs.

A block of data (``application/ld+json``) is no script: nothing runs it, and no policy stops it.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from council.meetings.public import Meeting
from council.overview.home import Home
from council.overview.sharing.card import Card
from council.overview.sharing.words import label_of, line_of
from council.resolutions.public import Resolution
from web.site import Visit

Thing = dict[str, Any]
#: What a text inside an element of HTML must not hold.
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_MEETS = "https://schema.org/OfflineEventAttendanceMode"


def structured(
    here: Visit, shown: Any, *, card: Card | None, data: str, table: str
) -> Markup | None:
    """Write what a page is about as JSON-LD; None where schema.org has no word for it.

    ``data`` and ``table`` are the addresses of the same as JSON and as CSV.
    """
    things: list[Thing] = []
    if isinstance(shown, Home):
        things.append(_hall(here))
    maker = _MAKERS.get(type(shown))
    if maker is not None:
        things.append(maker(here, shown))
    if card is not None and table:
        things.append(_dataset(here, card, ((table, "text/csv"), (data, "application/json"))))
    if not things:
        return None
    graph = {"@context": "https://schema.org", "@graph": things}
    written = json.dumps(graph, ensure_ascii=False)
    for sign, escaped in _ESCAPED.items():
        written = written.replace(sign, escaped)
    return Markup(written)  # noqa: S704 - escaped above, as JSON has it


def _name(here: Visit) -> str:
    assert here.community is not None
    return f"{here.community.name} {here.say('web.hall').unescape()}"


def _hall(here: Visit) -> Thing:
    """The hall: residents governing themselves, which schema.org does not count to government."""
    return {
        "@type": "Organization",
        "@id": here.lasting("/"),
        "name": _name(here),
        "url": here.lasting("/"),
    }


def _iso(here: Visit, at: int) -> str:
    return here.say.local(at).isoformat()


def _meeting(here: Visit, it: Meeting) -> Thing:
    said: Thing = {
        "@type": "Event",
        "@id": here.lasting(f"/meetings/{it.number}"),
        "name": it.title,
        "url": here.lasting(f"/meetings/{it.number}"),
        "startDate": _iso(here, it.starts_at),
        "endDate": _iso(here, it.starts_at + it.lasts_minutes * 60),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": _MEETS,
        "location": {"@type": "Place", "name": it.place, "address": it.place},
        "organizer": _hall(here),
    }
    if it.state == "cancelled":
        said["eventStatus"] = "https://schema.org/EventCancelled"
    elif it.moved_at and it.moved_from_at:
        said["eventStatus"] = "https://schema.org/EventRescheduled"
        said["previousStartDate"] = _iso(here, it.moved_from_at)
    return said


def _resolution(here: Visit, it: Resolution) -> Thing:
    """A resolution is a text that was published; whether it binds is not for this word to say."""
    return {
        "@type": "CreativeWork",
        "@id": here.lasting(f"/resolutions/{it.number}"),
        "identifier": it.number,
        "name": it.title,
        "url": here.lasting(f"/resolutions/{it.number}"),
        "text": it.body,
        "datePublished": _iso(here, it.published_at),
        "creativeWorkStatus": here.say(f"state.resolution.{it.state}").unescape(),
        "publisher": _hall(here),
    }


def _dataset(here: Visit, card: Card, files: Iterable[tuple[str, str]]) -> Thing:
    label = label_of(card, here.say)
    return {
        "@type": "Dataset",
        "@id": here.lasting(card.path) + "#data",
        "name": f"{label} {card.title}",
        "description": f"{_name(here)} · {card.title} · {line_of(card, here.say)}",
        "url": here.lasting(card.path),
        "isAccessibleForFree": True,
        "creator": _hall(here),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
            for address, kind in files
        ],
    }


_MAKERS: dict[type, Callable[[Visit, Any], Thing]] = {
    Meeting: _meeting,
    Resolution: _resolution,
}
