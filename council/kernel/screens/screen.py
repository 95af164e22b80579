"""What a person is shown, as plain data that any channel can draw."""

import json
from dataclasses import replace
from typing import Any

from council.kernel.values import value

#: The longest text a screen may have, in UTF-16 units after markup (the channel's limit is 4096).
TEXT_LIMIT = 3900
#: The longest callback data a button may carry, in bytes.
DATA_LIMIT = 64


@value
class Button:
    """A button under a message. Exactly one of ``press`` (see ``presses``), ``url`` and ``hand``.

    ``hand`` is the address of a page of ours that opens inside the chat and knows who holds it.
    ``keep``: elder mode never puts it behind “more”.
    """

    label: str
    press: str = ""
    url: str = ""
    hand: str = ""
    keep: bool = False


@value
class Screen:
    """One answer: text with a small HTML subset (b, i, code, a), buttons in rows.

    ``toast`` is a short note at the top for a pressed button (``alert`` asks for a tap to close
    it). ``keyboard`` replaces the big keys below the input field (labels that are typed when
    pressed); None leaves them. ``in_place`` says that an answer to a press should replace the
    message that held the button; otherwise it is a new message. ``photos`` are content hashes.
    ``receipt``: it proves that a ballot was taken, so it may not get lost. In elder mode ``brief`` is
    its text (empty: the beginning); ``whole``: nothing of it may be left out there.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    toast: str = ""
    alert: bool = False
    keyboard: tuple[tuple[str, ...], ...] | None = None
    in_place: bool = True
    photos: tuple[str, ...] = ()
    receipt: bool = False
    brief: str = ""
    whole: bool = False

    def above_home(self, button: Button) -> "Screen":
        """The same with one more button, above the row that leads home."""
        return replace(self, rows=(*self.rows[:-1], (button,), *self.rows[-1:]))

    def begun_with(self, note: str) -> "Screen":
        """The same below a note."""
        brief = f"{note}\n\n{self.brief}" if self.brief else ""
        return replace(self, text=f"{note}\n\n{self.text}", brief=brief)


def as_json(screen: Screen) -> str:
    """Write a screen down, to be sent later as it was drawn."""
    return json.dumps(screen, ensure_ascii=False, default=_fields)


def _fields(record: Any) -> dict[str, Any]:
    """Name the fields of a screen or button; ``asdict`` copies each word of it, at ten times the cost."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def from_json(written: str) -> Screen:
    """Read back what ``as_json`` wrote."""
    fields = json.loads(written)
    rows = tuple(tuple(Button(**button) for button in row) for row in fields.pop("rows"))
    keyboard = fields.pop("keyboard")
    return Screen(
        **{**fields, "photos": tuple(fields["photos"])},
        rows=rows,
        keyboard=None if keyboard is None else tuple(tuple(row) for row in keyboard),
    )
