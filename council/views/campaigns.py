"""Campaigns 众筹, pledges and receipts: lists and single ones."""

from council.reads.campaigns import every, open_list, screen
from council.views.rows import Said, Typed, View
from council.wording.campaigns import ask_to_withdraw

RESIDENTS_VIEWS: tuple[View | Said, ...] = (
    View("pledge", open_list, bots="resident"),
    View("pledge.list", every, bots="resident"),
    View("pledge.look", screen, "number", bots="resident"),
    Said("pledge.withdraw", ask_to_withdraw, "number", bots="resident"),
)
RESIDENTS_TYPED: tuple[Typed, ...] = (
    # Without a number the list; with an amount behind it the pledge is filled in.
    Typed(
        "pledge",
        bare="pledge",
        number="pledge.look",
        rest="form.start:pledge",
        refused="pledge.how",
        bots="resident",
    ),
    Typed("campaigns", bare="pledge.list", bots="resident"),
)

VIEWS: tuple[View | Said, ...] = (*RESIDENTS_VIEWS,)
TYPED: tuple[Typed, ...] = (*RESIDENTS_TYPED,)
