"""Campaigns 众筹, pledges and receipts: lists and single ones."""

from council.campaigns.funds.reads import desk as fund_desk
from council.campaigns.payments.reads import desk as payment_desk
from council.campaigns.payments.vouchers import voucher_uploads, vouchers
from council.campaigns.reads import every, open_list, screen
from council.campaigns.reads_desk import desk, file
from council.campaigns.receipts.commands import PrintReceipt
from council.campaigns.receipts.listing import found, listed
from council.campaigns.receipts.reads import confirming, signing, signing_next
from council.campaigns.receipts.slip import slip
from council.campaigns.receipts.slip_file import slip_upload
from council.campaigns.screens import ask_to_withdraw
from council.kernel.acts.views import Said, Sends, Shown, Typed, View

VIEWS: tuple[Shown, ...] = (
    View("campaign.desk", desk, bots="staff"),
    View("campaign.file", file, "number", bots="staff", page="/campaigns/{}"),
    # The same before anybody else may see it: notices of a draft lead to no page.
    View("campaign.unopened", file, "number", bots="staff"),
    View("receipt.signing", signing, "number", bots="staff"),
    Sends(
        "receipt.print",
        slip,
        slip_upload,
        "campaign serial",
        noted=PrintReceipt,
        noted_tells=True,
        unsent="receipt.not_sent",
        bots="resident",
    ),
    # At the desk the list follows: the paper was asked for by whoever makes out the next as well.
    Sends(
        "receipt.print",
        slip,
        slip_upload,
        "campaign serial",
        noted=PrintReceipt,
        unsent="receipt.not_sent",
        then="receipt.list",
        bots="staff",
    ),
    View("receipt.list", listed, "number page", bots="staff"),
    View("receipt.find", found, "number sought", bots="staff"),
    View("receipt.next", signing_next, "number", bots="staff"),
    View("refund.confirming", confirming, "number", bots="staff"),
    View("payment.desk", payment_desk, "number", bots="staff", page="/campaigns/{}"),
    Sends(
        "payment.papers",
        vouchers,
        voucher_uploads,
        "campaign number",
        unsent="payment.not_sent",
        then="payment.desk",
    ),
    View("fund.desk", fund_desk, bots="staff", page="/funds"),
    View("pledge", open_list, bots="resident"),
    View("pledge.list", every, bots="resident"),
    View("pledge.look", screen, "number", bots="resident", page="/campaigns/{}"),
    Said("pledge.withdraw", ask_to_withdraw, "number", bots="resident"),
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
    # With a number all receipts of that campaign; what follows it is looked for among them.
    Typed(
        "receipts", bare="campaign.desk", number="receipt.list", rest="receipt.find", bots="staff"
    ),
    Typed("sign", bare="receipt.next", number="receipt.next", bots="staff"),
    Typed(
        "refund",
        number="form.start:refund",
        rest="form.start:refund",
        refused="refund.how",
        bots="staff",
    ),
    Typed("funds", bare="fund.desk", bots="staff"),
    Typed("campaigns", bare="pledge.list", bots="resident"),
    # With a number the payments of that campaign; without one the list of campaigns.
    Typed("payments", bare="campaign.desk", number="payment.desk", bots="staff"),
    # Without a number the list; with an amount behind it the pledge is filled in.
    Typed(
        "pledge",
        bare="pledge",
        number="pledge.look",
        rest="form.start:pledge",
        refused="pledge.how",
        bots="resident",
    ),
)
