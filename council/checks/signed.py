"""The invariants of signatures: papers with the ballots they became, money with who signed for it."""

import json
from collections import Counter
from typing import Any

from sqlalchemy import and_, exists, func, select

from council.campaigns.ledger.checks import SIGNING
from council.campaigns.tables import campaigns, ledger_entries, ledger_transfers
from council.counter.ballot_files.rules import SIGNED
from council.counter.papers.tables import papers
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, count, finding
from council.kernel.tables import acts
from council.polls.checks import by_poll, polls_named
from council.polls.tables import ballots


def i26_papers_are_their_ballots(tx: Transaction) -> Finding:
    """A paper is the ballot it became, and of a paper's ballot the paper is there."""
    p, b = papers.c, ballots.c
    same = (
        b.community_id == p.community_id,
        b.poll_id == p.poll_id,
        b.paper_serial == p.serial,
    )
    became = exists().where(*same, b.slot == p.slot, b.revision == p.revision)
    lost = by_poll(papers, p.revision.is_not(None), ~became)
    unsigned = by_poll(
        ballots,
        b.paper_serial.is_not(None),
        b.channel.in_(SIGNED),
        ~exists().where(*same),
    )
    return finding(
        "I26",
        "signed papers are the ballots they became",
        checked=count(tx, papers),
        broken=[
            *(f"{each} papers with another ballot" for each in polls_named(tx, lost)),
            *(f"{each} ballots without their paper" for each in polls_named(tx, unsigned)),
            *_recorded_by_others(tx),
        ],
    )


def _recorded_by_others(tx: Transaction) -> list[str]:
    """Papers that somebody else recorded than the act of recording them says, or at another time."""
    a, p = acts.c, papers.c
    kept = {
        (row.community_id, row.poll_id, row.serial): (row.recorded_by, row.recorded_at)
        for row in tx.connection.execute(
            select(p.community_id, p.poll_id, p.serial, p.recorded_by, p.recorded_at)
        )
    }
    rows = tx.connection.execute(
        select(acts, communities.c.slug)
        .join(communities, communities.c.id == a.community_id)
        .where(a.verb == "ballot.paper")
        .order_by(communities.c.slug, a.number)
    )
    return [
        f"{row.slug} act {row.number}: its paper is not as it was recorded"
        for row in rows
        if kept.get((row.community_id, row.subject_id, _told(row, "serial")))
        != (row.actor_id, row.acted_at)
    ]


def i27_signed_for_what_was_posted(tx: Transaction) -> Finding:
    """Who signed for money signed for the sum of what was posted then."""
    t, a, e = ledger_transfers.c, acts.c, ledger_entries.c
    # Signed for is a campaign's money, or a line in suspense that belongs to none.
    about = func.coalesce(t.campaign_id, t.subject_id).label("about")
    posted: Counter[tuple[Any, ...]] = Counter()
    for row in tx.connection.execute(
        select(t.community_id, about, t.second_by, t.posted_at, e.amount_fen)
        .join(
            ledger_entries,
            and_(e.community_id == t.community_id, e.transfer_id == t.id, e.line == 1),
        )
        .where(t.second_by.is_not(None))
    ):
        posted[row.community_id, row.about, row.second_by, row.posted_at] += row.amount_fen
    signed: Counter[tuple[Any, ...]] = Counter()
    for row in tx.connection.execute(select(acts).where(a.verb.in_(SIGNING))):
        of = (row.community_id, row.subject_id, row.actor_id, row.acted_at)
        signed[of] += _told(row, "total_fen") or 0
    named = {
        (row.community_id, row.id): f"{row.slug} campaign {row.number}"
        for row in tx.connection.execute(
            select(
                campaigns.c.community_id, campaigns.c.id, campaigns.c.number, communities.c.slug
            ).join(communities, communities.c.id == campaigns.c.community_id)
        )
    }
    return finding(
        "I27",
        "signatures are for the sums that were posted",
        checked=len(signed),
        broken=sorted(
            f"{named.get(each[:2], each[1])}: {posted[each]} fen posted, {signed[each]} signed"
            for each in posted.keys() | signed.keys()
            if posted[each] != signed[each]
        ),
    )


def _told(act: Any, key: str) -> Any:
    """What an act tells under a key; nothing where somebody has made it unreadable."""
    try:
        told = json.loads(act.detail)
    except ValueError:
        return None
    return told.get(key) if isinstance(told, dict) else None
