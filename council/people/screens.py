"""Joining, home, settings, help."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from council.kernel.directory import DIGESTS
from council.kernel.forms.commands import DraftDiscarded
from council.kernel.policy import MATRIX
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen, from_json
from council.kernel.screens.translator import LOCALES, Translator
from council.people.commands import Home, Left, SettingsView, WrongCode
from council.people.elder import WholeScreen
from council.people.settings import SIZES

#: The big keys of the resident bot: catalog key → command. Their labels may be typed as well, and
#: what else people say for them (``council/phrases.py``).
RESIDENT_KEYS = (
    (("key.propose", "propose"), ("key.proposals", "proposals")),
    (("key.vote", "vote"), ("key.agenda", "agenda")),
    (("key.resolutions", "resolutions"), ("key.pledge", "pledge")),
    (("key.mine", "mine"), ("key.settings", "settings"), ("key.help", "help")),
)
#: In elder mode: fewer, two a row; the others are behind “help”, and may be typed.
ELDER_KEYS = (
    (("key.vote", "vote"), ("key.mine", "mine")),
    (("key.agenda", "agenda"), ("key.propose", "propose")),
    (("key.help", "help"),),
)
STAFF_KEYS = (
    (("key.today", "today"),),
    (("key.proposals", "proposals"), ("key.motions", "motions"), ("key.meetings", "meetings")),
    (("key.polls", "polls"), ("key.resolutions", "resolutions"), ("key.campaigns", "campaigns")),
    (("key.settings", "settings"), ("key.help", "help")),
)
#: What elder mode has no key for: label, press.
_ELDER_HELP = (
    ("key.proposals", "proposals"),
    ("key.resolutions", "resolutions"),
    ("key.pledge", "pledge"),
    ("key.settings", "settings"),
)
Keys = tuple[tuple[tuple[str, str], ...], ...]
#: What the list behind a staff key asks of whoever opens it, where it asks for anything.
_KEY_NEEDS = {"proposals": "proposal.write_down"}


@cache
def key_labels(keys: Keys) -> dict[str, str]:
    """Tell which command each label means, in all languages."""
    return {
        str(Translator(locale)(key)): command
        for locale in LOCALES
        for row in keys
        for key, command in row
    }


@render.register
def home(outcome: Home, say: Translator) -> Screen:
    """The start screen: a greeting, what can be done, and the big keys."""
    if outcome.locale:
        # Whoever joins was a stranger when the visit began, greeted in their phone's language.
        say = say.anew(outcome.locale, large=outcome.large)
    parts = [
        say(
            f"home.{outcome.bot}.{'joined' if outcome.newly_joined else 'again'}",
            name=outcome.name,
            community=outcome.community,
        )
    ]
    if outcome.bot == "staff":
        held = say("list.and").join(say(f"role.{role}") for role in outcome.roles)
        parts.append(say("home.staff.roles", roles=held))
    parts.append(say(f"home.{outcome.bot}.what"))
    if say.page():
        parts.append(say("pages.at", address=say.page()))
    if outcome.demo:
        parts.append(say("demo.mark"))
    return Screen(
        text="\n\n".join(str(part) for part in parts),
        keyboard=big_keys(outcome.bot, say, outcome.roles),
        in_place=False,
    )


def big_keys(bot: str, say: Translator, roles: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The labels of a bot's big keys, in one language: none that would refuse whoever presses it."""
    keys: Keys = ELDER_KEYS if say.large else RESIDENT_KEYS
    if bot == "staff":
        keys = STAFF_KEYS
    mine = ([key for key, name in row if _opens_to(name, bot, roles)] for row in keys)
    return tuple(tuple(str(say(key)) for key in row) for row in mine)


def _opens_to(command: str, bot: str, roles: Sequence[str]) -> bool:
    needed = _KEY_NEEDS.get(command) if bot == "staff" else None
    return needed is None or not MATRIX[needed].isdisjoint(roles)


