"""What calendars fetch: ``/meetings.ics``, and ``/meetings/N.ics`` to import one meeting (RFC 5545).

A series is one event with its rule; each meeting made of it overrides the instance that the rule
gave, which is its ``RECURRENCE-ID`` for good, wherever it is moved. ``SEQUENCE`` is a kept number that
rises with each change that a calendar must take over. The feed has no ``METHOD``: what is subscribed
to is no message. A single meeting is published as RFC 5546 (3.2.1) has it, by the hall as organizer.

The calendar library is imported when the first calendar is asked for: the pages do not wait for it.
"""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from council.kernel.texts import clean_line
from council.meetings.series import public as series
from council.meetings.series.public import CalendarMeeting, CalendarSeries
from web.drawn import NO_CACHE, SPOKEN, Drawn, drawn
from web.request_context import Wanted
from web.show import served
from web.site import NothingThere, Site, Visit, look

if TYPE_CHECKING:
    from icalendar import Calendar, Event

INVITATION = r"/meetings/{number:[1-9][0-9]{0,8}}.ics"
_STATUS = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}
#: How many years ahead the changes of a zone's clocks are written.
_YEARS = 10


def _feed(site: Site, wanted: Wanted) -> Drawn:
    """Draw every series and every meeting."""
    here, found = look(site, wanted, lambda tx, community: series.calendar(tx, community.id))
    return drawn(_written(here, found), "text/calendar", vary=SPOKEN)


def _invitation(site: Site, wanted: Wanted) -> Drawn:
    """Draw one meeting as a message that a calendar program imports."""
    number = int(dict(wanted.named)["number"])
    here, found = look(
        site, wanted, lambda tx, community: series.invitation(tx, community.id, number=number)
    )
    if found is None:
        raise NothingThere
    name = f'attachment; filename="meeting-{number}.ics"'
    return drawn(
        _written(here, found, method="PUBLISH"),
        "text/calendar; method=PUBLISH",
        headers={**NO_CACHE, "Content-Disposition": name},
        vary=SPOKEN,
    )


def _written(here: Visit, found: series.Calendar, *, method: str = "") -> bytes:
    from icalendar import Calendar  # noqa: PLC0415 - see above

    assert here.community is not None, "a visit that gathered has a community"
    made, zone = Calendar(), ZoneInfo(found.zone)
    made.add("prodid", "-//Yishi//council hall//ZH")
    made.add("version", "2.0")
    if method:
        made.add("method", method)
    made.add("x-wr-calname", clean_line(f"{here.community.name} {here.say('web.meetings')}"))
    made.add("x-wr-timezone", found.zone)
    slug = here.community.slug
    for each in found.series:
        made.add_component(_rule(each, here, zone, slug=slug))
    for meeting in found.meetings:
        event = _event(meeting, here, zone, slug=slug)
        if method:
            _organized(event, here)
        made.add_component(event)
    _add_zones(made, found, zone, now=here.now)
    written: bytes = made.to_ical()
    return written


def _add_zones(made: "Calendar", found: series.Calendar, zone: ZoneInfo, *, now: int) -> None:
    """Write what the zone's clocks do from the first event on."""
    begins = [each.starts_at for each in found.series]
    begins += [each.starts_at for each in found.meetings]
    begins += [each.occurs_at for each in found.meetings if each.occurs_at]
    first = datetime.fromtimestamp(min(begins, default=now), zone).year
    last = datetime.fromtimestamp(max(now, *begins) if begins else now, zone).year
    made.add_missing_timezones(first_date=date(first, 1, 1), last_date=date(last + _YEARS, 1, 1))


def _rule(each: CalendarSeries, here: Visit, zone: ZoneInfo, *, slug: str) -> "Event":
    """A series: what its rule gives, without what does not take place."""
    from icalendar import vRecur  # noqa: PLC0415 - see above

    event = _begun(each, zone)
    event.add("uid", _series_uid(each.id, slug))
    rule = vRecur.from_ical(each.rule)
    if each.until_at:
        rule["UNTIL"] = [_utc(each.until_at)]
    event.add("rrule", rule)
    if each.left_out:
        event.add("exdate", [_local(at, zone) for at in each.left_out])
    if each.added:
        event.add("rdate", [_local(at, zone) for at in each.added])
    event.add("status", "TENTATIVE")
    event.add("description", clean_line(str(here.say("web.meetings.projected.why"))))
    return event


def _event(meeting: CalendarMeeting, here: Visit, zone: ZoneInfo, *, slug: str) -> "Event":
    """A meeting: an instance of its series, or one by itself."""
    event = _begun(meeting, zone)
    if meeting.series_id:
        event.add("uid", _series_uid(meeting.series_id, slug))
        event.add("recurrence-id", _local(meeting.occurs_at, zone))
    else:
        event.add("uid", f"meeting-{meeting.id.lower()}@{slug}.yishi")
    event.add("status", _STATUS.get(meeting.state, "CONFIRMED"))
    site = here.site.app.settings.web_url
    event.add("url", site + here.asking.url(f"/meetings/{meeting.number}"))
    return event


def _begun(each: CalendarSeries | CalendarMeeting, zone: ZoneInfo) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - see above

    event, starts = Event(), _local(each.starts_at, zone)
    event.add("dtstamp", _utc(each.changed_at))
    event.add("last-modified", _utc(each.changed_at))
    event.add("sequence", each.sequence)
    event.add("dtstart", starts)
    # The end is a moment, so many minutes later; what clocks show then is another matter.
    event.add("dtend", _local(each.starts_at + each.lasts * 60, zone))
    event.add("summary", clean_line(each.title))
    event.add("location", clean_line(each.place))
    return event


def _organized(event: "Event", here: Visit) -> None:
    from icalendar import vCalAddress  # noqa: PLC0415 - see above

    assert here.community is not None
    organizer = vCalAddress(here.site.app.settings.web_url + here.asking.file("/"))
    organizer.params["CN"] = clean_line(here.community.name)
    event.add("organizer", organizer)


def _series_uid(series_id: str, slug: str) -> str:
    return f"series-{series_id.lower()}@{slug}.yishi"


def _local(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, zone)


def _utc(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


calendar = served("calendar", _feed)
invitation = served("invitation", _invitation)
