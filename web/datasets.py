"""The figures of a page as CSV: the page's address and ``.csv``."""

from web.drawn import NO_CACHE, Drawn, drawn
from web.pages import Page
from web.request_context import Wanted
from web.show import Handler, gathered, served
from web.site import NothingThere, Site
from web.ways import TABLE


def lister(it: Page) -> Handler:
    """Make the handler of a page's table."""

    def draw(site: Site, wanted: Wanted) -> Drawn:
        _, shown = gathered(site, wanted, it)
        if it.table is None:
            raise NothingThere
        noun = it.section.removesuffix("s")
        name = f"{noun}-{dict(wanted.named)['number']}{TABLE}"
        headers = {
            **NO_CACHE,
            "Access-Control-Allow-Origin": "*",
            "Content-Disposition": f'attachment; filename="{name}"',
        }
        return drawn(it.table(shown).written(), "text/csv", headers=headers)

    return served(it.path + TABLE, draw, spoken=False)
