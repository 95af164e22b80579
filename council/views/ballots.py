"""Ballots in the chat: opening the sheet."""

from council.views.rows import Said, Typed, View

VIEWS: tuple[View | Said, ...] = ()
TYPED: tuple[Typed, ...] = ()
