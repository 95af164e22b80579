"""Wording an outcome: ``word(outcome, say)`` gives the screen for any result, view or refusal.

Each noun's module registers its own with ``@word.register``. The same outcome gives the same
screen in both bots, and again when an update is delivered a second time.
"""

from functools import singledispatch

from markupsafe import Markup

from council.kernel.refusals import Refusal
from council.kernel.screens.callback_data import press
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.shortening import shortened


@singledispatch
def render(outcome: object, say: Translator) -> Screen:
    """Word an outcome; an unregistered class is a bug."""
    message = f"no wording for {type(outcome).__name__}"
    raise TypeError(message)


@render.register
def refusal(outcome: Refusal, say: Translator) -> Screen:
    """Say why not and what to do next, with a way home.

    A parameter that names something in the catalogs is said in the reader's language:
    ``state``, ``verb``, ``roles`` and ``kind``.
    """
    params = dict(outcome.params)
    noun = outcome.key.split(".", 1)[0]
    for name in ("state", "verb", "kind", "role"):
        key = f"{name}.{noun}.{params.get(name)}"
        plain = f"{name}.{params.get(name)}"
        for candidate in (key, plain):
            if say.has(candidate):
                params[name] = str(say(candidate))
                break
    if "roles" in params:
        names = str(params["roles"]).split()
        params["roles"] = str(say("list.and")).join(str(say(f"role.{role}")) for role in names)
    text = str(say(f"refusal.{outcome.key}", **params))
    rows = (*_ways_on(outcome.key, say), home_row(say))
    return Screen(text=text, rows=rows, toast=plain_text(text), in_place=False)


#: Where a refusal leads besides home, by its key or its noun: the label's key, and the press.
_WAYS_ON: dict[str, tuple[str, str]] = {}


def leads_on(refused: str, label: str, to: str) -> None:
    """Let refusals of a noun, or one of them by its key, lead on to where people can go on."""
    _WAYS_ON[refused] = label, to


def _ways_on(key: str, say: Translator) -> tuple[tuple[Button, ...], ...]:
    found = _WAYS_ON.get(key) or _WAYS_ON.get(key.split(".", 1)[0])
    return ((Button(label=str(say(found[0])), press=found[1]),),) if found else ()


def home_row(say: Translator) -> tuple[Button, ...]:
    """The row that leads home, at the foot of most screens."""
    return (Button(label=str(say("button.home")), press=press("home")),)


def stop_button(say: Translator) -> Button:
    """The button that ends waiting for a message; what was written so far stays."""
    return Button(label=str(say("draft.stop")), press=press("draft.discard"))


def plain_text(html: str, limit: int = 190) -> str:
    """Strip markup and shorten, for a toast (200 characters at most)."""
    plain = Markup(html).striptags()  # noqa: S704
    return shortened(plain, limit)
