"""The buttons of the moves that a view carries."""

from collections.abc import Iterable

from council.kernel.acts.moves import OpenMove
from council.kernel.screens.parts import label
from council.kernel.screens.screen import Button
from council.kernel.screens.translator import Translator


def move_buttons(
    moves: Iterable[OpenMove], say: Translator, words: str, **params: str | int
) -> tuple[Button, ...]:
    """Draw a button for each move; its label stands under ``WORDS.NAME``."""
    return tuple(
        Button(label=label(say, f"{words}.{move.name}", **params), press=move.press)
        for move in moves
    )


def move_rows(
    moves: Iterable[OpenMove], say: Translator, words: str, *, wide: int = 1, **params: str | int
) -> list[tuple[Button, ...]]:
    """Lay the buttons of moves out, ``wide`` to a row."""
    buttons = move_buttons(moves, say, words, **params)
    return [buttons[i : i + wide] for i in range(0, len(buttons), wide)]
