"""Rules of pledges 认筹: when they are made, taken back and named. Pure: docs/rules.md#money."""

from council.campaigns.facts import PledgeFacts
from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse

PLEDGE = Lifecycle(
    "pledge",
    move("receive", before="pledged", after="received", through="receipt.record receipt.sign"),
    move("withdraw", before="pledged", after="withdrawn"),
    move("lapse", before="pledged", after="lapsed", through="campaign.close"),
    move("refund", before="received", after="refunded", through="refund.confirm"),
)
ACTIVE = ("pledged", "received")
#: So long a pledge, or its new amount, can be undone, in seconds.
UNDO = 600


def check_pledging(campaign: PledgeFacts) -> Refusal | None:
    """Adults pledge to an open campaign before its deadline; what is paid changes no more."""
    number = campaign.number
    if campaign.state in {"draft", "approved"}:
        return refuse("campaign.unknown", number=number)
    if campaign.state != "open" or campaign.now >= campaign.deadline:
        return refuse("pledge.closed", number=number, deadline_at=campaign.deadline)
    if not campaign.adult:
        return refuse("pledge.adults_only")
    return check_taking_back(campaign) if is_active(campaign) else None


def check_taking_back(campaign: PledgeFacts) -> Refusal | None:
    """A pledge is taken back until a receipt is made out."""
    if not is_active(campaign):
        return refuse("pledge.none", number=campaign.number)
    if campaign.paid or PLEDGE.refusal("withdraw", campaign.pledge) is not None:
        return refuse("pledge.has_receipt", number=campaign.number)
    return None


def check_undoing(campaign: PledgeFacts) -> Refusal | None:
    """What was pledged, or changed, last is undone within ten minutes, but for what was received."""
    if not is_active(campaign):
        return refuse("pledge.none", number=campaign.number)
    if campaign.paid_fen >= campaign.amount_fen:
        return refuse("pledge.has_receipt", number=campaign.number)
    if campaign.undo_until <= campaign.now:
        return refuse("pledge.undo_late", number=campaign.number)
    return None


def check_adding(campaign: PledgeFacts) -> Refusal | None:
    """What came in above a pledge is added to it while pledges can still be raised."""
    number = campaign.number
    if campaign.excess_fen <= 0 or not is_active(campaign):
        return refuse("pledge.no_excess", number=number)
    if campaign.state != "open" or campaign.now >= campaign.deadline:
        return refuse("pledge.closed", number=number, deadline_at=campaign.deadline)
    return None


def check_claiming(campaign: PledgeFacts) -> Refusal | None:
    """Who could not be paid back claims it at any time, whatever became of the campaign."""
    return None if campaign.unreached_fen > 0 else refuse("refund.none_unclaimed")


def check_naming(campaign: PledgeFacts) -> Refusal | None:
    """Who has pledged is named, or not, at any time."""
    gone = campaign.pledge in {"", "withdrawn"}
    return refuse("pledge.none", number=campaign.number) if gone else None


def is_active(campaign: PledgeFacts) -> bool:
    """Whether the reader's pledge stands."""
    return campaign.pledge in ACTIVE
