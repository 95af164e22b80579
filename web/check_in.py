"""The page on the wall of a meeting: the code of this half minute, large, and its QR code.

It is shown to who has the key that the desk has, and to nobody else: a code that everybody could
look up would prove nothing. It draws itself anew without a script.
"""

import re

from council.meetings.arrivals import public as arrivals
from web.drawn import NO_CACHE, Drawn
from web.request_context import Wanted
from web.show import laid_out, served
from web.site import NothingThere, Site, look, render

PATH = r"/meetings/{number:[1-9][0-9]{0,8}}/check-in"
_KEY = (("key", re.compile(r"[0-9a-f]{24}")),)
#: A second after the code has changed.
_LATER = 1


def _draw(site: Site, wanted: Wanted) -> Drawn:
    said = dict(wanted.words + wanted.named)
    here, found = look(
        site,
        wanted,
        lambda tx, community: arrivals.shown_code(
            tx, community.id, number=int(said["number"]), key=said.get("key", "")
        ),
    )
    if found is None:
        raise NothingThere
    bot = site.app.settings.resident_bot
    link = f"https://t.me/{bot}?start={found.payload}" if bot else f"/start {found.payload}"
    html = render("check_in.html", here, it=found, leads=link, bot=bot, section="meetings")
    headers = {**NO_CACHE, "Refresh": str(found.seconds_left + _LATER)}
    return laid_out(here, html, headers=headers)


check_in = served("check in", _draw, words=_KEY)
