"""A card in words: one line for programs that show a link, some lines to be forwarded in a chat."""

from council.kernel.screens.translator import Translator
from council.overview.sharing.card import Card

#: What parts the pieces of a line.
_BETWEEN = " · "


def label_of(card: Card, say: Translator) -> str:
    """What it is: ``表决第 2 号``."""
    if card.noun == "matter":
        return say("card.matter").unescape()
    return say(f"search.noun.{card.noun}", number=card.name).unescape()


def figure_of(card: Card, say: Translator) -> str:
    """Its figure, or nothing."""
    return "" if card.figure is None else say(card.figure.key, **card.figure.params).unescape()


def until_of(card: Card, say: Translator) -> str:
    """Its moment, or nothing."""
    return "" if card.until is None else say(card.until.key, **card.until.params).unescape()


def line_of(card: Card, say: Translator) -> str:
    """How it stands, on one line, as plain text."""
    pieces = (
        label_of(card, say),
        say(card.state).unescape(),
        until_of(card, say),
        figure_of(card, say),
    )
    return _BETWEEN.join(piece for piece in pieces if piece)


def text_of(card: Card, say: Translator, *, hall: str, address: str) -> str:
    """The text to be forwarded, plain: chats turn the address into a link by themselves."""
    return "\n".join(
        (card.title, line_of(card, say), address, f"{hall} {say('web.hall').unescape()}")
    )
