"""Campaigns 众筹, pledges, receipts, refunds: which function answers which command."""

from council.commands import campaigns, pledges, receipts, refunds
from council.usecases import campaigns_moves as moves
from council.usecases import pledges as pledging
from council.usecases import receipts as receiving
from council.usecases import refunds as refunding
from council.usecases import settling
from council.usecases.table import UseCases

CAMPAIGNS: UseCases = {
    campaigns.DraftCampaign: moves.draft,
    campaigns.ApproveCampaign: moves.approve,
    campaigns.OpenCampaign: moves.open_,
    campaigns.CloseCampaign: moves.close,
    campaigns.CancelCampaign: moves.cancel,
    campaigns.RemindPledgers: moves.remind,
    campaigns.SettleCampaign: settling.settle,
    pledges.MakePledge: pledging.make,
    pledges.WithdrawPledge: pledging.withdraw,
    pledges.NamePledge: pledging.name,
    receipts.RecordReceipt: receiving.record_one,
    receipts.RecordReceiptLine: receiving.record_line,
    receipts.SignReceipt: receiving.sign_one,
    receipts.SignReceipts: receiving.sign_all,
    receipts.DeclineReceipt: receiving.decline,
    refunds.AskRefund: refunding.ask,
    refunds.ConfirmRefund: refunding.confirm_one,
    refunds.ConfirmRefunds: refunding.confirm_all,
    refunds.DeclineRefund: refunding.decline,
}
