"""Searching from a chat."""

from council.kernel.acts.views import Shown, Typed, View
from council.overview.lost import look_for
from council.overview.search.keeping import keep_up
from council.overview.search.public import find

VIEWS: tuple[Shown, ...] = (
    View("search", find, "question", before=keep_up),
    View("look", look_for, "code", before=keep_up),
)
TYPED: tuple[Typed, ...] = (Typed("search", bare="search", words="search"),)
