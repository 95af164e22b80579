"""What the handlers of the hall share, and who comes by a request."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.people.hall.sessions import NOTED_EVERY, SignedIn, note_use, signed_in
from council.people.public import every
from web.hall.bell import Bells
from web.hall.browser import token_of
from web.hall.lanes import Lanes
from web.hall.uploads import Uploads
from web.hand.pace import Paces

if TYPE_CHECKING:
    from web.hall.pushes import Pushes


@dataclass(slots=True)
class Hall:
    """The hall of one web view."""

    app: App
    bells: Bells
    lanes: Lanes = field(default_factory=Lanes)
    uploads: Uploads = field(default_factory=Uploads)
    paces: Paces = field(default_factory=Paces)
    pushes: "Pushes | None" = None


HALL = web.AppKey("hall", Hall)
#: Set where WeCom vouches for its members (``web.hall.vouched``).
VOUCHED = web.AppKey("vouched", bool)


async def who(request: web.Request) -> SignedIn | Refusal | None:
    """Tell who comes by a request; None: nobody that we know; a Refusal: no longer, or elsewhere."""
    token = token_of(request)
    if not token:
        return None
    slug = request.match_info.get("slug")
    app = request.app[HALL].app

    def look(tx: Transaction) -> tuple[SignedIn | Refusal | None, int]:
        found = signed_in(tx, token)
        if isinstance(found, SignedIn) and slug and found.person.slug != slug:
            names = {each.slug: each.name for each in every(tx)}
            found = refuse("hall.elsewhere", community=names[found.person.slug])
        return found, tx.now

    found, now = await app.bus.read(look)
    if isinstance(found, SignedIn) and now - found.session.seen_at > NOTED_EVERY:
        session = found.session
        await app.bus.run(lambda tx: note_use(tx, session))
    return found
