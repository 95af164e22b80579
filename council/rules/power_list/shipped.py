"""The lists that ship with the rule profiles: ``profiles/power_list_NAME.csv``.

A profile without one of its own takes that of the profile which it extends.
"""

from functools import cache
from pathlib import Path

from council.rules.power_list.file import read_powers
from council.rules.power_list.matter import Matter
from council.rules.rulebook import files_of, rulebook

_FOLDER = Path(__file__).parents[1] / "profiles"


@cache
def shipped_list(profile: str) -> tuple[Matter, ...]:
    """Read the list of a shipped profile. Raises ``BadInput``: a test reads each of them."""
    for name in reversed(tuple(files_of(profile))):
        path = _FOLDER / f"power_list_{name}.csv"
        if path.exists():
            rows = rulebook()[profile].rows
            return read_powers(path.read_bytes(), file=path.name, rows=rows).matters
    return ()
