"""Ballots in the chat: opening the sheet."""

from council.views.rows import Shown, Typed

VIEWS: tuple[Shown, ...] = ()
TYPED: tuple[Typed, ...] = ()
