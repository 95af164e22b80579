"""The roll 产权清册: its figures and single units."""

from council.views.rows import Said, Typed, View

VIEWS: tuple[View | Said, ...] = ()
TYPED: tuple[Typed, ...] = ()
