"""The papers of a payment 付款凭证: contract and invoice, for whoever signs second and whoever audits."""

from collections.abc import Sequence
from dataclasses import replace

from council.campaigns.payments.records import contract_by, payment_by
from council.campaigns.records import by_number
from council.kernel.database.transaction import Transaction
from council.kernel.files import KeptFile, kept_file
from council.kernel.policy import STAFF
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload, kept
from council.kernel.values import Person, value


@value
class Vouchers:
    """The kept files that a payment stands on: its contract, and its invoice by its number."""

    contract: KeptFile | None
    invoice: KeptFile | None
    reference: str
    invoice_number: str


def vouchers(tx: Transaction, who: Person, campaign: int, number: int) -> Vouchers | Refusal:
    """Read what a payment stands on; only for staff."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    found = by_number(tx, who.community_id, campaign)
    if isinstance(found, Refusal):
        return found
    payment = payment_by(tx, found, number)
    if isinstance(payment, Refusal):
        return payment
    contract = contract_by(tx, found, payment.contract)
    if isinstance(contract, Refusal):
        return contract
    return Vouchers(
        contract=kept_file(tx, who.community_id, contract.file),
        invoice=kept_file(tx, who.community_id, payment.file),
        reference=contract.reference,
        invoice_number=payment.invoice,
    )


def voucher_uploads(found: Vouchers, say: Translator) -> Sequence[Upload]:
    """The files as they were sent in, each with what it is."""
    told = (
        (found.contract, say("payment.papers.contract", reference=found.reference)),
        (found.invoice, say("payment.papers.invoice", invoice=found.invoice_number)),
    )
    return tuple(
        replace(kept(file), caption=str(what.unescape()))
        for file, what in told
        if file is not None
    )
