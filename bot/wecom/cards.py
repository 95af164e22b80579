"""Drawing a screen as what WeCom shows. Pure.

A card is small: a title, some words, six buttons. What does not fit is not lost: the text goes before
the card as a message, and the last button leads to the web hall, where all of it is.
"""

import re
from html import unescape
from typing import Any

from council.kernel.screens.screen import Button, Screen
from council.kernel.shortening import ellipsis, shortened
from council.kernel.values import value

#: What the documents advise (90236), in characters: title, words, a button; and its bounds, in
#: buttons, in bytes of a text, of a text card's title and words.
TITLE, WORDS, LABEL = 26, 112, 10
BUTTONS, TEXT_BYTES, CARD_TITLE_BYTES, CARD_BYTES = 6, 2048, 128, 512
#: The letters of a text card's own button.
_MORE = 4
_TAG = re.compile(r"<(/?)([a-z]+)([^<>]*)>")
_HREF = re.compile(r'href="([^"]*)"')
#: What a press on a key of the field below stands for: its words typed.
SAID = "said"


@value
class Words:
    """What cards say by themselves, in the reader's language."""

    hall: str
    more: str


@value
class Frame:
    """Around a card: the side it belongs to, its name, and the way into the web hall."""

    bot: str
    task_id: str
    way: str
    words: Words


@value
class Drawn:
    """A screen as WeCom shows it.

    ``before`` is the whole text, where the card has no room for it; ``message`` is what is sent,
    and ``card`` what takes the place of a card that was pressed.
    """

    before: tuple[dict[str, Any], ...]
    message: dict[str, Any]
    card: dict[str, Any]

    @property
    def messages(self) -> tuple[dict[str, Any], ...]:
        """All that is sent, in order."""
        return (*self.before, self.message)


def draw(screen: Screen, frame: Frame) -> Drawn:
    """Draw a screen."""
    text = plain(screen.text)
    buttons = _buttons(screen)
    if not buttons:
        return _told(text, frame)
    shown, legend = _labels(buttons)
    first, words = _parted(text)
    words = "\n".join(filter(None, (words, legend)))
    fits = len(words) <= WORDS
    card: dict[str, Any] = {
        "card_type": "button_interaction",
        "main_title": {"title": shortened(first, TITLE)},
        "card_action": {"type": 1, "url": frame.way},
        "task_id": frame.task_id,
        "button_list": _listed(buttons, shown, frame, fits=fits),
    }
    if words:
        card["sub_title_text"] = shortened(words, WORDS)
    whole = "\n".join(filter(None, (text, legend)))
    return Drawn(
        before=() if fits else (_text(whole, frame.way),),
        message={"msgtype": "template_card", "template_card": card},
        card=card,
    )


def plain(html: str) -> str:
    """Strip markup; where a link led is written behind its words."""
    open_links: list[str] = []

    def strip(tag: "re.Match[str]") -> str:
        if tag[2] != "a":
            return ""
        if not tag[1]:
            found = _HREF.search(tag[3])
            open_links.append(found[1] if found else "")
            return ""
        address = open_links.pop() if open_links else ""
        return f" {address} " if address else ""

    return unescape(_TAG.sub(strip, html)).strip()


def cut_bytes(text: str, limit: int, tail: str = "") -> str:
    """Shorten to so many bytes of UTF-8 with an ellipsis and a tail; no character is split."""
    if len(text.encode()) <= limit:
        return text
    mark = ellipsis(text) + tail
    kept = text.encode()[: limit - len(mark.encode())].decode("utf-8", "ignore").rstrip()
    return kept + mark


def read_key(key: str) -> tuple[str, str, str]:
    """Read a button's key: the side, the press, or what it stands for typed."""
    bot, _, rest = key.partition("/")
    kind, _, words = rest.partition("/")
    if kind == SAID:
        return bot, "", words
    return bot, rest, ""


def _parted(text: str) -> tuple[str, str]:
    """The title, and what stands below it: all of it where the title does not hold its line."""
    first, _, rest = text.partition("\n")
    return first, rest.strip() if len(first) <= TITLE else text


def _told(text: str, frame: Frame) -> Drawn:
    """Nothing to press: a text card where it has room, else a message."""
    first, rest = _parted(text)
    card: dict[str, Any] = {
        "card_type": "text_notice",
        "main_title": {"title": shortened(first, TITLE)},
        "card_action": {"type": 1, "url": frame.way},
    }
    if rest:
        card["sub_title_text"] = shortened(rest, WORDS)
    message = _text(text, frame.way)
    if rest and len(first.encode()) <= CARD_TITLE_BYTES and len(rest.encode()) <= CARD_BYTES:
        told = {
            "title": shortened(first, TITLE),
            "description": rest,
            "url": frame.way,
            "btntxt": frame.words.more[:_MORE],
        }
        message = {"msgtype": "textcard", "textcard": told}
    return Drawn(
        before=() if len(rest) <= WORDS else (_text(text, frame.way),), message=message, card=card
    )


def _text(text: str, way: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": cut_bytes(text, TEXT_BYTES, f"\n{way}")}}


def _buttons(screen: Screen) -> list[Button]:
    """All buttons in order, each once; the keys of the field below where there are no others."""
    found = [button for row in screen.rows for button in row]
    if not found:
        return [Button(label=label) for row in screen.keyboard or () for label in row]
    return list({button.press or button.url: button for button in reversed(found)}.values())[::-1]


def _labels(buttons: list[Button]) -> tuple[list[str], str]:
    """The labels as they fit; where some are cut these have numbers, and a legend says them."""
    shown: list[str] = []
    legend: list[str] = []
    for place, button in enumerate(buttons, 1):
        if len(button.label) <= LABEL:
            shown.append(button.label)
        else:
            legend.append(f"{place} {button.label}")
            shown.append(shortened(legend[-1], LABEL))
    return shown, "\n".join(legend)


def _listed(
    buttons: list[Button], shown: list[str], frame: Frame, *, fits: bool
) -> list[dict[str, Any]]:
    """The buttons that the card has room for; the last leads on where anything is left out."""
    leads_on = len(buttons) > BUTTONS or not fits
    room = BUTTONS - 1 if leads_on else BUTTONS
    kept = list(zip(buttons, shown, strict=True))[:room]
    listed = [_button(button, label, frame.bot) for button, label in kept]
    if leads_on:
        listed.append({"type": 1, "text": frame.words.hall[:LABEL], "url": frame.way})
    return listed


def _button(button: Button, label: str, bot: str) -> dict[str, Any]:
    if button.url:
        return {"type": 1, "text": label, "url": button.url}
    key = button.press or f"{SAID}/{button.label}"
    return {"type": 0, "text": label, "style": 1, "key": f"{bot}/{key}"}
