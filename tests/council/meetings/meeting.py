"""Meetings at the story's times, and the clock that watches them."""

from typing import Any

from council.meetings import falls_due as schedule
from tests.council.conftest import Town

LAST_FRIDAY = "2026-02-27 19:30"


def owed(town: Town) -> list[Any]:
    return list(town.app.bus.read_now(schedule.falls_due))


def tick(town: Town) -> list[Any]:
    return [town.app.bus.submit(command).result() for command in owed(town)]
