"""The share card of a page as a picture: the page's address and ``/card.png``."""

from council.overview.sharing.picture import picture_of
from web.drawn import Drawn, document
from web.head import card_address
from web.pages import Page
from web.request_context import Wanted
from web.show import Handler, gathered, served
from web.site import NothingThere, Site
from web.ways import PICTURE

#: Other sites may show it, and their programs ask for it again and again.
_HEADERS = {"Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}


def painter(it: Page) -> Handler:
    """Make the handler of a page's card.

    Where this machine cannot draw, there is no such picture, and no page says that there is one.
    """

    def draw(site: Site, wanted: Wanted) -> Drawn:
        here, shown = gathered(site, wanted, it)
        card = it.card(shown) if it.card else None
        if card is None or here.community is None:
            raise NothingThere
        address = card_address(here, card)
        drawn = picture_of(card, here.say, hall=here.community.name, address=address)
        if drawn is None:
            raise NothingThere
        return document(drawn, "image/png", headers=_HEADERS)

    return served(it.path + PICTURE, draw)
