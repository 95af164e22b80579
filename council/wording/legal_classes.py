"""Choosing a legal class: what each means, by track, and buttons short enough for three a row."""

from collections.abc import Callable, Sequence

from council.domain.legal_classes import by_track
from council.wording.say import Say
from council.wording.screen import Button

_A_ROW = 3


def class_lines(classes: Sequence[str], say: Say) -> str:
    """Say what each class is, the residents' before the owners'."""
    parts = []
    for track, rows in by_track(classes).items():
        said = [
            str(say("legal_class.line", row=row, class_key=f"legal_class.{row}")) for row in rows
        ]
        parts.append("\n".join((str(say(f"motion.classes.{track}")), *said)))
    return "\n\n".join(parts)


def class_rows(classes: Sequence[str], made: Callable[[str], Button]) -> list[tuple[Button, ...]]:
    """Lay the buttons out, three a row; a row holds classes of one track."""
    return [
        tuple(made(row) for row in rows[i : i + _A_ROW])
        for rows in by_track(classes).values()
        for i in range(0, len(rows), _A_ROW)
    ]
