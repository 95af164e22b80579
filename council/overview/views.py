"""What needs somebody now: of residents, and at the desk."""

from council.kernel.acts.views import Shown, Typed, View
from council.overview.own import mine, part
from council.overview.todos import today

VIEWS: tuple[Shown, ...] = (
    View("today", today, bots="staff"),
    View("mine", mine, bots="resident"),
    View("mine.part", part, "name page", bots="resident"),
)
TYPED: tuple[Typed, ...] = (
    Typed("today", bare="today", bots="staff"),
    Typed("mine", bare="mine", bots="resident"),
)
