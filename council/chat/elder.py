"""Elder mode 长辈版 in a chat: short messages, few buttons, one a row; numbers may be typed.

What does not fit waits behind one button, “more”. The whole screens are kept as a row for that, the
last few of each person on each channel, and the numbers of the last one: so both work after a restart too.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from council.chat.cutting import cut, length
from council.chat.visit import Visit
from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.screens.callback_data import press
from council.kernel.screens.screen import Button, Screen, as_json
from council.kernel.screens.translator import Translator
from council.kernel.values import Person

#: UTF-16 units of a message that keeps to the essential.
BRIEF = 360
#: Buttons that a screen shows, besides the way home and “more”.
BUTTONS = 4
HOME, MORE = "home", "more"
#: Whole screens that are kept for each person: people press “more” under an older message too.
KEPT = 5
#: A number that a label begins with already: of its line, which need not be that of its button.
_NUMBER = re.compile(r"(\d{1,2})(?:\.| ·) ")
#: The number that a line of the text begins with.
_LINE = re.compile(r"^(\d{1,2})\. ", re.MULTILINE)
#: A number as it is typed for a button: 2, “2.”, 第2个.
_TYPED = re.compile(r"第?\s*([0-9]{1,2})\s*[.。、个项条]?", re.ASCII)


async def as_wanted(screen: Screen, visit: Visit, data: str = "") -> Screen:
    """Draw an answer as its reader wants it: as it is, or as elder mode has it.

    ``data`` is the press that it answers; “more” asks for what was left out.
    """
    who = visit.who
    if who is None or not who.large or not screen.text or data.startswith(f"{MORE}:"):
        return screen
    keep = partial(_kept, who=who, visit=visit, screen=screen)
    shown: Screen = await visit.app.bus.run(keep)
    return shown


def _kept(tx: Transaction, *, who: Person, visit: Visit, screen: Screen) -> Screen:
    awaits = drafts.awaiting(tx, who, visit.bot)
    whole = one_a_row(screen, numbered=awaits is None and not screen.whole)
    key = hashlib.blake2b(as_json(whole).encode(), digest_size=4).hexdigest()
    channel = visit.account.channel
    last = drafts.load(tx, who, visit.bot, drafts.SCREEN, channel)
    before = [] if last is None else last.content.get("screens", [])
    screens = [[key, json.loads(as_json(whole))], *before][:KEPT]
    numbers = [] if awaits or screen.whole else _numbers(whole)
    content = {"screens": screens, "numbers": numbers}
    drafts.save(tx, who, bot=visit.bot, kind=drafts.SCREEN, subject=channel, content=content)
    return whole if screen.whole else essential(whole, visit.say, key)


def one_a_row(screen: Screen, *, numbered: bool) -> Screen:
    """Put each button in a row of its own, the way home last; ``numbered``: with its number.

    The lines of the text that the buttons are of get the same numbers: what is typed means one thing.
    """
    text = screen.text
    buttons = [button for row in screen.rows for button in row if button.press != HOME]
    home = [button for row in screen.rows for button in row if button.press == HOME]
    if numbered and len(buttons) > 1:
        text = _renumbered(text, buttons)
        buttons = [
            replace(button, label=f"{place}. {_NUMBER.sub('', button.label)}")
            for place, button in enumerate(buttons, start=1)
        ]
    return replace(screen, text=text, rows=tuple((button,) for button in (*buttons, *home[:1])))


def _renumbered(text: str, buttons: list[Button]) -> str:
    places: dict[str, int] = {}
    for place, button in enumerate(buttons, start=1):
        if found := _NUMBER.match(button.label):
            places.setdefault(found[1], place)
    return _LINE.sub(lambda line: f"{places.get(line[1], line[1])}. ", text)


def essential(whole: Screen, say: Translator, key: str) -> Screen:
    """Keep the essential text and the most important buttons; the rest waits behind “more”."""
    text = whole.brief or _beginning(whole.text)
    buttons = [button for (button,) in whole.rows if button.press != HOME]
    home = [button for (button,) in whole.rows if button.press == HOME]
    free = BUTTONS - sum(button.keep for button in buttons)
    shown: list[Button] = []
    for button in buttons:
        if button.keep or free > 0:
            shown.append(button)
            free -= not button.keep
    if len(buttons) - len(shown) == 1:
        shown = buttons  # “more” would take the place of the only one behind it
    if len(shown) < len(buttons) or text != whole.text:
        more = Button(label=str(say("button.more")), press=press(MORE, key))
        shown = [*shown, more]
    return replace(whole, text=text, rows=tuple((button,) for button in (*shown, *home)))


def _beginning(text: str) -> str:
    """Keep whole paragraphs from the beginning, the first at least in part."""
    if length(text) <= BRIEF:
        return text
    kept = ""
    for paragraph in text.split("\n\n"):
        longer = f"{kept}\n\n{paragraph}" if kept else paragraph
        if length(longer) > BRIEF:
            break
        kept = longer
    return kept or cut(text, BRIEF)


def _numbers(whole: Screen) -> list[list[str]]:
    """Tell what each number presses, or where it leads."""
    return [[button.press, button.url] for (button,) in whole.rows if button.press != HOME]


def numbered_press(content: Mapping[str, Any], text: str) -> tuple[str, str] | None:
    """Tell the press, or the address, behind a number that was typed; None where there is none."""
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return None
    numbers = content.get("numbers", [])
    place = int(typed[1])
    if not 1 <= place <= len(numbers):
        return None
    pressed, url = numbers[place - 1]
    return pressed, url


async def by_number(text: str, visit: Visit) -> tuple[str, str] | None:
    """Look up what a typed number means on the last screen of somebody in elder mode."""
    who = visit.who
    if (
        who is None
        or not who.large
        or visit.draft is not None
        or not _TYPED.fullmatch(text.strip())
    ):
        return None
    kind, channel = drafts.SCREEN, visit.account.channel
    last = await visit.app.bus.read(lambda tx: drafts.load(tx, who, visit.bot, kind, channel))
    return None if last is None else numbered_press(last.content, text)
