"""Meetings at the story's times, and the clock that watches them."""

from typing import Any

from council.meetings import falls_due as schedule
from council.meetings.commands import (
    AnnounceMeeting,
    StartMeeting,
)
from tests.council.conftest import Town
from tests.council.evening import at, meeting, motion, staff

LAST_FRIDAY = "2026-02-27 19:30"


def owed(town: Town) -> list[Any]:
    return list(town.app.bus.read_now(schedule.falls_due))


def tick(town: Town) -> list[Any]:
    return [town.app.bus.submit(command).result() for command in owed(town)]


def in_session(town: Town) -> int:
    met = announced(town)
    town.clock.at = at(LAST_FRIDAY)
    town.act("主", StartMeeting, number=met)
    return met


def announced(town: Town) -> int:
    staff(town)
    met = meeting(town, LAST_FRIDAY, motion(town))
    town.act("何", AnnounceMeeting, number=met)
    return met
