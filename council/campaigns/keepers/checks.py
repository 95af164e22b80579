"""The standing invariant I36: campaigns keep to their terms, and what was published adds up."""

import re

from sqlalchemy import select

from council.campaigns.campaign import Campaign
from council.campaigns.keepers.records import statements_of, sums_of
from council.campaigns.keepers.statement import Statement, Sums
from council.campaigns.keepers.told import told_sums
from council.campaigns.reads import view_of
from council.campaigns.refunds.records import asked
from council.campaigns.tables import campaigns
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, finding

_LAST4 = re.compile(r"[0-9]{4}", re.ASCII)
#: States that a campaign does not reach without its three keepers, if it ever had one of them.
_OFFICES = ("cashier", "bookkeeper", "auditor")


def i36_campaigns_keep_to_their_terms(tx: Transaction) -> Finding:
    """Three keepers are three people, published sums are the ledger's, closed books hold nothing."""
    broken: list[str] = []
    checked = 0
    for community in tx.connection.execute(
        select(communities.c.id, communities.c.slug).order_by(communities.c.slug)
    ):
        c = campaigns.c
        mine = select(campaigns).where(c.community_id == community.id).order_by(c.number)
        for campaign in read_all(tx, Campaign, mine):
            published = statements_of(tx, campaign)
            checked += 1 + len(published)
            where = f"{community.slug} campaign {campaign.number}"
            broken += [f"{where}: {wrong}" for wrong in _wrong(tx, campaign, published)]
            broken += [
                f"{where} statement {each.number}: is not what the ledger says"
                for each in published
                if each.sums != _added_up(tx, campaign, each)
            ]
    return finding("I36", "campaigns keep to their terms", checked=checked, broken=broken)


def _added_up(tx: Transaction, campaign: Campaign, published: Statement) -> Sums:
    if published.kind == "final":
        return sums_of(tx, campaign, upto=published.upto)
    return told_sums(tx, campaign, before=published.published_at)


def _claimed(tx: Transaction, campaign: Campaign) -> int:
    """What payees have claimed who could not be reached, in fen: it is on its way to them."""
    return sum(each.amount_fen for each in asked(tx, campaign) if not each.late)


def _wrong(tx: Transaction, campaign: Campaign, published: tuple[Statement, ...]) -> list[str]:
    keepers = [getattr(campaign, office) for office in _OFFICES]
    named = [each for each in keepers if each]
    last = published[-1] if published else None
    closed = campaign.state == "archived"
    found = {
        "its keepers are not three people": named and len(set(named)) != len(_OFFICES),
        "more than four digits of its account are kept": not _LAST4.fullmatch(
            campaign.account_last4
        ),
        "its minimum is above its target": campaign.needed_fen > campaign.target_fen,
        "settled while money is held": campaign.state in ("settled", "refunded", "archived")
        and view_of(tx, campaign.community_id, campaign.number).to_spend_fen
        != _claimed(tx, campaign),
        "closed without its auditor": closed
        and (last is None or last.state != "signed" or last.answered_by != campaign.auditor),
    }
    return [wrong for wrong, holds in found.items() if holds]
