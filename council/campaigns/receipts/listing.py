"""The receipts 收据 of a campaign for who makes them out: each can be printed again, at any time."""

from collections.abc import Collection

from sqlalchemy import func, select, true

from council.campaigns.receipts.commands import ReceiptEntry, ReceiptList
from council.campaigns.receipts.receipt import Receipt
from council.campaigns.receipts.records import receipts_of
from council.campaigns.receipts.slip import SUBJECT
from council.campaigns.records import by_number
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.numbers import read_number
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import acts
from council.kernel.values import Person

#: So many receipts fit one screen, with a button each.
PAGE = 8
SOUGHT_MOST = 40


def listed(tx: Transaction, who: Person, number: int, page: int = 1) -> ReceiptList | Refusal:
    """A page of all of them; ``page`` counts from 1, one beyond the end is the last."""
    return _list(tx, who, number, page=page)


def found(tx: Transaction, who: Person, number: int, sought: str) -> ReceiptList | Refusal:
    """Those of a serial, or of a pledge by its number, its payer's name or their unit."""
    plain = sought.strip()[:SOUGHT_MOST]
    shown = _list(tx, who, number, sought=plain)
    if not isinstance(shown, Refusal) and not shown.total:
        return refuse("receipt.none_found", number=number, given=plain)
    return shown


def _list(
    tx: Transaction, who: Person, number: int, *, page: int = 1, sought: str = ""
) -> ReceiptList | Refusal:
    refusal = check(who, "receipt.record")
    if refusal is not None:
        return refusal
    campaign = by_number(tx, who.community_id, number)
    if isinstance(campaign, Refusal):
        return campaign
    every = receipts_of(tx, campaign, true())
    wanted = [each for each in every if _is(each, sought)][::-1]
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(max(page, 1), pages)
    shown = wanted[(page - 1) * PAGE : page * PAGE]
    printed = _printed(tx, who.community_id, {each.id for each in shown})
    return ReceiptList(
        campaign=number,
        title=campaign.title,
        lines=tuple(
            value_from(
                ReceiptEntry, each, pledge=each.pledge_number, printed=printed.get(each.id, 0)
            )
            for each in shown
        ),
        page=page,
        pages=pages,
        total=len(wanted),
        sought=sought,
    )


def _is(receipt: Receipt, sought: str) -> bool:
    number = read_number(sought)
    if number is not None:
        return number in {receipt.serial, receipt.pledge_number}
    return not sought or sought in receipt.name or sought == receipt.unit


def _printed(tx: Transaction, community_id: str, ids: Collection[str]) -> dict[str, int]:
    """How many papers were made of each of these receipts, by its id."""
    a = acts.c
    rows = tx.connection.execute(
        select(a.subject_id, func.count().label("papers"))
        .where(
            a.community_id == community_id,
            a.verb == "receipt.print",
            a.subject_kind == SUBJECT,
            a.subject_id.in_(ids),
        )
        .group_by(a.subject_id)
    )
    return {row.subject_id: int(row.papers) for row in rows}
