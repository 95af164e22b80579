"""Calendars: what other programs read of a series with an exception, a move and a cancellation."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from aiohttp.test_utils import TestClient
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from sqlalchemy import update

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.kernel.directory import communities
from council.meetings.commands import AnnounceMeeting, CancelMeeting, PlanSeries, PutOnAgenda
from council.meetings.series.commands import (
    ChangeSeries,
    MoveMeeting,
    PlanOccurrence,
    SkipOccurrence,
)
from tests.council.conftest import Town, found
from tests.council.evening import at, meeting, motion, staff
from tests.web.heyue import EVENING, lively
from tests.web.icalendar_lines import faults

SHANGHAI = ZoneInfo("Asia/Shanghai")
HORIZON = datetime(2026, 9, 1, tzinfo=UTC)
FEBRUARY, MARCH, APRIL, MAY = (f"2026-{day} 19:30" for day in ("02-27", "03-27", "04-24", "05-29"))


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    """A community at the desk, seen through the pages as well."""
    return found(app, clock, "heyue")


def series(town: Town, when: str = "last Friday 19:30") -> None:
    """February planned, announced and moved; March cancelled; April left out; the rest projected."""
    staff(town)
    town.clock.at = at("2026-02-01 09:00")
    town.act("何", PlanSeries, when=when, place="社区活动室")


def changed(town: Town) -> None:
    series(town)
    town.act("何", PutOnAgenda, motion_number=motion(town), meeting_number=1)
    town.act("何", AnnounceMeeting, number=1)
    town.act("何", MoveMeeting, number=1, when="2026-02-28 10:00", place="三号楼", reason="停电")
    town.act("何", PlanOccurrence, series=1, occurs_at=at(MARCH))
    town.act("何", CancelMeeting, number=2, reason="停电")
    town.act("何", SkipOccurrence, series=1, occurs_at=at(APRIL), reason="春游")


async def fetched(client: TestClient, path: str = "/meetings.ics") -> bytes:
    response = await client.get(path)
    assert response.status == 200, path
    return await response.read()


def by_ical(body: bytes) -> list[tuple[datetime, datetime, str]]:
    """What the library ``ical`` reads: start and end in UTC, and whether it is held."""
    calendar = IcsCalendarStream.calendar_from_ics(body.decode())
    return sorted(
        (each.start.astimezone(UTC), each.end.astimezone(UTC), str(each.status.value))
        for each in calendar.timeline.overlapping(datetime(2026, 1, 1, tzinfo=UTC), HORIZON)
    )


def by_vobject(body: bytes) -> list[tuple[datetime, datetime, str]]:
    """What ``vobject`` reads, by its own rule sets and with each override in its instance's place."""
    events = vobject.readOne(body.decode()).vevent_list
    overrides = {
        (each.uid.value, each.recurrence_id.value.astimezone(UTC)): each
        for each in events
        if hasattr(each, "recurrence_id")
    }
    found = []
    for event in events:
        if hasattr(event, "recurrence_id"):
            continue
        length = event.dtend.value - event.dtstart.value
        for start in (
            event.getrruleset(addRDate=True) if hasattr(event, "rrule") else [event.dtstart.value]
        ):
            if start.astimezone(UTC) > HORIZON:
                break
            own = overrides.pop((event.uid.value, start.astimezone(UTC)), None)
            begins = start if own is None else own.dtstart.value
            ends = start + length if own is None else own.dtend.value
            status = (event if own is None else own).status.value
            found.append((begins.astimezone(UTC), ends.astimezone(UTC), status))
    assert overrides == {}, "each override is one of an instance"
    return sorted(found)


def held(begins: str, status: str, minutes: int = 120) -> tuple[datetime, datetime, str]:
    start = datetime.fromisoformat(begins).replace(tzinfo=SHANGHAI).astimezone(UTC)
    return start, start + timedelta(minutes=minutes), status


def events_of(body: bytes) -> dict[str, Any]:
    """The single event of an invitation."""
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    return event


async def test_the_calendar_holds_every_meeting(app: App, client: TestClient):
    lively(app)

    body = await fetched(client, "/meetings.ics?lang=zh_CN")

    day = 86_400
    assert faults(body) == []
    assert [
        (str(each["summary"]), int(each.decoded("dtstart").timestamp()), str(each["status"]))
        for each in Calendar.from_ical(body).walk("VEVENT")
    ] == [
        ("六月议事会", EVENING + 119 * day, "TENTATIVE"),
        ("五月议事会", EVENING + 91 * day, "CONFIRMED"),
        ("二月议事会", EVENING, "CONFIRMED"),
    ]


