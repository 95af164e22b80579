"""What calendars and feed readers fetch: ``/meetings.ics`` and ``/resolutions.atom``.

The calendar library is imported when the first calendar is asked for: the pages do not wait for it.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from council.reads.public import meetings, resolutions
from council.reads.public.meetings import MeetingLine
from web.site import SITE, Visit, render, visit

if TYPE_CHECKING:
    from icalendar import Event

#: How long a meeting is put into people's calendars for.
_LENGTH = timedelta(hours=2)
_STATUS = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}


async def calendar(request: web.Request) -> web.Response:
    """Answer with every meeting as an iCalendar file."""
    from icalendar import Calendar  # noqa: PLC0415 - see above

    here, found = await visit(request, lambda tx, community: meetings.lines(tx, community.id))
    assert here.community is not None, "a visit that gathered has a community"
    made = Calendar()
    made.add("prodid", "-//Yishi//council hall//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{here.community.name} {here.say('web.meetings')}")
    for meeting in found:
        made.add_component(_event(meeting, here, site=address(request), slug=here.community.slug))
    return web.Response(
        body=made.to_ical(),
        content_type="text/calendar",
        charset="utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def _event(meeting: MeetingLine, here: Visit, *, site: str, slug: str) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - see above

    event = Event()
    starts = datetime.fromtimestamp(meeting.starts_at, UTC)
    event.add("uid", f"meeting-{meeting.number}@{slug}.yishi")
    event.add("dtstamp", datetime.fromtimestamp(here.now, UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + _LENGTH)
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    event.add("status", _STATUS.get(meeting.state, "CONFIRMED"))
    event.add("url", site + here.asking.url(f"/meetings/{meeting.number}"))
    return event


async def feed(request: web.Request) -> web.Response:
    """Answer with the published resolutions as an Atom feed."""
    here, found = await visit(
        request, lambda tx, community: resolutions.listed(tx, community.id, limit=50)
    )
    newest = max((line.published_at for line in found), default=0)
    xml = render("resolutions.xml", here, found=found, site=address(request), newest=newest)
    return web.Response(
        text=xml,
        content_type="application/atom+xml",
        charset="utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def address(request: web.Request) -> str:
    """Tell where people reach these pages: as set, else as this request came."""
    public = request.app[SITE].hall.settings.public_url
    return public or f"{request.scheme}://{request.host}"
