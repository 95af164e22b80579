"""Proposals 提案: lists and single ones, for residents and for the desk."""

from council.views.rows import Said, Typed, View

VIEWS: tuple[View | Said, ...] = ()
TYPED: tuple[Typed, ...] = ()
