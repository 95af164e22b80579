"""Wording what the outbox carries, at the moment it leaves, in its reader's language."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from council.kernel.outbox.digests import DIGEST
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, page_buttons
from council.kernel.screens.render import plain_text
from council.kernel.screens.screen import Button, Screen, from_json
from council.kernel.screens.translator import Translator

#: UTF-16 units of all notices that one message of the morning tells.
ROOM = 3_000
NO_PAGES: Mapping[str, str] = MappingProxyType({})


def message_screen(
    notice: str, params: str, say: Translator, pages: Mapping[str, str] = NO_PAGES
) -> Screen:
    """Word one letter: ``notice.<notice>`` with its parameters, or a screen drawn before.

    ``pages``: verb of a press → address of the public page about the same; the first button that
    has one is followed by the way there.
    """
    if notice == "screen":
        return from_json(params)
    body = json.loads(params)
    if notice == DIGEST:
        return _digest(body, say)
    text = _text(notice, body["params"], say)
    rows: tuple[tuple[Button, ...], ...] = tuple(
        (
            Button(
                label=plain_text(str(say(key, **body["params"])), 40),
                press=press(verb, *arguments),
            ),
        )
        for key, verb, arguments in body["buttons"]
    )
    for _, verb, arguments in body["buttons"]:
        if verb in pages:
            way = page_buttons(pages[verb], arguments, say)
            rows += (way,) if way else ()
            break
    return Screen(text=text, rows=rows, in_place=False)


def _text(notice: str, params: Mapping[str, Any], say: Translator) -> str:
    # A letter of an earlier version does not tell which kind of poll it is about.
    return str(say(f"notice.{notice}", **{"poll_key": "poll.name.any", **params}))


def _digest(body: Mapping[str, Any], say: Translator) -> Screen:
    """Tell several notices in one message, each with the first of its buttons."""
    letters = body["letters"]
    room = ROOM // len(letters)
    parts = [str(say("digest.head", n=len(letters) + body["more"], told_on=body["told_at"]))]
    rows: list[tuple[Button, ...]] = []
    for place, (notice, inner) in enumerate(letters, start=1):
        said = Markup(_text(notice, inner["params"], say)).striptags()  # noqa: S704 - ours
        parts.append(f"{place}. {escape(clip(said, room))}")
        for key, verb, arguments in inner["buttons"][:1]:
            words = plain_text(str(say(key, **inner["params"])), 36)
            label = f"{place}. {words}"
            rows.append((Button(label=label, press=press(verb, *arguments)),))
    if body["more"]:
        parts.append(str(say("digest.more", n=body["more"])))
    parts.append(str(say("digest.foot")))
    return Screen(text="\n\n".join(parts), rows=tuple(rows), in_place=False)
