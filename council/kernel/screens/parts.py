"""Small parts that the screens of proposals share: cut texts, labels, the row that turns pages."""

from collections.abc import Sequence
from dataclasses import replace

from council.kernel.screens.callback_data import press
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.shortening import ellipsis, shortened

#: UTF-16 units of a body that a screen shows; the rest of the screen needs the others.
BODY_UNITS = 2_800
#: Characters of a button's label.
LABEL = 30
#: Buttons in rows.
Rows = tuple[tuple[Button, ...], ...]


def units_of(text: str) -> int:
    """Count UTF-16 units, as the channel does."""
    return len(text.encode("utf-16-le")) // 2


def clip(text: str, units: int = BODY_UNITS) -> str:
    """Cut a text to so many UTF-16 units, with an ellipsis; no character is split."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * units:
        return text
    kept = encoded[: 2 * (units - 1)].decode("utf-16-le", "ignore")
    mark = ellipsis(kept)
    return encoded[: 2 * (units - len(mark))].decode("utf-16-le", "ignore") + mark


def label(say: Translator, key: str, **params: str | int) -> str:
    """Say a button's label: plain text, at most ``LABEL`` characters."""
    said = say(key, **params).unescape()
    return shortened(said, LABEL)


def page_buttons(page: str, words: Sequence[str | int], say: Translator) -> tuple[Button, ...]:
    """The way to the public page about the same, where people can reach the pages; else nothing."""
    address = say.page(page.format(*words[:1]))
    return (Button(label=str(say("page.open")), url=address),) if address else ()


def with_page(screen: Screen, page: str, words: Sequence[str | int], say: Translator) -> Screen:
    """Lead from a screen to the public page about the same, above the way home.

    A page about one thing can be forwarded too; a list has no card that could be.
    """
    for button in page_buttons(page, words, say):
        noun, _, name = page.format(*words[:1]).removeprefix("/").partition("s/")
        row: tuple[Button, ...] = (button,)
        if name:
            row += (Button(label=str(say("page.forward")), press=press("share", noun, name)),)
        return replace(screen, rows=(*screen.rows[:-1], row, *screen.rows[-1:]))
    return screen


def hand_rows(say: Translator, path: str, key: str = "hand.open") -> Rows:
    """The row that opens the page about the same inside the chat, where it can be opened there."""
    address = say.hand(path)
    return ((Button(label=str(say(key)), hand=address),),) if address else ()


def page_row(
    say: Translator, verb: str, page: int, pages: int, *before: int
) -> list[tuple[Button, ...]]:
    """The row that turns pages, when there are several; ``before`` stands before the page."""
    row = []
    if page > 1:
        row.append(
            Button(label=str(say("proposal.page.back")), press=press(verb, *before, page - 1))
        )
    if page < pages:
        row.append(
            Button(label=str(say("proposal.page.on")), press=press(verb, *before, page + 1))
        )
    return [tuple(row)] if row else []
