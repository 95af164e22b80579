"""New ids: ULIDs that grow within a process, so that ids tell the order of what was written."""

import threading

from ulid import ULID

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Make the next ULID: by time, and within one millisecond by one more than the last."""
    global _last  # noqa: PLW0603 - one sequence per process is the point
    with _lock:
        _last = max(int(ULID()), _last + 1)
        return str(ULID.from_int(_last))
