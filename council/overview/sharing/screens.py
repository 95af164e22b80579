"""What is forwarded from a chat: one message with nothing in it but what the neighbour is to read."""

from collections.abc import Sequence

from markupsafe import escape

from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload
from council.overview.sharing.picture import picture_of
from council.overview.sharing.public import Shared
from council.overview.sharing.words import text_of


def _text(it: Shared, say: Translator) -> str:
    return text_of(it.card, say, hall=it.hall, address=_address(it, say))


def _address(it: Shared, say: Translator) -> str:
    """The page in the language of whoever forwards it; its size is the reader's own matter."""
    return say.anew(say.locale, large=0).page(it.card.path)


def picture_upload(it: Shared, say: Translator) -> Sequence[Upload]:
    """The picture with the text below it; nothing where it cannot be drawn or leads nowhere."""
    address = _address(it, say)
    drawn = picture_of(it.card, say, hall=it.hall, address=address) if address else None
    if drawn is None:
        return ()
    name = f"{it.card.noun}-{it.card.name}.png"
    return (Upload(name=name, content=drawn, kind="photo", caption=_text(it, say)),)


@render.register
def to_forward(outcome: Shared, say: Translator) -> Screen:
    """The text alone, where no picture was sent."""
    text = str(escape(_text(outcome, say)))
    return Screen(text=text, rows=(home_row(say),), in_place=False)


def sent_screen(say: Translator, noun: str) -> Screen:
    """Below the picture: how it is forwarded."""
    return Screen(text=str(say("card.how")), rows=(home_row(say),), in_place=False)
