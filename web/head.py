"""What the head of a page says to programs: its lasting address, its languages, its data, its card."""

from typing import Any

from markupsafe import Markup

from council.kernel.screens.translator import LOCALES
from council.kernel.values import value
from council.overview.sharing.card import Card
from council.overview.sharing.picture import can_be_drawn
from council.overview.sharing.words import line_of
from web.pages import Page
from web.schema_org import structured
from web.site import Visit
from web.ways import API, PICTURE, TABLE


@value
class Head:
    """The head of one page.

    ``address`` is whole and lasting, ``languages`` the same page in each (the last for whoever has
    chosen none). ``data`` and ``table``: the same as JSON and as CSV; ``description`` and ``image``:
    what a link to it is shown with; ``structured``: the same for search engines. Empty: none.
    """

    address: str
    languages: tuple[tuple[str, str], ...]
    data: str = ""
    table: str = ""
    description: str = ""
    image: str = ""
    structured: Markup | None = None


def head_of(here: Visit, page: Page, shown: Any) -> Head:
    """Tell the head of a page of the table."""
    card = page.card(shown) if page.card else None
    path = card.path if card else here.asking.path
    kept = {} if card else dict(here.asking.kept)
    image = ""
    if card and can_be_drawn():
        image = here.lasting(card.path + PICTURE, lang=here.asking.locale)
    table = here.lasting(path + TABLE) if page.table else ""
    data = here.lasting(API + here.asking.path, **here.asking.kept)
    return Head(
        address=here.lasting(path, lang=here.asking.locale, **kept),
        languages=_languages(here, path, kept),
        data=data,
        table=table,
        description=line_of(card, here.say) if card else "",
        image=image,
        structured=structured(here, shown, card=card, data=data, table=table),
    )


def plain_head(here: Visit) -> Head:
    """Tell the head of a page that has nothing but its address."""
    path = here.asking.path
    return Head(
        address=here.lasting(path, lang=here.asking.locale), languages=_languages(here, path, {})
    )


def _languages(here: Visit, path: str, kept: dict[str, str]) -> tuple[tuple[str, str], ...]:
    spoken = [
        (locale.replace("_", "-"), here.lasting(path, lang=locale, **kept)) for locale in LOCALES
    ]
    return (*spoken, ("x-default", here.lasting(path, **kept)))


def card_address(here: Visit, card: Card) -> str:
    """Where the code on a card leads."""
    return here.lasting(card.path, lang=here.asking.locale)
