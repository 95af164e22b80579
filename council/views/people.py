"""Home, settings, help, and what needs somebody now."""

from council.reads.mine import mine
from council.reads.people import home, settings
from council.views.rows import Said, Typed, View
from council.wording.people import ask_to_leave, help_screen

VIEWS: tuple[View | Said, ...] = (
    View("home", home),
    View("settings", settings),
    Said("help", help_screen),
    Said("settings.leave", ask_to_leave),
    View("mine", mine, bots="resident"),
)
TYPED: tuple[Typed, ...] = (
    Typed("start", bare="home", words="people.join"),
    Typed("settings", bare="settings"),
    Typed("help", bare="help"),
    Typed("cancel", bare="draft.discard"),
    Typed("mine", bare="mine", bots="resident"),
)