@render.register
def wrong_code(outcome: WrongCode, say: Translator) -> Screen:
    """The code fits nobody: how many tries are left, and whom to ask."""
    if outcome.tries_left == 0:
        text = say("join.wrong_code_last", minutes=outcome.wait_seconds // 60)
    else:
        text = say("join.wrong_code", n=outcome.tries_left)
    return Screen(text=str(text), in_place=False)


@render.register
def settings(outcome: SettingsView, say: Translator) -> Screen:
    """Settings, each with what it does and the buttons that change it."""
    own = say.anew(outcome.locale, large=outcome.large)
    parts = [
        own(
            "settings.view",
            name=outcome.name,
            ref=outcome.ref,
            unit=outcome.unit or own("settings.no_unit"),
        ),
        own("settings.language", language=own(f"language.{outcome.locale}")),
        own("settings.elder", size=own(f"size.{outcome.large}")),
        own("settings.digest", digest=own(f"digest.{outcome.digest}")),
    ]
    if own.page():
        parts.append(own("pages.at", address=own.page()))
    text = "\n\n".join(str(part) for part in parts)
    if outcome.keys:
        keyboard = big_keys(outcome.keys, own, outcome.roles)
        return Screen(text=text, keyboard=keyboard, in_place=False, whole=True)
    return Screen(text=text, rows=_settings_rows(outcome, own), brief=text)


def _settings_rows(outcome: SettingsView, own: Translator) -> tuple[tuple[Button, ...], ...]:
    other = "en" if outcome.locale == "zh_CN" else "zh_CN"
    choices = [
        (f"language.{other}", "settings.language", other),
        *((f"settings.size.{n}", "settings.large", n) for n in SIZES if n != outcome.large),
        *(
            (f"settings.digest.{name}", "settings.digest", name)
            for name in DIGESTS
            if name != outcome.digest
        ),
    ]
    rows = [
        (Button(label=str(own(key)), press=press(verb, word), keep=True),)
        for key, verb, word in choices
    ]
    leave = Button(label=str(own("settings.leave")), press=press("settings.leave"))
    return (*rows, *hall_rows(own), (leave,), home_row(own))


@render.register
def whole_screen(outcome: WholeScreen, say: Translator) -> Screen:
    """All of it, as it was drawn."""
    return replace(from_json(json.dumps(outcome.screen)), toast="", in_place=True)


def hall_rows(say: Translator) -> tuple[tuple[Button, ...], ...]:
    """The way into the web hall on another device, where its pages can be reached."""
    if not say.page():
        return ()
    return ((Button(label=str(say("settings.hall")), press=press("hall.code")),),)


@render.register
def left(outcome: Left, say: Translator) -> Screen:
    """Goodbye, and how to return."""
    return Screen(text=str(say("left", name=outcome.name)), keyboard=(), in_place=False)


@render.register
def draft_discarded(outcome: DraftDiscarded, say: Translator) -> Screen:
    """Nothing was filed."""
    return Screen(text=str(say("draft.discarded")), rows=(home_row(say),))


def ask_to_leave(say: Translator) -> Screen:
    """Leaving is confirmed once."""
    return Screen(
        text=str(say("leave.sure")),
        rows=(
            (Button(label=str(say("leave.yes")), press=press("settings.left")),),
            home_row(say),
        ),
    )


def help_screen(bot: str, say: Translator) -> Screen:
    """What the bot can do, command by command; in elder mode button by button."""
    if not say.large or bot == "staff":
        return Screen(text=str(say(f"help.{bot}")), rows=(home_row(say),), in_place=False)
    buttons = (
        *(Button(label=str(say(key)), press=press(verb)) for key, verb in _ELDER_HELP),
        Button(label=str(say("settings.size.0")), press=press("settings.large", 0)),
    )
    rows = (*((button,) for button in buttons), home_row(say))
    return Screen(text=str(say("help.elder")), rows=rows, in_place=False)
