"""What a press, a typed command or a big key does, in either bot: looked up in the tables.

What it does is the same for every channel (``council.pressing``); here is what is a chat's alone.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from bot.visit import STOP_WORDS, Visit, Written
from council.kernel.acts.views import Typed
from council.kernel.numbers import read_number
from council.kernel.screens import callback_data as presses
from council.kernel.screens.screen import Screen
from council.people.screens import RESIDENT_KEYS, STAFF_KEYS, typed_keys
from council.pressing import UNKNOWN, press
from council.routes import TYPED, way_in

M = TypeVar("M", bound=Written)

#: Takes a message of one library.
OnMessage = Callable[[M, Visit], Awaitable[Screen]]

_KEYS = {"resident": RESIDENT_KEYS, "staff": STAFF_KEYS}
#: Drafts that await figures or letters, of which no key's word is one.
_NOT_WORDS = frozenset({"ballot", "form.pledge"})


async def pressed(data: str, visit: Visit) -> Screen:
    """Answer a pressed button."""
    read = presses.read(data)
    if read is None:
        return visit.refuse(UNKNOWN)
    return await follow(read.verb, read.arguments, visit)


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
    """Tell which key's command a message means; empty for none.

    A key with its sign means its command at any time. Its bare word does unless words of
    somebody's own are awaited: a proposal may be called “vote”, a ranking may not. A word that
    ends waiting means ``cancel``; where nothing is awaited, it is a word like any other.
    """
    typed = (text or "").strip()
    if (visit.draft or visit.looked_at) is not None and typed.lower() in STOP_WORDS:
        return "cancel"
    labels, words = typed_keys(_KEYS[visit.bot])
    bare = visit.draft is None or visit.draft.kind in _NOT_WORDS
    return labels.get(typed) or (words.get(typed.casefold(), "") if bare else "")


def meant(text: str | None, visit: Visit) -> tuple[Typed, str] | None:
    """Tell which row a typed command or a big key means, with the words behind it."""
    name, words = command_typed(text)
    row = TYPED[visit.bot].get(name or key_meant(text, visit))
    return None if row is None else (row, words)


async def said(
    message: M, visit: Visit, awaited: Mapping[str, OnMessage[M]], otherwise: OnMessage[M]
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
