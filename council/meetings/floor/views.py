"""The floor 议事现场: one screen each for the chair, the clerk and everybody who is there."""

from council.kernel.acts.views import Shown, Typed, View
from council.meetings.floor.reads import floor_now, floor_view

VIEWS: tuple[Shown, ...] = (
    View("floor.now", floor_now),
    View("floor", floor_view, "number"),
)
TYPED: tuple[Typed, ...] = (Typed("floor", bare="floor.now", number="floor"),)
