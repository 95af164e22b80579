"""What can be done with campaigns 众筹, pledges, receipts and refunds: by whom, how."""

from council.commands.acts import Button, act
from council.commands.campaigns import (
    ApproveCampaign,
    CancelCampaign,
    CloseCampaign,
    DraftCampaign,
    OpenCampaign,
    RemindPledgers,
    SettleCampaign,
)
from council.commands.pledges import MakePledge, NamePledge, WithdrawPledge
from council.commands.receipts import (
    DeclineReceipt,
    RecordReceipt,
    RecordReceiptLine,
    SignReceipt,
    SignReceipts,
)
from council.commands.refunds import AskRefund, ConfirmRefund, ConfirmRefunds, DeclineRefund

CAMPAIGNS = (
    act("campaign.draft", "facilitator treasurer", DraftCampaign),
    act("campaign.approve", "second_signer chair", ApproveCampaign),
    act("campaign.open", "facilitator treasurer", OpenCampaign),
    act("campaign.close", "clock treasurer", CloseCampaign),
    act("campaign.cancel", "facilitator", CancelCampaign),
    act("campaign.settle", "treasurer", SettleCampaign),
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
    act("receipt.record", "treasurer", RecordReceipt, RecordReceiptLine),
    act("receipt.sign", "second_signer", SignReceipt, SignReceipts, DeclineReceipt),
    act("refund.ask", "treasurer", AskRefund),
    act("refund.confirm", "second_signer", ConfirmRefund, ConfirmRefunds, DeclineRefund),
    act("ledger.read", "resident"),
)
