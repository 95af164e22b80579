"""What calendars and feed readers fetch: ``/meetings.ics`` and ``/resolutions.atom``.

The calendar library is imported when the first calendar is asked for: the pages do not wait for it.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from council.kernel.texts import clean_line, clean_text
from council.meetings import public as meetings
from council.meetings.public import MeetingLine
from council.resolutions import public as resolutions
from web.drawn import SPOKEN, Drawn, drawn
from web.request_context import Wanted
from web.show import served
from web.site import Site, Visit, look, render

if TYPE_CHECKING:
    from icalendar import Event

#: How long a meeting is put into people's calendars for.
_LENGTH = timedelta(hours=2)
#: Calendars are stamped with the day, so that one is sent again only when it has changed.
_DAY = 86_400
_STATUS = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}


def _calendar(site: Site, wanted: Wanted) -> Drawn:
    """Draw every meeting as an iCalendar file."""
    from icalendar import Calendar  # noqa: PLC0415 - see above

    here, found = look(site, wanted, lambda tx, community: meetings.lines(tx, community.id))
    assert here.community is not None, "a visit that gathered has a community"
    made = Calendar()
    made.add("prodid", "-//Yishi//council hall//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", clean_line(f"{here.community.name} {here.say('web.meetings')}"))
    for meeting in found:
        made.add_component(_event(meeting, here, slug=here.community.slug))
    return drawn(made.to_ical(), "text/calendar", vary=SPOKEN)


def _event(meeting: MeetingLine, here: Visit, *, slug: str) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - see above

    event = Event()
    starts = datetime.fromtimestamp(meeting.starts_at, UTC)
    site = here.site.app.settings.web_url
    event.add("uid", f"meeting-{meeting.number}@{slug}.yishi")
    event.add("dtstamp", datetime.fromtimestamp(here.now - here.now % _DAY, UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + _LENGTH)
    event.add("summary", clean_line(meeting.title))
    event.add("location", clean_line(meeting.place))
    event.add("status", _STATUS.get(meeting.state, "CONFIRMED"))
    event.add("url", site + here.asking.url(f"/meetings/{meeting.number}"))
    return event


def _feed(site: Site, wanted: Wanted) -> Drawn:
    """Draw the published resolutions as an Atom feed."""
    here, found = look(
        site, wanted, lambda tx, community: resolutions.lines(tx, community.id, limit=50)
    )
    newest = max((line.published_at for line in found), default=0)
    xml = render(
        "resolutions.xml", here, found=found, site=site.app.settings.web_url, newest=newest
    )
    return drawn(clean_text(xml), "application/atom+xml", vary=SPOKEN)


calendar = served("calendar", _calendar)
feed = served("feed", _feed)
