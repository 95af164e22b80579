"""Proposals 提案: lists and single ones, for residents and for the desk."""

from council.reads.proposals import ask_withdraw, list_proposals, show_proposal
from council.views.rows import Said, Typed, View

RESIDENTS_VIEWS: tuple[View | Said, ...] = (
    View("proposals", list_proposals, "page", bots="resident"),
    View("proposal.show", show_proposal, "number", bots="resident"),
    View("proposal.withdraw", ask_withdraw, "number", bots="resident"),
)
RESIDENTS_TYPED: tuple[Typed, ...] = (
    Typed("proposals", bare="proposals", number="proposal.show", bots="resident"),
    Typed("second", number="proposal.second", refused="proposal.number_needed", bots="resident"),
)

VIEWS: tuple[View | Said, ...] = (*RESIDENTS_VIEWS,)
TYPED: tuple[Typed, ...] = (*RESIDENTS_TYPED,)
