"""What feed readers fetch: ``/resolutions.atom``. Calendars stand in ``calendars.py``."""

from council.kernel.texts import clean_text
from council.resolutions import public as resolutions
from web.drawn import SPOKEN, Drawn, drawn
from web.request_context import Wanted
from web.show import served
from web.site import Site, look, render


def _feed(site: Site, wanted: Wanted) -> Drawn:
    """Draw the published resolutions as an Atom feed."""
    here, found = look(
        site, wanted, lambda tx, community: resolutions.lines(tx, community.id, limit=50)
    )
    newest = max((line.published_at for line in found), default=0)
    xml = render(
        "resolutions.xml", here, found=found, site=site.app.settings.web_url, newest=newest
    )
    return drawn(clean_text(xml), "application/atom+xml", vary=SPOKEN)


feed = served("feed", _feed)
