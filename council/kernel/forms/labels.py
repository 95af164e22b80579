"""A button's own words, typed: many people write what they see instead of pressing it."""

import unicodedata

from council.kernel.forms.commands import FormSheet
from council.kernel.forms.screens import form_sheet
from council.kernel.screens.callback_data import CallbackData, read
from council.kernel.screens.translator import Translator

#: The buttons of a sheet that the form engine answers itself.
OF_FORMS = "form."
PICK = "form.pick"


def typed_button(
    sheet: FormSheet, text: str, say: Translator, *, bare: bool
) -> CallbackData | None:
    """Tell which button of a sheet a text names; None for none, or for several.

    A label with its sign (“⏭ 跳过”) is always meant, and so are the bare words of an offered answer.
    ``bare``: those of any other button too; where words of one's own are asked for, they may be
    just that.
    """
    typed, words = _plain(text), _bare(text)
    if not words:
        return None
    found: set[CallbackData] = set()
    for button in (each for row in form_sheet(sheet, say).rows for each in row):
        press = read(button.press)
        if press is None or not press.verb.startswith(OF_FORMS):
            continue
        named = _bare(button.label) == words and (bare or _is_answer(press))
        if named or _plain(button.label) == typed:
            found.add(press)
    return found.pop() if len(found) == 1 else None


def _is_answer(press: CallbackData) -> bool:
    """Whether a button answers what is asked; those to skip or to keep are no answers."""
    return press.verb == PICK and any(letter.isalnum() for letter in press.arguments[-1])


def _plain(text: str) -> str:
    """Write alike what looks alike: full-width letters, capitals, space, the style of a sign."""
    shown = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").casefold()
    return " ".join(shown.split())


def _bare(text: str) -> str:
    """Leave out signs and punctuation around the words."""
    plain = _plain(text)
    inside = [place for place, letter in enumerate(plain) if letter.isalnum()]
    return plain[inside[0] : inside[-1] + 1] if inside else ""
