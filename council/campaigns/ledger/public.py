"""The public ledger 台账: what moved and was told, the sums of each kind, the balances.

Payers and cashiers are not told; the campaign, the day and the amount are, and who was paid for what.
What neighbours give is told several households at a time (``grouping``), so every sum here is one of
what is told.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, select

from council.campaigns.bank_statements.public import Suspended, in_suspense
from council.campaigns.campaign import Campaign
from council.campaigns.ledger.accounts import SUSPENSE
from council.campaigns.ledger.lines import last_hash
from council.campaigns.ledger.told import Told, gifts_told
from council.campaigns.payments.rules import payee_shown
from council.campaigns.payments.tables import contracts, payments
from council.campaigns.tables import (
    NO_GIFTS,
    campaigns,
    ledger_entries,
    ledger_lines,
    ledger_transfers,
)
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.findings import count
from council.kernel.months import FIRST, Asked, Stretch, stretch_of
from council.kernel.paging import ROWS, Paging
from council.kernel.values import value


@value
class Transfer:
    """What moved. ``amount_fen`` is what it brought to (or took from) what is held.

    Of gifts, and what of them is given back, ``many`` transfers are told together, at the time
    ``posted_at`` when they could be; ``number`` is the last of them. Of a payment, or what brings one
    back, ``payee`` (a person masked) and ``voucher``: the invoice, ``file`` its hash.
    """

    number: int
    posted_at: int
    kind: str
    campaign: int
    amount_fen: int
    payee: str
    voucher: str
    many: int = 1
    file: str = ""


@value
class KindSum:
    """All transfers of one kind together."""

    kind: str
    transfers: int
    amount_fen: int


@value
class MonthOfLedger:
    """What was held when a month began and when it ended (or is now), and what moved it."""

    opening_fen: int
    kinds: tuple[KindSum, ...]
    closing_fen: int


@value
class Ledger:
    """The ledger, a part of one month's transfers (newest first), and the sums of all.

    ``month``: how the balance of the month shown came about, None where nothing moved yet.

    ``held_fen`` and ``reserve_fen`` are the balances, ``check_fen`` is the sum of all entries of
    all accounts: nothing but 0 is right. ``withheld`` gifts are told with the next ones. ``lines`` of
    the chain there are (also those that set money aside or let it go), and ``last_hash`` is that of
    the last: whoever notes it today can tell tomorrow whether anything before it was changed.
    ``suspense_fen`` came in and nobody knows yet what for, ``suspense`` are those sums.
    """

    total: int
    paging: Paging
    month: MonthOfLedger | None
    transfers: tuple[Transfer, ...]
    kinds: tuple[KindSum, ...]
    held_fen: int
    reserve_fen: int
    check_fen: int
    lines: int
    last_hash: str
    withheld: int = 0
    suspense_fen: int = 0
    suspense: tuple[Suspended, ...] = ()


def ledger(tx: Transaction, community_id: str, *, asked: Asked = FIRST) -> Ledger | None:
    """Gather the ledger, one month's transfers at a time; None where it has no such part."""
    gifts = gifts_told(tx, community_id)
    moved = movements(tx, community_id, gifts)
    where = stretch_of((each.posted_at for each in moved), asked=asked, size=ROWS)
    if where is None:
        return None
    kinds = sums(moved)
    here = [each for each in moved if where.since <= each.posted_at < where.until][::-1]
    e = ledger_entries.c
    reserve, suspense, check = (
        int(tx.connection.scalar(select(total(e.amount_fen)).where(*wanted)) or 0)
        for wanted in (
            (e.community_id == community_id, e.account.like("reserve:%")),
            (e.community_id == community_id, e.account == SUSPENSE),
            (e.community_id == community_id,),
        )
    )
    return Ledger(
        total=sum(kind.transfers for kind in kinds),
        paging=where.paging,
        month=_month(moved, where) if where.paging.month else None,
        transfers=tuple(here[where.offset : where.offset + ROWS]),
        kinds=kinds,
        held_fen=sum(each.amount_fen for each in moved),
        reserve_fen=reserve,
        check_fen=check,
        suspense_fen=suspense,
        suspense=in_suspense(tx, community_id),
        lines=count(tx, ledger_lines, ledger_lines.c.community_id == community_id),
        last_hash=last_hash(tx, community_id),
        withheld=sum(each.withheld for each in gifts.values()),
    )


