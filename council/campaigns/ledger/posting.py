"""Writing to the ledger 台账: money is set aside, then posted or voided; nothing changes afterwards.

Each cause (a receipt, a request, a payment) brings its own id. The same cause again has no further
effect, and with another content it is a mistake of the program. What goes out is set aside first,
so that no two can spend the same fen; one writer at a time appends to a community's chain.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import insert, select

from council.campaigns.campaign import Campaign
from council.campaigns.ledger import balances, lines
from council.campaigns.ledger.accounts import floor_of
from council.campaigns.ledger.chain import Held, Line, Posted
from council.campaigns.tables import ledger_entries, ledger_holds, ledger_transfers
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value


class Owner(Protocol):
    """Whose money moves: a campaign's, or (without an id) that of the community as a whole."""

    @property
    def community_id(self) -> str:
        """Say in which community."""

    @property
    def id(self) -> str | None:
        """Give the campaign's id; None: of no campaign."""


@value
class Common:
    """Money of a community that belongs to no campaign, or not yet."""

    community_id: str
    id: None = None


@value
class Posting:
    """One transfer of ``amount_fen`` between two accounts.

    ``subject_id`` is the id of the receipt, request or payment that it is for, given by whoever
    began that: each is set aside once, and posted or voided once.
    """

    kind: str
    subject_id: str
    amount_fen: int
    source: str
    destination: str
    posted_by: str
    second_by: str | None = None


class OtherContent(ValueError):
    """The same cause comes again and says something else, or was voided: a mistake of the program."""


#: What waits for a second person is set aside first; a receipt may come in at once, and what is in
#: suspense is set aside by the state of its line.
TWO_PHASE = ("refund", "reserve", "payment", "reversal")


def hold(tx: Transaction, campaign: Campaign, postings: Sequence[Posting]) -> Refusal | None:
    """Set money aside; refuses what would leave an account below its floor.

    Raises OtherContent for a cause that was set aside with another content, or ended already.
    """
    known = lines.of(tx, campaign.community_id, postings)
    new = []
    for each in postings:
        if known.get((each.kind, each.subject_id)):
            _insist_on_hold(tx, campaign, each)
        else:
            new.append(each)
    if not new:
        return None
    first = lines.begin(tx, campaign.community_id, many=len(new))
    refusal = _too_little(tx, campaign, new, set_aside=True)
    if refusal is not None:
        return refusal
    tx.connection.execute(insert(ledger_holds), [_held_row(campaign, each) for each in new])
    lines.append(
        tx,
        campaign.community_id,
        [
            Line(
                line=line,
                phase="pending",
                kind=each.kind,
                subject_id=each.subject_id,
                noted_at=tx.now,
                noted_by=each.posted_by,
                says=Held(
                    campaign_id=campaign.id,
                    source=each.source,
                    destination=each.destination,
                    amount_fen=each.amount_fen,
                ),
            )
            for line, each in enumerate(new, start=first)
        ],
    )
    return None


def post(tx: Transaction, owner: Owner, postings: Sequence[Posting]) -> dict[str, str] | Refusal:
    """Post transfers in order; tells each subject's transfer id, also of what was posted before.

    Refuses what would leave an account below its floor. Raises OtherContent for a cause that was
    set aside or posted with another content, or was voided.
    """
    community_id = owner.community_id
    before = _posted(tx, owner, postings)
    new = [each for each in postings if each.subject_id not in before]
    if not new:
        return before
    known = lines.of(tx, community_id, new)
    for each in new:
        phases = known.get((each.kind, each.subject_id), frozenset())
        if "voided" in phases or (each.kind in TWO_PHASE and "pending" not in phases):
            raise OtherContent(each.kind, each.subject_id, sorted(phases))
        if "pending" in phases:
            _insist_on_hold(tx, owner, each)
    first_line = lines.begin(tx, community_id, many=len(new))
    refusal = _too_little(tx, owner, new, set_aside=False)
    if refusal is not None:
        return refusal
    first = next_number(tx, community_id, "ledger", many=len(new))
    numbered = [(tx.new_id(), first + place, each) for place, each in enumerate(new)]
    tx.connection.execute(
        insert(ledger_transfers), [_transfer_row(tx, owner, *each) for each in numbered]
    )
    tx.connection.execute(
        insert(ledger_entries),
        [
            {
                "community_id": community_id,
                "transfer_id": transfer_id,
                "line": line,
                "account": account,
                "amount_fen": amount_fen,
            }
            for transfer_id, _, posting in numbered
            for line, account, amount_fen in _entries(posting)
        ],
    )
    lines.append(
        tx,
        community_id,
        [
            Line(
                line=first_line + place,
                phase="posted",
                kind=posting.kind,
                subject_id=posting.subject_id,
                noted_at=tx.now,
                noted_by=posting.second_by or posting.posted_by,
                says=Posted(
                    number=number,
                    campaign_id=owner.id or "",
                    posted_at=tx.now,
                    posted_by=posting.posted_by,
                    second_by=posting.second_by or "",
                    entries=_entries(posting),
                ),
            )
            for place, (_, number, posting) in enumerate(numbered)
        ],
    )
    return {**before, **{each.subject_id: transfer_id for transfer_id, _, each in numbered}}


