"""The working days of mainland China, read once from the data file that ships with the program."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from council.kernel.deadlines import WorkCalendar

_FILE = Path(__file__).with_name("calendar_cn.toml")


def read_calendar(text: str) -> WorkCalendar:
    """Read a calendar file: a table for each year with ``holidays`` and ``working`` days.

    A day is ``2026-01-04``; a run of days ``2026-02-15..2026-02-23``. Raises ValueError when a day
    cannot be read.
    """
    years: dict[str, Any] = tomllib.loads(text)
    return WorkCalendar(
        years=frozenset(int(year) for year in years),
        holidays=frozenset(day for year in years.values() for day in _days(year["holidays"])),
        working=frozenset(day for year in years.values() for day in _days(year["working"])),
    )


@cache
def calendar_cn() -> WorkCalendar:
    """The calendar that ships with the program (its file names the sources)."""
    return read_calendar(_FILE.read_text(encoding="utf-8"))


def _days(written: list[str]) -> list[date]:
    found = []
    for entry in written:
        first, _, last = entry.partition("..")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            found.append(day)
            day += timedelta(days=1)
    return found
