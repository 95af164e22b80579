"""Campaigns 众筹, pledges and receipts: lists and single ones."""

from council.reads.campaign_desk import desk, file
from council.reads.receipts import confirming, signing, signing_next
from council.views.rows import Shown, Typed, View

VIEWS: tuple[Shown, ...] = (
    View("campaign.desk", desk, bots="staff"),
    View("campaign.file", file, "number", bots="staff"),
    View("receipt.signing", signing, "number", bots="staff"),
    View("receipt.next", signing_next, "number", bots="staff"),
    View("refund.confirming", confirming, "number", bots="staff"),
)
TYPED: tuple[Typed, ...] = (
    Typed("campaigns", bare="campaign.desk", number="campaign.file", bots="staff"),
    # With a number its form begins at that campaign; with a whole line it is recorded at once.
    Typed(
        "receipt",
        bare="form.start:receipt:0",
        number="form.start:receipt",
        words="receipt.line",
        bots="staff",
    ),
    Typed("sign", bare="receipt.next", number="receipt.next", bots="staff"),
    Typed(
        "refund",
        number="form.start:refund",
        rest="form.start:refund",
        refused="refund.how",
        bots="staff",
    ),
)