def void(
    tx: Transaction, community_id: str, kind: str, subjects: Sequence[str], *, by: str
) -> None:
    """Let go what was set aside. Raises OtherContent for what is not set aside, or was posted."""
    known = lines.phases(tx, community_id, kind, subjects)
    for each in subjects:
        if known.get((kind, each), frozenset()) not in ({"pending"}, {"pending", "voided"}):
            raise OtherContent(kind, each, sorted(known.get((kind, each), ())))
    new = [each for each in subjects if "voided" not in known[kind, each]]
    if not new:
        return
    first = lines.begin(tx, community_id, many=len(new))
    lines.append(
        tx,
        community_id,
        [
            Line(
                line=line,
                phase="voided",
                kind=kind,
                subject_id=subject_id,
                noted_at=tx.now,
                noted_by=by,
                says=None,
            )
            for line, subject_id in enumerate(new, start=first)
        ],
    )


def _too_little(
    tx: Transaction, owner: Owner, postings: Sequence[Posting], *, set_aside: bool
) -> Refusal | None:
    """Judge the accounts that money leaves: what was set aside for a posting is there for it."""
    leaving: defaultdict[str, int] = defaultdict(int)
    for each in postings:
        leaving[each.source] += each.amount_fen
    bounded = {account: floor for account in leaving if (floor := floor_of(account)) is not None}
    if not bounded:
        return None
    community_id = owner.community_id
    read = balances.available if set_aside else balances.posted
    there = read(tx, community_id, bounded)
    for account, floor in bounded.items():
        left = there[account] - floor
        if leaving[account] > left:
            return refuse("ledger.not_enough", held_fen=max(0, left), total_fen=leaving[account])
    return None


def _entries(posting: Posting) -> tuple[tuple[int, str, int], ...]:
    return (
        (1, posting.destination, posting.amount_fen),
        (2, posting.source, -posting.amount_fen),
    )


def _held_row(owner: Owner, posting: Posting) -> dict[str, object]:
    return {
        "community_id": owner.community_id,
        "kind": posting.kind,
        "subject_id": posting.subject_id,
        "campaign_id": owner.id,
        "source": posting.source,
        "destination": posting.destination,
        "amount_fen": posting.amount_fen,
    }


def _transfer_row(
    tx: Transaction, owner: Owner, transfer_id: str, number: int, posting: Posting
) -> dict[str, object]:
    return {
        "community_id": owner.community_id,
        "id": transfer_id,
        "number": number,
        "campaign_id": owner.id,
        "kind": posting.kind,
        "subject_id": posting.subject_id,
        "posted_at": tx.now,
        "posted_by": posting.posted_by,
        "second_by": posting.second_by,
    }


def _posted(tx: Transaction, owner: Owner, postings: Sequence[Posting]) -> dict[str, str]:
    """The transfers of causes that were posted before: subject → transfer id."""
    t, e = ledger_transfers.c, ledger_entries.c
    rows = tx.connection.execute(
        select(t.id, t.kind, t.subject_id, t.campaign_id, e.account, e.amount_fen)
        .join(ledger_entries, (e.community_id == t.community_id) & (e.transfer_id == t.id))
        .where(
            t.community_id == owner.community_id,
            t.subject_id.in_([each.subject_id for each in postings]),
            t.kind.in_({each.kind for each in postings}),
        )
        .order_by(t.number, e.line)
    )
    known: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        known[row.kind, row.subject_id].append(row)
    found: dict[str, str] = {}
    for each in postings:
        mine = known.get((each.kind, each.subject_id))
        if mine is None:
            continue
        wanted = [(owner.id, account, fen) for _, account, fen in _entries(each)]
        if [(row.campaign_id, row.account, row.amount_fen) for row in mine] != wanted:
            raise OtherContent(each.kind, each.subject_id)
        found[each.subject_id] = mine[0].id
    return found


def _insist_on_hold(tx: Transaction, owner: Owner, posting: Posting) -> None:
    h = ledger_holds.c
    row = tx.connection.execute(
        select(ledger_holds).where(
            h.community_id == owner.community_id,
            h.kind == posting.kind,
            h.subject_id == posting.subject_id,
        )
    ).one_or_none()
    if row is None or row._asdict() != _held_row(owner, posting):
        raise OtherContent(posting.kind, posting.subject_id)
