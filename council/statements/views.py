"""Statements 意见征集: a collection, the next statement, one's own answers, the picture."""

from council.kernel.acts.views import Shown, Typed, View
from council.statements.reads import (
    card,
    collection_view,
    desk,
    next_card,
    own_answers,
    picture_view,
)

VIEWS: tuple[Shown, ...] = (
    View("statements", collection_view, "number"),
    View("statements.picture", picture_view, "number"),
    View("statements.next", next_card, "number", bots="resident"),
    View("statements.one", card, "number statement", bots="resident"),
    View("statements.mine", own_answers, "number page", bots="resident"),
    View("statements.desk", desk, "number", bots="staff"),
)
TYPED: tuple[Typed, ...] = ()
