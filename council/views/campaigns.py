"""Campaigns 众筹, pledges and receipts: lists and single ones."""

from council.views.rows import Said, Typed, View

VIEWS: tuple[View | Said, ...] = ()
TYPED: tuple[Typed, ...] = ()
