"""What needs somebody now: of residents, and at the desk."""

from council.kernel.acts.views import Shown, Typed, View
from council.overview.todos import mine, today

VIEWS: tuple[Shown, ...] = (
    View("today", today, bots="staff"),
    View("mine", mine, bots="resident"),
)
TYPED: tuple[Typed, ...] = (
    Typed("today", bare="today", bots="staff"),
    Typed("mine", bare="mine", bots="resident"),
)
