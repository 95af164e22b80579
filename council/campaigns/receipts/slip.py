"""A receipt 收据 as it is printed for its payer: what it says, and which line of the ledger it is.

The paper bears name and serial, the page of the line neither: only who holds the paper can tell
whose line it is.
"""

from sqlalchemy import func, select

from council.campaigns.ledger.line import address_of
from council.campaigns.receipts.commands import PrintReceipt, ReceiptPrinted
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.receipts.records import receipts_of
from council.campaigns.records import by_number
from council.campaigns.tables import campaigns, receipts
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.policy import may
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import acts
from council.kernel.values import Person, value
from council.resolutions.tables import resolutions

#: What acts of printing are about: no kind that is sealed, for to print changes nothing.
SUBJECT = "receipt_slip"


@value
class ReceiptSlip:
    """What a receipt's paper says.

    ``state`` is the receipt's, ``copy`` how often it was printed before (0: the original).
    ``line`` is the address of its line in the ledger, as the last part of the page's path;
    ``received_at`` UTC seconds. ``resolution`` may be empty.
    """

    community: str
    locale: str
    timezone: str
    demo: bool
    campaign: int
    title: str
    resolution: str
    serial: int
    name: str
    unit: str
    amount_fen: int
    method: str
    external_ref: str
    state: str
    late: bool
    received_at: int
    copy: int
    line: str


def note(tx: Transaction, who: Person, command: PrintReceipt) -> ReceiptPrinted | Refusal:
    """Note that a receipt was printed: the second paper of it says that it is a copy."""
    receipt = _printable(tx, who, command.campaign, command.serial)
    if isinstance(receipt, Refusal):
        return receipt
    record(tx, who, command.verb, SUBJECT, receipt.id, serial=receipt.serial)
    return ReceiptPrinted(
        campaign=command.campaign, serial=receipt.serial, copy=_printed(tx, receipt) - 1
    )


def slip(tx: Transaction, who: Person, campaign: int, serial: int) -> ReceiptSlip | Refusal:
    """Tell what the paper says that was noted last."""
    receipt = _printable(tx, who, campaign, serial)
    if isinstance(receipt, Refusal):
        return receipt
    c = communities.c
    at_home = tx.connection.execute(select(communities).where(c.id == who.community_id)).one()
    of = tx.connection.execute(
        select(campaigns.c.title, campaigns.c.motion_id).where(
            campaigns.c.community_id == who.community_id, campaigns.c.number == campaign
        )
    ).one()
    r = resolutions.c
    resolution = tx.connection.scalar(
        select(func.max(r.number)).where(
            r.community_id == who.community_id, r.motion_id == of.motion_id
        )
    )
    return ReceiptSlip(
        community=at_home.name,
        locale=at_home.locale,
        timezone=at_home.timezone,
        demo=bool(at_home.demo),
        campaign=campaign,
        title=of.title,
        resolution=resolution or "",
        serial=serial,
        name=receipt.name,
        unit=receipt.unit,
        amount_fen=receipt.amount_fen,
        method=receipt.method,
        external_ref=receipt.external_ref,
        state=receipt.state,
        late=receipt.late,
        received_at=receipt.received_at,
        copy=max(0, _printed(tx, receipt) - 1),
        line=address_of(tx, who.community_id, "receipt", receipt.id),
    )


def _printable(tx: Transaction, who: Person, campaign: int, serial: int) -> Receipt | Refusal:
    """Find a receipt for its payer, or for who makes receipts out; not before it is posted or void."""
    found = by_number(tx, who.community_id, campaign)
    if isinstance(found, Refusal):
        return found
    mine = receipts_of(tx, found, receipts.c.serial == serial)
    allowed = mine and (mine[0].resident_id == who.id or may(who, "receipt.record"))
    if not allowed:
        return refuse("receipt.unknown", number=campaign, serial=serial)
    if mine[0].state == "awaiting_second":
        return refuse("receipt.not_yet", serial=serial)
    return mine[0]


def _printed(tx: Transaction, receipt: Receipt) -> int:
    a = acts.c
    query = select(func.count()).where(
        a.community_id == receipt.community_id,
        a.verb == "receipt.print",
        a.subject_kind == SUBJECT,
        a.subject_id == receipt.id,
    )
    return int(tx.connection.scalar(query) or 0)
