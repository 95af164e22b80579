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
from council.campaigns.facts import CampaignFacts, PledgeFacts
from council.campaigns.funds.commands import (
    ConfirmFundMove,
    DeclineFundMove,
    NoteMaintenanceFund,
    ProposeFundMove,
    RecordFundLine,
)
from council.campaigns.keepers.commands import (
    AppointKeepers,
    ObjectToStatement,
    PublishStatement,
    RemindPublishers,
    SignStatement,
)
from council.campaigns.keepers.rules import (
    check_appointing,
    check_auditing,
    check_objecting,
    check_publishing,
)
from council.campaigns.payments.commands import (
    ApprovePayment,
    DeclinePayment,
    EndContract,
    ProposePayment,
    RecordContract,
    RemindPayments,
    ReversePayment,
)
from council.campaigns.payments.rules import check_contracting, check_paying, check_reversing
from council.campaigns.pledges.commands import (
    AddExcess,
    MakePledge,
    NamePledge,
    UndoPledge,
    WithdrawPledge,
)
from council.campaigns.pledges.rules import (
    check_adding,
    check_claiming,
    check_naming,
    check_pledging,
    check_taking_back,
    check_undoing,
    is_active,
)
from council.campaigns.receipts.commands import (
    DeclineReceipt,
    PrintReceipt,
    RecordReceipt,
    RecordReceiptLine,
    SignReceipt,
    SignReceipts,
)
from council.campaigns.receipts.rules import check_receiving
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmRefund,
    ConfirmRefunds,
    DeclineRefund,
    MarkUnreached,
)
from council.campaigns.rules import (
    check_approving,
    check_asking_back,
    check_cancelling,
    check_closing,
    check_opening,
    check_second,
    check_settling,
)
from council.kernel.acts.act import Button, act
from council.kernel.acts.moves import Move, Moves, Words
from council.kernel.policy import ROLES

CAMPAIGNS = (
    act("campaign.draft", "facilitator treasurer", DraftCampaign),
    act("campaign.approve", "second_signer chair", Button(ApproveCampaign, "campaign")),
    act("campaign.open", "facilitator treasurer", Button(OpenCampaign, "campaign")),
    act("campaign.close", "clock treasurer", Button(CloseCampaign, "campaign")),
    act("campaign.cancel", "facilitator", CancelCampaign),
    act("campaign.settle", "treasurer", Button(SettleCampaign, "campaign")),
    act("campaign.remind", "clock treasurer", RemindPledgers),
    act("campaign.appoint", "facilitator treasurer", AppointKeepers),
    act("campaign.publish", "second_signer treasurer", Button(PublishStatement, "campaign")),
    act("campaign.late", "clock", RemindPublishers),
    act("campaign.audit", " ".join(ROLES), Button(SignStatement, "campaign")),
    act("campaign.object", " ".join(ROLES), ObjectToStatement),
    act(
        "pledge.make",
        "resident",
        MakePledge,
        Button(NamePledge, "campaign anonymous", press="pledge.name", bots="resident"),
        Button(AddExcess, "campaign", press="pledge.add", bots="resident"),
    ),
    act("pledge.claim", "resident"),
    act(
        "pledge.withdraw",
        "resident",
        Button(WithdrawPledge, "campaign", press="pledge.withdrawn", bots="resident"),
    ),
    act(
        "pledge.undo",
        "resident",
        Button(UndoPledge, "campaign", bots="resident"),
    ),
    act(
        "receipt.record",
        "treasurer",
        RecordReceipt,
        Button(RecordReceiptLine, "line", press="receipt.line"),
    ),
    act("receipt.print", "resident", PrintReceipt),
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
    act("refund.unreached", "treasurer second_signer", Button(MarkUnreached, "campaign number")),
    act("refund.claim", "treasurer"),
    act(
        "contract.record",
        "treasurer",
        RecordContract,
        Button(EndContract, "campaign number", press="contract.end"),
    ),
    act("payment.propose", "treasurer", ProposePayment),
    act("payment.reverse", "treasurer", ReversePayment),
    act(
        "payment.approve",
        "second_signer",
        Button(ApprovePayment, "campaign number"),
        Button(DeclinePayment, "campaign number", press="payment.decline"),
    ),
    act("payment.remind", "clock", RemindPayments),
    act("fund.record", "treasurer", RecordFundLine),
    act("fund.propose", "treasurer", ProposeFundMove),
    act(
        "fund.confirm",
        "second_signer",
        Button(ConfirmFundMove, "line number"),
        Button(DeclineFundMove, "line number", press="fund.decline"),
    ),
    act("fund.note", "treasurer", NoteMaintenanceFund),
    act("ledger.read", "resident"),
)


def _pays(campaign: CampaignFacts) -> bool:
    return campaign.proposed > 0


def _waits_to_go(campaign: CampaignFacts) -> bool:
    return campaign.asked > 0 or campaign.unreached > 0


CAMPAIGN_MOVES: Moves[CampaignFacts] = Moves(
    Move("campaign.approve", check_approving),
    Move("campaign.open", check_opening),
    Move("receipt.record", check_receiving, "form.start receipt"),
    Move("receipt.sign", check_second, "receipt.signing", only=lambda it: it.unsigned > 0),
    Move("campaign.close", check_closing),
    Move("campaign.settle", check_settling),
    Move("refund.ask", check_asking_back, "form.start refund"),
    Move("refund.confirm", check_second, "refund.confirming", only=lambda it: it.asked > 0),
    Move("refund.claim", lambda _: None, "refund.confirming", "unclaimed", only=_waits_to_go),
    Move("payment.approve", check_second, "payment.desk", "pay_second", only=_pays),
    Move("payment.propose", check_paying, "form.start payment", "pay"),
    Move("contract.record", check_contracting, "form.start contract", "contract"),
    Move("payment.reverse", check_reversing, "form.start payment_reverse", "reverse"),
    Move("campaign.publish", check_publishing),
    Move("campaign.audit", check_auditing),
    Move("campaign.object", check_objecting, "form.start campaign_object"),
    Move("campaign.appoint", check_appointing, "form.start campaign_keepers"),
    Move("campaign.cancel", check_cancelling, "form.start campaign_cancel"),
)


def _named(campaign: PledgeFacts) -> Words:
    return (campaign.number, int(not campaign.anonymous))


#: What a resident does about a campaign.
PLEDGE_MOVES: Moves[PledgeFacts] = Moves(
    Move("pledge.make", check_pledging, "form.start pledge", only=lambda it: not is_active(it)),
    Move("pledge.make", check_pledging, "form.start pledge", "change", only=is_active),
    Move("pledge.undo", check_undoing),
    Move("pledge.make", check_adding, "pledge.add", "add", only=lambda it: it.excess_fen > 0),
    Move("pledge.claim", check_claiming, "form.start claim", only=lambda it: it.unreached_fen > 0),
    Move("pledge.withdraw", check_taking_back),
    Move(
        "pledge.make",
        check_naming,
        "pledge.name",
        "show_name",
        carries=_named,
        only=lambda it: it.anonymous,
    ),
    Move(
        "pledge.make",
        check_naming,
        "pledge.name",
        "hide_name",
        carries=_named,
        only=lambda it: not it.anonymous,
    ),
)
