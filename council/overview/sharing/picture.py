"""A card as a picture of 1200 × 630, the size that chats and other programs show of a link.

The template engine and the drawing libraries are loaded with the first picture. A picture is kept by
what stands on it: who asks again while nothing on it has changed costs no drawing.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from council.kernel.paper import lacking, png_of_html
from council.kernel.screens.translator import Translator
from council.kernel.shortening import shortened
from council.overview.sharing.card import Card
from council.overview.sharing.words import figure_of, label_of, until_of

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDER = Path(__file__).parent / "templates"
#: So many pictures are kept, some 40 kB each.
_KEPT = 64
#: Letters on a card; a title beyond is cut.
_TITLE, _LINE = 66, 60
#: Titles up to so many columns (a Chinese letter takes two) are written large, or of middle size.
_LARGE, _MIDDLE = 28, 64


@cache
def can_be_drawn() -> bool:
    """Whether this machine has what drawing needs; found out once."""
    return not lacking()


def picture_of(card: Card, say: Translator, *, hall: str, address: str) -> bytes | None:
    """Draw a card as PNG; None where this machine cannot. ``address``: where its code leads."""
    if not can_be_drawn():
        return None
    return _drawn(_written(card, say, hall=hall, address=address))


@lru_cache(_KEPT)
def _drawn(html: str) -> bytes:
    return png_of_html(html)


def _written(card: Card, say: Translator, *, hall: str, address: str) -> str:
    import segno  # noqa: PLC0415 - see above

    title = shortened(card.title, _TITLE)
    code = segno.make(address, error="m").svg_inline(omitsize=True, border=0)
    return _template().render(
        language=say.locale.replace("_", "-"),
        title=title,
        size=_size(title),
        label=label_of(card, say),
        state=say(card.state),
        until=shortened(until_of(card, say), _LINE),
        figure=shortened(figure_of(card, say), _LINE),
        hall=hall,
        name=say("web.hall"),
        scan=say("card.scan"),
        code=Markup(code),  # noqa: S704 - a drawing of the address, not its text
    )


def _size(title: str) -> str:
    columns = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in title)
    return "large" if columns <= _LARGE else "middle" if columns <= _MIDDLE else "small"


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - see above

    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("card.html")
