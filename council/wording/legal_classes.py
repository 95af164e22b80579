"""Choosing a legal class: what each means, by track, and buttons short enough for three a row."""

from collections.abc import Callable, Sequence

from council.wording.say import Say
from council.wording.screen import Button

_A_ROW = 3
#: Rows of the owners' track begin so; the others are the residents'.
_OWNERS = "O-"


def class_lines(classes: Sequence[str], say: Say) -> str:
    """Say what each class is, the residents' before the owners'."""
    parts = []
    for track, rows in _tracks(classes).items():
        said = [f"{row} {say(f'legal_class.{row}')}" for row in rows]
        parts.append("\n".join((f"<b>{say(f'motion.classes.{track}')}</b>", *said)))
    return "\n\n".join(parts)


def class_rows(classes: Sequence[str], made: Callable[[str], Button]) -> list[tuple[Button, ...]]:
    """Lay the buttons out, three a row; a row holds classes of one track."""
    return [
        tuple(made(row) for row in rows[i : i + _A_ROW])
        for rows in _tracks(classes).values()
        for i in range(0, len(rows), _A_ROW)
    ]


def _tracks(classes: Sequence[str]) -> dict[str, list[str]]:
    tracks = {
        "residents": [row for row in classes if not row.startswith(_OWNERS)],
        "owners": [row for row in classes if row.startswith(_OWNERS)],
    }
    return {track: rows for track, rows in tracks.items() if rows}
