"""Campaigns 众筹, pledges, receipts, refunds, payments: which function answers which command."""

from council.campaigns import commands as campaigns
from council.campaigns import moving as moves
from council.campaigns import settling
from council.campaigns.funds import commands as funds
from council.campaigns.funds import writing as fund_writing
from council.campaigns.keepers import commands as keepers
from council.campaigns.keepers import naming, publishing
from council.campaigns.payments import commands as payments
from council.campaigns.payments import contracting, paying
from council.campaigns.pledges import commands as pledges
from council.campaigns.pledges import pledging
from council.campaigns.receipts import commands as receipts
from council.campaigns.receipts import recording as receiving
from council.campaigns.receipts import signing, slip
from council.campaigns.refunds import claiming
from council.campaigns.refunds import commands as refunds
from council.campaigns.refunds import confirming as refunding
from council.kernel.bus.use_cases import UseCases

CAMPAIGNS: UseCases = {
    campaigns.DraftCampaign: moves.draft,
    campaigns.ApproveCampaign: moves.approve,
    campaigns.OpenCampaign: moves.open_,
    campaigns.CloseCampaign: moves.close,
    campaigns.CancelCampaign: moves.cancel,
    campaigns.RemindPledgers: moves.remind,
    campaigns.SettleCampaign: settling.settle,
    keepers.AppointKeepers: naming.appoint,
    keepers.PublishStatement: publishing.publish,
    keepers.SignStatement: publishing.sign,
    keepers.ObjectToStatement: publishing.object_,
    keepers.RemindPublishers: publishing.remind,
    pledges.MakePledge: pledging.make,
    pledges.AddExcess: pledging.add_excess,
    pledges.WithdrawPledge: pledging.withdraw,
    pledges.UndoPledge: pledging.undo,
    pledges.NamePledge: pledging.name,
    receipts.RecordReceipt: receiving.record_one,
    receipts.RecordReceiptLine: receiving.record_line,
    receipts.SignReceipt: signing.sign_one,
    receipts.SignReceipts: signing.sign_all,
    receipts.DeclineReceipt: signing.decline,
    receipts.PrintReceipt: slip.note,
    refunds.AskRefund: refunding.ask,
    refunds.ConfirmRefund: refunding.confirm_one,
    refunds.ConfirmRefunds: refunding.confirm_all,
    refunds.DeclineRefund: refunding.decline,
    refunds.MarkUnreached: claiming.mark_unreached,
    payments.RecordContract: contracting.record_contract,
    payments.EndContract: contracting.end_contract,
    payments.ProposePayment: paying.propose,
    payments.ReversePayment: paying.reverse,
    payments.ApprovePayment: paying.approve,
    payments.DeclinePayment: paying.decline,
    payments.RemindPayments: paying.remind,
    funds.RecordFundLine: fund_writing.record_line,
    funds.ProposeFundMove: fund_writing.propose,
    funds.ConfirmFundMove: fund_writing.confirm,
    funds.DeclineFundMove: fund_writing.decline,
    funds.NoteMaintenanceFund: fund_writing.note_maintenance,
}
