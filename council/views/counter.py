"""The counter in the street 线下代办台: one poll, one act, one call."""

from council.views.rows import Said, Typed, View

VIEWS: tuple[View | Said, ...] = ()
TYPED: tuple[Typed, ...] = ()
