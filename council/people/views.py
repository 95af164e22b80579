"""Home, settings, help."""

from council.kernel.acts.views import Said, Shown, Typed, View
from council.kernel.speech.screens import PRESSES, old
from council.people.codes_reads import view_codes
from council.people.elder import whole_screen
from council.people.reads import home, settings
from council.people.screens import ask_to_leave, help_screen

VIEWS: tuple[Shown, ...] = (
    View("codes", view_codes, bots="staff"),
    View("home", home),
    View("settings", settings),
    View("more", whole_screen, "key"),
    *(Said(verb, old, "key", bots="resident") for verb in PRESSES),
    Said("help", help_screen),
    Said("settings.leave", ask_to_leave),
)
TYPED: tuple[Typed, ...] = (
    Typed("codes", bare="codes", bots="staff"),
    Typed("code", words="codes.one", refused="codes.no_ref", bots="staff"),
    Typed("start", bare="home", words="people.join"),
    Typed("settings", bare="settings"),
    Typed("elder", bare="settings.large:1"),
    Typed("plain", bare="settings.large:0"),
    Typed("help", bare="help"),
    Typed("cancel", bare="draft.discard"),
)
