"""Contracts 合同 and payments 付款 as the staff see them."""

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import balances
from council.campaigns.ledger.accounts import held
from council.campaigns.payments.commands import ContractLine, PaymentDesk, PaymentLine
from council.campaigns.payments.contract import Contract, Payment
from council.campaigns.payments.records import contracts_of, limits_of, payments_of
from council.campaigns.payments.rules import check_ending, check_treasurer, payable_fen
from council.campaigns.reads_desk import facts_of
from council.campaigns.receipts.reads import names_of
from council.campaigns.records import by_number
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person


def desk(
    tx: Transaction, who: Person, number: int, *, did: str = "", which: int = 0
) -> PaymentDesk | Refusal:
    """Contracts and payments of a campaign; only for staff."""
    if not who.roles & STAFF and who.id not in who.roles:
        return refuse("people.not_staff", name=who.name)
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    made = payments_of(tx, campaign)
    people = {each.proposed_by for each in made} | {each.second_signer or "" for each in made}
    names = names_of(tx, who.community_id, people)
    account = held(number)
    ends = may(who, "contract.record") and check_treasurer(facts_of(tx, who, campaign)) is None
    return PaymentDesk(
        campaign=number,
        title=campaign.title,
        state=campaign.state,
        held_fen=balances.posted(tx, who.community_id, (account,))[account],
        free_fen=balances.available(tx, who.community_id, (account,))[account],
        contracts=tuple(
            _contract(tx, campaign, each, ends=ends) for each in contracts_of(tx, campaign)
        ),
        payments=tuple(_payment(who, each, names) for each in made),
        may_approve=may(who, "payment.approve"),
        did=did,
        which=which,
    )


def payable_now(tx: Transaction, campaign: Campaign, contract: Contract) -> int:
    """Tell how much may be paid on a contract now: what its terms allow and what is free, in fen."""
    if contract.ended_at is not None or not contract.in_force:
        return 0
    account = held(campaign.number)
    free = balances.available(tx, campaign.community_id, (account,))[account]
    return min(max(0, free), payable_fen(limits_of(tx, contract), now=tx.now))


def _contract(
    tx: Transaction, campaign: Campaign, contract: Contract, *, ends: bool
) -> ContractLine:
    idle = check_ending(
        limits_of(tx, contract),
        ended=contract.ended_at is not None,
        number=contract.number,
        now=tx.now,
    )
    return value_from(
        ContractLine,
        contract,
        retention_until_at=contract.retention_until or 0,
        payable_fen=payable_now(tx, campaign, contract),
        ended=contract.ended_at is not None,
        may_end=ends and idle is None,
    )


def _payment(who: Person, payment: Payment, names: dict[str, str]) -> PaymentLine:
    return value_from(
        PaymentLine,
        payment,
        state="reversed" if payment.is_reversed else payment.state,
        proposed_by=names.get(payment.proposed_by, ""),
        signer=names.get(payment.second_signer or "", ""),
        signed_at=payment.signed_at or 0,
        own=payment.proposed_by == who.id,
    )
