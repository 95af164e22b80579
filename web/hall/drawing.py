"""Drawing the hall's pages: the whole page, or the messages that are new."""

import json
import re
import secrets
from collections.abc import Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from council.chat.visit import voice
from council.kernel.policy import STAFF
from council.kernel.screens.screen import Screen, from_json
from council.kernel.screens.translator import Translator
from council.kernel.values import Person, value
from council.people.hall.messages import Message, Page
from council.people.hall.sessions import SignedIn
from council.people.screens import big_keys
from web.hall.browser import form_token
from web.hall.sent import MOST_BYTES
from web.site import Site

BOTS = {"": "resident", "desk": "staff"}
_SIDES = {bot: side for side, bot in BOTS.items()}


@value
class Shown:
    """A message as the template draws it."""

    number: int
    kind: str
    text: Markup
    rows: tuple[Any, ...] = ()
    file: str = ""
    address: str = ""
    made_at: int = 0


@value
class Context:
    """Who looks at which side of the hall, from which address of the site."""

    site: Site
    root: str
    token: str
    signed: SignedIn
    bot: str

    @property
    def person(self) -> Person:
        """Who looks."""
        return self.signed.person

    @property
    def say(self) -> Translator:
        """In which language."""
        return voice(self.site.app, self.person, None)

    @property
    def base(self) -> str:
        """The address of the hall."""
        return f"{self.root}/hall"

    @property
    def here(self) -> str:
        """The address of this side."""
        side = _SIDES[self.bot]
        return f"{self.base}/{side}" if side else self.base

    @property
    def is_staff(self) -> bool:
        """Whether the desk is open to them."""
        return bool(self.person.roles & STAFF)

    @property
    def look(self) -> str:
        """How everything of a page is said to them; a page of another look is drawn anew."""
        return f"{self.person.locale} {self.person.large} {' '.join(sorted(self.person.roles))}"

    def named(self) -> dict[str, Any]:
        """What every template of the hall is given."""
        return {
            "here": self,
            "say": self.say,
            "asset": self.site.assets.url,
            "token": form_token(self.token),
            "act_id": secrets.token_urlsafe(18),
            "locale": self.person.locale,
            "large": self.person.large,
            "base": self.base,
        }


def messages(here: Context, found: Sequence[Message], *, once: str = "") -> str:
    """Draw messages alone."""
    template = here.site.templates.get_template("hall_messages.html")
    shown = [_shown(here, each) for each in found]
    return template.render(messages=shown, newest=0, once=Markup(once), **here.named())  # noqa: S704


def whole(
    here: Context, found: Page, *, once: str = "", push_key: str = "", latest: bool = True
) -> str:
    """Draw the page of one side.

    ``latest``: it is opened at its newest message, or the first notice that is unread, script or not.
    """
    template = here.site.templates.get_template("hall.html")
    keys = big_keys(here.bot, here.say, sorted(here.person.roles))
    return template.render(
        messages=[_shown(here, each) for each in found.messages],
        page=found,
        newest=_opened_at(found) if latest else 0,
        keys=keys,
        once=Markup(once),  # noqa: S704 - worded by us
        push_key=push_key,
        most_bytes=MOST_BYTES,
        **here.named(),
    )


def _opened_at(found: Page) -> int:
    """Tell the message that a page is opened at; 0: there is none."""
    told = [message for message in found.messages if message.kind == "told"]
    first = told[-found.unread :][:1] if found.unread else found.messages[-1:]
    return first[0].number if first else 0


def _shown(here: Context, message: Message) -> Shown:
    if message.kind in {"said", "file"}:
        said = json.loads(message.body)
        return Shown(
            number=message.number,
            kind=message.kind,
            text=Markup.escape(said["text"]),
            file=said["file"],
            address=f"{here.base}/files/{said['key']}" if said["key"] else "",
            made_at=message.made_at,
        )
    screen: Screen = from_json(message.body)
    return Shown(
        number=message.number,
        kind=message.kind,
        text=_linked(screen.text, here.say.site),
        rows=screen.rows,
        made_at=message.made_at,
    )


@cache
def _addresses(site: str) -> re.Pattern[str]:
    return re.compile(rf"""(?<!["'=]){re.escape(site)}[^\s<>"'\u2e80-\uffef]*""")


def _linked(text: str, site: str) -> Markup:
    """Let addresses of our own pages be followed, as chat programs do; others stay words.

    ``text`` is markup already: what it holds was escaped where it was worded.
    """
    if site and site in text:
        text = _addresses(site).sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', text)
    return Markup(text)  # noqa: S704
