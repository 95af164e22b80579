"""What the handlers of the hall share, and who comes by a request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from council.chat.visit import Found as Busy
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.people.hall.answers import Answer, Kept, keep_answers
from council.people.hall.messages import Asked, Look, Message, all_changed, looked
from council.people.hall.sessions import NOTED_EVERY, SignedIn, all_signed_in, note_use
from council.people.public import every
from web.hall.bell import Bells
from web.hall.browser import token_of
from web.hall.lanes import Lanes
from web.hall.turns import Turns
from web.hall.uploads import Uploads
from web.hall.visit import Came, look_up
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
    #: Who comes by a token, with the time; and the keeping of answers.
    arrivals: "Turns[str, tuple[Found, int]]" = field(init=False)
    answers: "Turns[Answer, Kept]" = field(init=False)
    #: What answered before what comes now, and what its sender is busy with.
    visits: "Turns[Came, tuple[int | None, Busy]]" = field(init=False)
    #: What is new to whoever asks; and noting that it was looked at.
    news: "Turns[Asked, tuple[Message, ...] | None]" = field(init=False)
    looks: "Turns[Look, None]" = field(init=False)

    def __post_init__(self) -> None:
        """What comes together is looked up and kept together."""
        bus = self.app.bus
        self.arrivals = Turns(bus, _arrived)
        self.answers = Turns(bus, keep_answers, writes=True)
        self.visits = Turns(bus, look_up)
        self.news = Turns(bus, all_changed)
        self.looks = Turns(bus, looked, writes=True)


#: Who comes by a request: see ``sessions.signed_in``.
Found = SignedIn | Refusal | None


def _arrived(tx: Transaction, tokens: Sequence[str]) -> list[tuple[Found, int]]:
    return [(found, tx.now) for found in all_signed_in(tx, tokens)]


HALL = web.AppKey("hall", Hall)
#: Set where WeCom vouches for its members (``web.hall.vouched``).
VOUCHED = web.AppKey("vouched", bool)


async def who(request: web.Request) -> SignedIn | Refusal | None:
    """Tell who comes by a request; None: nobody that we know; a Refusal: no longer, or elsewhere."""
    token = token_of(request)
    if not token:
        return None
    slug = request.match_info.get("slug")
    hall = request.app[HALL]
    app = hall.app
    found, now = await hall.arrivals.ask(token)
    if isinstance(found, SignedIn) and slug and found.person.slug != slug:
        names = {each.slug: each.name for each in await app.bus.read(every)}
        return refuse("hall.elsewhere", community=names[found.person.slug])
    if isinstance(found, SignedIn) and now - found.session.seen_at > NOTED_EVERY:
        session = found.session
        await app.bus.run(lambda tx: note_use(tx, session))
    return found
