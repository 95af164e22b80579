"""The pages in the hand, ``/hand/NOUN/N``: what everybody may know, and the script that does the rest.

Drawn like any other page and the same for all: who holds it, only the door learns.
"""

from council.kernel.app import App
from web.drawn import Drawn, page
from web.hand.door import PATH as DOOR
from web.hand.sheets import SHEETS, Sheet
from web.headers import with_scripts
from web.request_context import Wanted
from web.show import Handler, served
from web.site import NothingThere, Site, look, render

#: Where Telegram's own web programs are; its other programs frame nothing.
CHAT_SITES = ("https://web.telegram.org",)
#: What the script says. What stands in braces there is filled in by it.
_WORDS = (
    "sending",
    "slow",
    "offline",
    "lost",
    "again",
    "reopen",
    "read",
    "read_one",
    "modes",
    "tapping",
    "asking",
    "choices",
    "has_place",
    "status_quo",
    "yours",
    "nothing",
    "rest",
    "moved",
    "tied",
    "taken",
    "place",
    "and",
    "grip",
    "up",
    "down",
    "tie",
    "untie",
    "out",
    "done",
    "stop",
    "first",
    "next",
    "all_placed",
    "undo",
    "resumed",
    "cast_before",
    "elsewhere",
    "answer",
    "send",
)
_BRACES = {name: "{" + name + "}" for name in ("title", "place")}
_NUMBER = "{number:[1-9][0-9]{0,8}}"


def framed_by(app: App) -> tuple[str, ...]:
    """Tell the sites that may frame these pages; a demo's chat is on this machine."""
    if not app.clock.demo:
        return CHAT_SITES
    port = app.settings.sandbox_port
    return tuple(f"http://{host}:{port}" for host in ("127.0.0.1", "localhost"))


def shower(sheet: Sheet) -> Handler:
    """Make the handler of one kind of page."""

    def draw(site: Site, wanted: Wanted) -> Drawn:
        number = int(dict(wanted.named)["number"])
        here, told = look(site, wanted, lambda tx, there: sheet.read(tx, there.id, number))
        if told is None:
            raise NothingThere
        html = render(
            "hand.html",
            here,
            it=told,
            sheet=sheet,
            number=number,
            door=DOOR,
            words=_WORDS,
            braces=_BRACES,
        )
        headers = with_scripts(framed_by(site.app))
        return page(html, locale=here.asking.locale, headers=headers)

    return served(f"hand {sheet.noun}", draw)


#: Address → handler.
PAGES = tuple((f"/hand/{sheet.noun}/{_NUMBER}", shower(sheet)) for sheet in SHEETS)
