"""What a press, a typed command or a big key does, with either bot: looked up in the tables.

What it does is the same for every channel (``council.pressing``); here is what is a chat's alone.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from council.chat.elder import by_number
from council.chat.message import Message
from council.chat.visit import STOP_WORDS, Visit
from council.kernel.acts.act import Button
from council.kernel.acts.phrases import SLIP_FROM, Meant
from council.kernel.acts.views import Typed
from council.kernel.app import App
from council.kernel.numbers import read_number
from council.kernel.screens import callback_data as presses
from council.kernel.screens.render import home_row
from council.kernel.screens.screen import Screen
from council.overview.lost import NEAR, NotUnderstood
from council.people.screens import RESIDENT_KEYS, STAFF_KEYS, key_labels
from council.phrases import GRAMMARS
from council.pressing import UNKNOWN, press
from council.routes import ROUTES, TYPED, way_in

#: Takes a message.
OnMessage = Callable[[Message, Visit], Awaitable[Screen]]

_KEYS = {"resident": RESIDENT_KEYS, "staff": STAFF_KEYS}
#: Drafts that await figures or letters, of which no key's word is one.
_NOT_WORDS = frozenset({"ballot", "form.pledge"})


async def pressed(data: str, visit: Visit) -> Screen:
    """Answer a pressed button."""
    read = presses.read(data)
    if read is None:
        return visit.refuse(UNKNOWN)
    return await follow(read.verb, read.arguments, visit)


def comes_in_crowds(app: App, bot: str, data: str) -> bool:
    """Whether a press is of those that come in crowds: then nothing is looked up that can be spared.

    The command bus finds out who presses, and knows what it has answered before.
    """
    read = presses.read(data)
    route = None if read is None else ROUTES[bot].get(read.verb)
    return (
        route is not None
        and isinstance(route.row, Button)
        and app.bus.takes_crowds(route.row.command)
    )


async def follow(verb: str, words: tuple[str, ...], visit: Visit) -> Screen:
    """Do what a verb with such words stands for."""
    return (await press(verb, words, visit)).screen


def command_typed(text: str | None) -> tuple[str, str]:
    """Read ``/name words``: the name, and the words behind it. No name: it is no command."""
    if not text or not text.startswith("/"):
        return "", ""
    name, *words = text.split(maxsplit=1)
    return name[1:].partition("@")[0].lower(), words[0].strip() if words else ""


def key_meant(text: str | None, visit: Visit) -> str:
    """Tell which command a message means that is no ``/command``; empty for none."""
    found = _words_meant(text, visit)
    return "" if found is None else found.name


def _words_meant(text: str | None, visit: Visit) -> Meant | None:
    """Read what was typed in place of pressing a key.

    A key with its sign means its command at any time. Its bare word does, and whatever else means
    it (``council/phrases.py``), unless words of somebody's own are awaited: a proposal may be called
    “vote”, a ranking may not. A word that ends waiting means ``cancel``.
    """
    typed = (text or "").strip()
    if (visit.draft or visit.looked_at) is not None and typed.lower() in STOP_WORDS:
        return Meant(name="cancel")
    label = key_labels(_KEYS[visit.bot]).get(typed)
    if label is not None:
        return Meant(name=label)
    bare = visit.draft is None or visit.draft.kind in _NOT_WORDS
    return GRAMMARS[visit.bot].read(typed) if bare else None


def meant(text: str | None, visit: Visit) -> tuple[Typed, str] | None:
    """Tell which row a typed command or a big key means, with the words behind it."""
    name, words = command_typed(text)
    if not name:
        found = None if (text or "").startswith("/") else _words_meant(text, visit)
        if found is None:
            return None
        name, words = found.name, found.words
    row = TYPED[visit.bot].get(name)
    if row is None and len(name) >= SLIP_FROM and not any(name in each for each in TYPED.values()):
        slipped = GRAMMARS[visit.bot].read(name)  # “/vtoe 2”
        row = None if slipped is None else TYPED[visit.bot].get(slipped.name)
    return None if row is None else (row, words)


async def said(
    message: Message, visit: Visit, awaited: Mapping[str, OnMessage], otherwise: OnMessage
) -> Screen:
    """Answer a command or key, else what a half-done draft waits for, else what nobody awaits.

    ``awaited`` are takers of messages by kind of draft. A form at its last look takes words, for
    people type what its buttons say.
    """
    text = (message.text or "").strip()
    name, words = command_typed(text)
    way = way_in(visit.bot, words) if name == "start" else None
    if way is not None:
        verb, word = way
        return await follow(verb, (word,), visit)
    numbered = await by_number(text, visit)
    if numbered is not None:
        data, address = numbered
        return await pressed(data, visit) if data else _leads_to(address, visit)
    found = meant(text, visit)
    if found is not None:
        return await typed(*found, visit)
    draft = visit.draft or (visit.looked_at if text else None)
    if draft is None or text.startswith("/"):
        return await otherwise(message, visit)
    return await awaited.get(draft.kind, otherwise)(message, replace(visit, draft=draft))


async def typed(row: Typed, words: str, visit: Visit) -> Screen:
    """Answer a typed command or a big key."""
    if row.number and (number := read_number(words)) is not None:
        return await _stands_for(row.number, visit, str(number))
    first, _, rest = words.partition(" ")
    if row.rest and rest.strip() and (number := read_number(first)) is not None:
        return await _stands_for(row.rest, visit, str(number), rest.strip())
    if words and row.words:
        return await _stands_for(row.words, visit, words)
    if row.refused and (words or not row.bare):
        return visit.refuse(row.refused)
    return await _stands_for((row.unread if words else "") or row.bare, visit)


async def _stands_for(data: str, visit: Visit, *words: str) -> Screen:
    verb, *before = data.split(":")
    return await follow(verb, (*before, *words), visit)


def _leads_to(address: str, visit: Visit) -> Screen:
    """Say an address that a typed number stands for; what is typed can open no page by itself."""
    return Screen(text=str(visit.say("pages.at", address=address)), rows=(home_row(visit.say),))


def not_understood(text: str, visit: Visit) -> Screen:
    """Answer words that mean nothing here: what was read, and what they may have been meant for."""
    likely = GRAMMARS[visit.bot].near(text, NEAR)
    return visit.render(NotUnderstood(bot=visit.bot, text=text, likely=likely))