async def test_two_libraries_read_the_same_instances_of_a_series(town: Town, client: TestClient):
    changed(town)

    body = await fetched(client)

    instances = [
        held("2026-02-28 10:00", "CONFIRMED"),
        held(MARCH, "CANCELLED"),
        held(MAY, "TENTATIVE"),
        held("2026-06-26 19:30", "TENTATIVE"),
        held("2026-07-31 19:30", "TENTATIVE"),
        held("2026-08-28 19:30", "TENTATIVE"),
    ]
    assert faults(body) == []
    assert by_ical(body) == instances
    assert by_vobject(body) == instances


@pytest.mark.parametrize(
    "when",
    [
        "每月31日 19:30",
        "every two weeks on Friday 19:30",
        "每两个月最后一个星期五 19:30",
        "每月最后一天 19:30",
    ],
)
async def test_two_libraries_read_the_same_instances_of_any_rule(
    town: Town, client: TestClient, when: str
):
    series(town, when)

    body = await fetched(client)

    assert faults(body) == []
    assert by_ical(body) == by_vobject(body)
    assert len(by_ical(body)) >= 4


async def test_a_changed_series_ends_where_the_new_one_begins(town: Town, client: TestClient):
    series(town)
    town.act(
        "何",
        ChangeSeries,
        series=1,
        from_on="2026-05-01",
        when="每月1日 10:00",
        place="广场",
        title="月初",
    )

    body = await fetched(client)

    instances = [
        held(FEBRUARY, "TENTATIVE"),
        held(MARCH, "TENTATIVE"),
        held(APRIL, "TENTATIVE"),
        held("2026-05-01 10:00", "TENTATIVE"),
        held("2026-06-01 10:00", "TENTATIVE"),
        held("2026-07-01 10:00", "TENTATIVE"),
        held("2026-08-01 10:00", "TENTATIVE"),
    ]
    assert faults(body) == []
    assert by_ical(body) == instances
    assert by_vobject(body) == instances


async def test_what_was_imported_moves_in_another_program_when_the_meeting_moves(
    town: Town, client: TestClient
):
    staff(town)
    town.clock.at = at("2026-02-01 09:00")
    met = meeting(town, FEBRUARY)
    mine: dict[str, Any] = {}

    def take_in(body: bytes) -> None:
        """Do what RFC 5546 (2.1.5) asks of a program: the same UID with a higher SEQUENCE wins."""
        event = events_of(body)
        known = mine.get(str(event["uid"]))
        if known is None or int(event["sequence"]) > int(known["sequence"]):
            mine[str(event["uid"])] = event

    first = await fetched(client, f"/meetings/{met}.ics")
    take_in(first)
    town.clock.at += 60
    town.act("何", MoveMeeting, number=met, when="2026-02-28 10:00", reason="停电")
    take_in(await fetched(client, f"/meetings/{met}.ics"))
    (moved,) = mine.values()
    town.act("何", CancelMeeting, number=met, reason="停电")
    take_in(await fetched(client, f"/meetings/{met}.ics"))
    (cancelled,) = mine.values()

    assert faults(first) == []
    assert b"METHOD:PUBLISH" in first
    assert events_of(first)["organizer"].params["CN"] == "heyue家园"
    assert moved.decoded("dtstart").astimezone(UTC) == held("2026-02-28 10:00", "")[0]
    assert str(cancelled["status"]) == "CANCELLED"


async def test_a_meeting_of_a_series_is_imported_as_the_instance_that_the_feed_has(
    town: Town, client: TestClient
):
    changed(town)

    event = events_of(await fetched(client, "/meetings/1.ics"))
    feed = Calendar.from_ical(await fetched(client))

    same = [
        each
        for each in feed.walk("VEVENT")
        if each.get("recurrence-id")
        and each["uid"] == event["uid"]
        and each["recurrence-id"].dt == event["recurrence-id"].dt
    ]
    assert [each.decoded("dtstart") for each in same] == [event.decoded("dtstart")]
    assert (await client.get("/meetings/99.ics")).status == 404


@pytest.mark.parametrize(
    ("zone", "when", "count"),
    [
        ("Europe/Berlin", "last Sunday 02:30", 7),
        ("America/New_York", "second Sunday 02:30", 7),
        ("Australia/Lord_Howe", "first Sunday 02:15", 7),
    ],
)
async def test_a_time_that_clocks_skip_is_read_by_two_libraries_as_we_mean_it(
    town: Town, client: TestClient, zone: str, when: str, count: int
):
    query = update(communities).values(timezone=zone)
    town.app.bus.submit_run(lambda tx: tx.connection.execute(query).rowcount).result()
    series(town, when)

    body = await fetched(client)
    read = sorted({each[0] for each in by_vobject(body)})

    assert faults(body) == []
    assert read == sorted({each[0] for each in by_ical(body)})
    assert len(read) >= count - 1
