"""The working days of mainland China, read once from the data file that ships with the program."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from council.kernel.working_days import WorkCalendar

_FILE = Path(__file__).with_name("calendar_cn.toml")


def read_calendar(text: str) -> WorkCalendar:
    """Read a calendar file: a table for each year with ``holidays`` and ``working`` days.

    A day is ``2026-01-04``; a run of days ``2026-02-15..2026-02-23``; behind either may stand the
    name of the holiday. Raises ValueError when a day cannot be read.
    """
    years: dict[str, Any] = tomllib.loads(text)
    named = {day: name for year in years.values() for day, name in _days(year["holidays"])}
    return WorkCalendar(
        years=frozenset(int(year) for year in years),
        holidays=frozenset(named),
        working=frozenset(day for year in years.values() for day, _ in _days(year["working"])),
        names=MappingProxyType({day: name for day, name in named.items() if name}),
    )


@cache
def calendar_cn() -> WorkCalendar:
    """The calendar that ships with the program (its file names the sources)."""
    return read_calendar(_FILE.read_text(encoding="utf-8"))


def _days(written: list[str]) -> Iterator[tuple[date, str]]:
    for entry in written:
        days, _, name = entry.partition(" ")
        first, _, last = days.partition("..")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            yield day, name.strip()
            day += timedelta(days=1)