def movements_of(tx: Transaction, campaign: Campaign) -> tuple[Transfer, ...]:
    """Tell what moved for one campaign, in the order in which it was told."""
    gifts = gifts_told(tx, campaign.community_id, (campaign,))
    of = ledger_transfers.c.campaign_id == campaign.id
    return movements(tx, campaign.community_id, gifts, of)


def movements(
    tx: Transaction,
    community_id: str,
    gifts: dict[str, Told],
    *within: ColumnElement[bool],
) -> tuple[Transfer, ...]:
    """Tell what moved, gifts in groups and all else one by one, in the order it was told."""
    grouped = [
        Transfer(
            number=group.number,
            posted_at=group.at,
            kind=group.kind,
            campaign=each.campaign,
            amount_fen=group.amount_fen,
            payee="",
            voucher="",
            many=group.many,
        )
        for each in gifts.values()
        for group in each.groups
    ]
    found = [*grouped, *_one_by_one(tx, community_id, *within)]
    return tuple(sorted(found, key=lambda each: (each.posted_at, each.number)))


def _one_by_one(
    tx: Transaction, community_id: str, *within: ColumnElement[bool]
) -> Iterable[Transfer]:
    """Tell transfers that are nobody's gift, with what each moved in ``held``."""
    t, e, c = ledger_transfers.c, ledger_entries.c, campaigns.c
    held = and_(e.community_id == t.community_id, e.transfer_id == t.id, e.account.like("held:%"))
    rows = tx.connection.execute(
        select(
            t.number,
            t.posted_at,
            t.kind,
            c.number.label("campaign"),
            e.amount_fen,
            func.coalesce(contracts.c.payee, "").label("payee"),
            func.coalesce(payments.c.invoice, "").label("voucher"),
            func.coalesce(payments.c.file, "").label("file"),
        )
        .outerjoin(ledger_entries, held)  # from these few transfers, not from all entries
        .outerjoin(
            payments,
            and_(payments.c.community_id == t.community_id, payments.c.id == t.subject_id),
        )
        .outerjoin(
            contracts,
            and_(
                contracts.c.community_id == payments.c.community_id,
                contracts.c.id == payments.c.contract_id,
            ),
        )
        .outerjoin(campaigns, and_(c.community_id == t.community_id, c.id == t.campaign_id))
        .where(t.community_id == community_id, t.kind.in_(NO_GIFTS), *within)
    )
    for row in rows:
        if row.amount_fen is not None:
            yield value_from(Transfer, row, payee=payee_shown(row.payee), many=1)


def sums(moved: Iterable[Transfer]) -> tuple[KindSum, ...]:
    """Sum what moved by kind."""
    transfers, fen = Counter[str](), Counter[str]()
    for each in moved:
        transfers[each.kind] += each.many
        fen[each.kind] += each.amount_fen
    return tuple(
        KindSum(kind=kind, transfers=transfers[kind], amount_fen=fen[kind])
        for kind in sorted(transfers)
    )


def _month(moved: Sequence[Transfer], where: Stretch) -> MonthOfLedger:
    opening = sum(each.amount_fen for each in moved if each.posted_at < where.since)
    kinds = sums([each for each in moved if where.since <= each.posted_at < where.until])
    return MonthOfLedger(
        opening_fen=opening,
        kinds=kinds,
        closing_fen=opening + sum(kind.amount_fen for kind in kinds),
    )
