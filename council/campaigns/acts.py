"""What can be done with campaigns 众筹, pledges, receipts and refunds: by whom, how."""

from council.campaigns.commands import (
    ApproveCampaign,
    CancelCampaign,
    CloseCampaign,
    DraftCampaign,
    OpenCampaign,
    RemindPledgers,
    SettleCampaign,
)
from council.campaigns.pledges.commands import MakePledge, NamePledge, WithdrawPledge
from council.campaigns.receipts.commands import (
    DeclineReceipt,
    RecordReceipt,
    RecordReceiptLine,
    SignReceipt,
    SignReceipts,
)
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmRefund,
    ConfirmRefunds,
    DeclineRefund,
)
from council.kernel.acts.act import Button, act

CAMPAIGNS = (
    act("campaign.draft", "facilitator treasurer", DraftCampaign),
    act("campaign.approve", "second_signer chair", Button(ApproveCampaign, "campaign")),
    act("campaign.open", "facilitator treasurer", Button(OpenCampaign, "campaign")),
    act("campaign.close", "clock treasurer", Button(CloseCampaign, "campaign")),
    act("campaign.cancel", "facilitator", CancelCampaign),
    act("campaign.settle", "treasurer", Button(SettleCampaign, "campaign")),
    act("campaign.remind", "clock treasurer", RemindPledgers),
    act(
        "pledge.make",
        "resident",
        MakePledge,
        Button(NamePledge, "campaign anonymous", press="pledge.name", bots="resident"),
    ),
    act(
        "pledge.withdraw",
        "resident",
        Button(WithdrawPledge, "campaign", press="pledge.withdrawn", bots="resident"),
    ),
    act(
        "receipt.record",
        "treasurer",
        RecordReceipt,
        Button(RecordReceiptLine, "line", press="receipt.line"),
    ),
    act(
        "receipt.sign",
        "second_signer",
        Button(SignReceipt, "campaign serial"),
        Button(SignReceipts, "campaign last_serial total_fen", press="receipt.sign_all"),
        Button(DeclineReceipt, "campaign serial", press="receipt.decline"),
    ),
    act("refund.ask", "treasurer", AskRefund),
    act(
        "refund.confirm",
        "second_signer",
        Button(ConfirmRefund, "campaign number"),
        Button(ConfirmRefunds, "campaign last_number total_fen", press="refund.confirm_all"),
        Button(DeclineRefund, "campaign number", press="refund.decline"),
    ),
    act("ledger.read", "resident"),
)
