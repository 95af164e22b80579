"""Rules of payments 付款: how much may be paid, when, and by whom. Pure: docs/rules.md#money."""

import re

from council.campaigns.facts import CampaignFacts
from council.campaigns.rules import check_office
from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value

PAYMENT = Lifecycle(
    "payment",
    move("approve", before="proposed", after="paid"),
    move("decline", before="proposed", after="declined", through="payment.approve"),
)
PAYEE_MOST, REFERENCE_MOST, REASON_MOST = 60, 200, 300
#: So many characters of Han are the name of a person; a firm's is longer.
_PERSON = re.compile(r"[㐀-鿿·]{2,4}")


@value
class Limits:
    """What bounds a payment on a contract, in fen; None = not bounded by that.

    ``paid_fen`` is what was paid on it or waits for it (of that ``waiting_fen``), ``task_left_fen`` what the task's budget
    leaves, ``approved_left_fen`` what the resolution's approved amount leaves. ``accepted``: the
    task has passed its acceptance 验收.
    """

    amount_fen: int
    last_fen: int
    retention_fen: int
    retention_until: int
    accepted: bool
    paid_fen: int
    task_left_fen: int | None
    approved_left_fen: int | None
    waiting_fen: int = 0


def payable_fen(limits: Limits, *, now: int) -> int:
    """Tell how much may be paid on a contract now: never below 0.

    Before the acceptance neither the last instalment nor the retention; then, until its day, not
    the retention.
    """
    left = limits.amount_fen - limits.paid_fen
    if not limits.accepted:
        left -= limits.last_fen + limits.retention_fen
    elif now < limits.retention_until:
        left -= limits.retention_fen
    bounds = (left, limits.task_left_fen, limits.approved_left_fen)
    return max(0, min(each for each in bounds if each is not None))


def check_sum(limits: Limits, amount_fen: int, *, now: int) -> Refusal | None:
    """Judge an amount, and say which of the bounds it passes."""
    left = limits.amount_fen - limits.paid_fen
    if amount_fen > left:
        return refuse("payment.over_contract", left_fen=left)
    for bound, key in (
        (limits.task_left_fen, "payment.over_task"),
        (limits.approved_left_fen, "payment.over_resolution"),
    ):
        if bound is not None and amount_fen > bound:
            return refuse(key, left_fen=max(0, bound))
    most = payable_fen(limits, now=now)
    if amount_fen <= most:
        return None
    if not limits.accepted:
        return refuse("payment.before_acceptance", left_fen=most, last_fen=limits.last_fen)
    return refuse(
        "payment.before_retention",
        left_fen=most,
        retention_fen=limits.retention_fen,
        until_at=limits.retention_until,
    )


def check_terms(
    *, amount_fen: int, last_fen: int, retention_fen: int, retention_until: int, now: int
) -> Refusal | None:
    """A contract keeps something back for the acceptance; a retention has a day to come."""
    if last_fen <= 0:
        return refuse("contract.no_last")
    if last_fen + retention_fen > amount_fen:
        return refuse("contract.parts_above_sum", amount_fen=amount_fen)
    if retention_fen and retention_until <= now:
        return refuse("contract.retention_past")
    return None


def check_treasurer(campaign: CampaignFacts) -> Refusal | None:
    """Neither the bookkeeper nor the auditor makes contracts, ends them, or proposes payments."""
    return check_office(campaign, "bookkeeper", "auditor")


def check_contracting(campaign: CampaignFacts) -> Refusal | None:
    """A contract is recorded once the surplus is dealt with, under a resolution in force."""
    refusal = check_treasurer(campaign)
    if refusal is not None:
        return refusal
    if campaign.state != "disbursing":
        return refuse("payment.not_yet", number=campaign.number, state=campaign.state)
    if not campaign.decided:
        return refuse("payment.no_resolution", number=campaign.number, motion=campaign.motion)
    return None if campaign.tasks else refuse("contract.no_tasks", number=campaign.number)


def check_paying(campaign: CampaignFacts) -> Refusal | None:
    """A payment is proposed on a contract, as long as the resolution is in force."""
    refusal = check_contracting(campaign)
    if refusal is not None:
        return refusal
    return None if campaign.contracts else refuse("payment.no_contract", number=campaign.number)


def check_reversing(campaign: CampaignFacts) -> Refusal | None:
    """What was paid can be brought back, whatever became of the resolution."""
    refusal = check_treasurer(campaign)
    if refusal is not None:
        return refusal
    if campaign.state not in ("disbursing", "settled"):
        return refuse("payment.not_yet", number=campaign.number, state=campaign.state)
    if campaign.reversible:
        return None
    return refuse("payment.nothing_to_reverse", number=campaign.number)


def check_ending(limits: Limits, *, ended: bool, number: int, now: int) -> Refusal | None:
    """A contract is ended once, while nothing was paid on it and nothing waits to be.

    So is one whose works were accepted for less than was agreed, once its retention may be paid:
    the rest is asked for no more. ``limits.paid_fen`` counts what waits too.
    """
    if ended:
        return refuse("contract.ended", number=number)
    if not limits.paid_fen:
        return None
    rest = limits.amount_fen - limits.paid_fen
    if rest and limits.accepted and not limits.waiting_fen and now >= limits.retention_until:
        return None
    return refuse("contract.paid_on", number=number, paid_fen=limits.paid_fen)


def payee_shown(name: str) -> str:
    """Show a payee to everybody: a person as 张*, a firm by its name."""
    return f"{name[:1]}*" if _PERSON.fullmatch(name) else name
