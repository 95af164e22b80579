"""Polls 表决: lists and single ones, for residents and for the desk."""

from council.reads.polls import open_polls, show_as_resident
from council.views.rows import Said, Typed, View

RESIDENTS_VIEWS: tuple[View | Said, ...] = (
    View("polls", open_polls, bots="resident"),
    View("poll.view", show_as_resident, "number", bots="resident"),
)

VIEWS: tuple[View | Said, ...] = (*RESIDENTS_VIEWS,)
TYPED: tuple[Typed, ...] = ()
