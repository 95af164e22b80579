"""Home, settings, help, and what needs somebody now."""

from council.kernel.acts.views import Said, Shown, Typed, View
from council.overview.needs import mine, today
from council.people.codes_reads import view_codes
from council.people.reads import home, settings
from council.people.screens import ask_to_leave, help_screen

VIEWS: tuple[Shown, ...] = (
    View("today", today, bots="staff"),
    View("codes", view_codes, bots="staff"),
    View("home", home),
    View("settings", settings),
    Said("help", help_screen),
    Said("settings.leave", ask_to_leave),
    View("mine", mine, bots="resident"),
)
TYPED: tuple[Typed, ...] = (
    Typed("today", bare="today", bots="staff"),
    Typed("codes", bare="codes", bots="staff"),
    Typed("code", words="codes.one", refused="codes.no_ref", bots="staff"),
    Typed("start", bare="home", words="people.join"),
    Typed("settings", bare="settings"),
    Typed("help", bare="help"),
    Typed("cancel", bare="draft.discard"),
    Typed("mine", bare="mine", bots="resident"),
)
