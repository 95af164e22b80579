"""Wording what the outbox carries, at the moment it leaves, in its reader's language."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import page_buttons
from council.kernel.screens.render import plain_text
from council.kernel.screens.screen import Button, Screen, from_json
from council.kernel.screens.translator import Translator

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
    # A letter of an earlier version does not tell which kind of poll it is about.
    text = str(say(f"notice.{notice}", **{"poll_key": "poll.name.any", **body["params"]}))
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
