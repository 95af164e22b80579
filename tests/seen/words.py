"""The same screens in the other language: each outcome is worded a second time when it is worded.

Most tests speak Chinese. What they bring about is worded in English as well (and what an English
test brings about in Chinese), and stands in a second file in the order in which it was shown.
"""

import dataclasses
import functools
import inspect
import sys
import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

import bot.resident.app
import bot.staff.app  # noqa: F401 - both bots are there before the first test looks at them
from council import pressing
from council.kernel.acts.views import Said
from council.kernel.outbox import notices, sender
from council.kernel.screens.render import render as RENDER  # noqa: N812 - known by another name than it is replaced by
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import LOCALES, Translator
from council.routes import Route
from tests.seen.record import OTHER, Record

#: Where tests that word outcomes themselves, with no phone, are kept.
WORDED = "worded"
ALONE = "(worded in this language only)"
#: Longer texts are cut when they are sent: so much of them is compared.
_SURE = 3000


class Words:
    """What was worded in this test, by its text in one language: the screen in the other."""

    def __init__(self, record: Record) -> None:
        """Note what is worded without a phone in this record."""
        self._record = record
        self._screens: dict[str, Screen] = {}
        self._toasts: dict[str, str] = {}
        self._within = threading.local()

    def forget(self) -> None:
        """End a test; where phones were seen, what was worded besides is no matter."""
        if self._record.saw(" · "):
            self._record.drop(WORDED)
        self._screens, self._toasts = {}, {}

    def twice(self, wording: Callable[..., Screen], *given: Any) -> Screen:
        """Word something in its own language and in the other; the voice comes last."""
        *what, say = given
        if getattr(self._within, "wording", False) or not isinstance(say, Translator):
            return wording(*given)
        self._within.wording = True
        try:
            screen = wording(*given)
            other = wording(*map(_spoken, what), say.anew(_other(say.locale)))
        finally:
            self._within.wording = False
        self._screens[screen.text[:_SURE]] = other
        self._toasts[screen.toast[:200]] = other.toast[:200]
        self._record.note(WORDED, _written(screen))
        self._record.note(WORDED, _written(other), kind=OTHER)
        return screen

    def screen(self, text: str) -> str:
        """Tell a screen that was shown in the other language."""
        note, _, rest = text.partition("\n\n")
        if text[:_SURE] in self._screens:
            return _written(self._screens[text[:_SURE]])
        if rest[:_SURE] in self._screens:
            return f"{note} {ALONE}\n\n{_written(self._screens[rest[:_SURE]])}"
        return f"{text} {ALONE}"

    def toast(self, text: str) -> str:
        """Tell a toast that was shown in the other language."""
        return self._toasts.get(text, f"{text} {ALONE}")


def _other(locale: str) -> str:
    return next(each for each in LOCALES if each != locale)


def _spoken(what: Any) -> Any:
    """Let an outcome that tells its reader's language tell the other one."""
    if dataclasses.is_dataclass(what) and getattr(what, "locale", None) in LOCALES:
        return dataclasses.replace(what, locale=_other(what.locale))  # type: ignore[type-var, call-arg]
    return what


def _written(screen: Screen) -> str:
    rows = [[button.label for button in row] for row in screen.rows] + list(screen.keyboard or ())
    return "\n".join([screen.text, *(" ".join(f"[{each}]" for each in row) for row in rows)])


def _drawn_at_the_edge() -> Iterator[tuple[ModuleType, str, Callable[..., Screen]]]:
    """Find the screens that the bots draw of no outcome (help, a second question)."""
    for module in [each for each in sys.modules.values() if each.__name__.startswith("bot.")]:
        for name, draw in list(vars(module).items()):
            if (
                inspect.isfunction(draw)
                and draw.__module__.startswith("council.")
                and "screens" in draw.__module__.rpartition(".")[2]
                and list(inspect.signature(draw).parameters)[-1:] == ["say"]
                and draw.__annotations__.get("return") is Screen
            ):
                yield module, name, draw


def _said_twice(words: Words) -> dict[str, dict[str, Route]]:
    """Let the rows that draw of no outcome (help, a choice to begin with) draw twice."""

    def twice(draw: Callable[..., Screen]) -> Callable[..., Screen]:
        def drawn(*, say: Translator, **given: Any) -> Screen:
            return words.twice(lambda voice: draw(say=voice, **given), say)

        return drawn

    return {
        bot: {
            verb: dataclasses.replace(route, row=dataclasses.replace(row, draw=twice(row.draw)))
            if isinstance(row := route.row, Said)
            else route
            for verb, route in routes.items()
        }
        for bot, routes in pressing.ROUTES.items()
    }


def watch_words(words: Words, patch: pytest.MonkeyPatch) -> None:
    """Word twice wherever an outcome or a letter is worded."""

    @functools.wraps(RENDER)
    def worded(outcome: object, say: Translator) -> Screen:
        return words.twice(RENDER, outcome, say)

    for module in list(sys.modules.values()):
        if vars(module).get("render") is RENDER:
            patch.setattr(module, "render", worded)
    for module, name, draw in _drawn_at_the_edge():
        patch.setattr(module, name, functools.wraps(draw)(functools.partial(words.twice, draw)))
    patch.setattr(pressing, "ROUTES", _said_twice(words))
    message_screen = notices.message_screen

    def letter(notice: str, params: str, say: Translator) -> Screen:
        return words.twice(message_screen, notice, params, say)

    patch.setattr(sender, "message_screen", letter)
