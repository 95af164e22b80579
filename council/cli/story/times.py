"""The story's calendar: days of 2026 in the community's zone, as UTC seconds."""

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def at(local: str) -> int:
    """UTC seconds of a local time such as ``2026-02-27 19:30``."""
    return int(datetime.fromisoformat(local).replace(tzinfo=ZONE).timestamp())


def local_iso(seconds: int) -> str:
    """Tell UTC seconds as the community's own time, such as ``2026-02-27T19:30:00+08:00``."""
    return datetime.fromtimestamp(seconds, ZONE).isoformat()
