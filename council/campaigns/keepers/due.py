"""What waits for the keepers of a campaign's money: to publish it, to sign for it."""

from typing import Any

from sqlalchemy import select

from council.campaigns.acts import CAMPAIGN_MOVES
from council.campaigns.campaign import Campaign
from council.campaigns.keepers.commands import RemindPublishers
from council.campaigns.keepers.publishing import MARK
from council.campaigns.keepers.records import due_at
from council.campaigns.keepers.rules import ENDED, TOLD
from council.campaigns.reads_desk import facts_of
from council.campaigns.tables import campaigns
from council.kernel.bus.command import Command
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.todos import Todo
from council.kernel.values import CLOCK, Person


def reminders_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """What the clock owes: campaigns whose money should have been published, told once each."""
    c, m = campaigns.c, clock_marks.c
    told = (
        select(m.marked_at)
        .where(
            m.community_id == c.community_id,
            m.mark == MARK,
            m.subject == c.id,
            m.marked_at >= due_at(),
        )
        .exists()
    )
    rows = tx.connection.execute(
        select(c.community_id, c.number)
        .where(c.state.in_(TOLD), due_at() <= tx.now, ~told)
        .order_by(c.community_id, c.number)
    )
    return tuple(
        RemindPublishers(actor=CLOCK, community_id=row.community_id, campaign=row.number)
        for row in rows
    )


def to_publish(tx: Transaction, who: Person) -> list[Todo]:
    """Campaigns whose money this person publishes now, and statements that they sign as auditor."""
    c = campaigns.c
    rows = tx.connection.execute(
        select(campaigns, due_at().label("due"))
        .where(c.community_id == who.community_id, c.state.in_(TOLD), c.rhythm.is_not(None))
        .order_by(c.number)
    ).all()
    found: list[Todo] = []
    for row in rows:
        campaign = value_from(Campaign, row)
        wanted = (
            ("audit",)
            if row.due > tx.now and campaign.state not in ENDED
            else ("publish", "audit")
        )
        facts = facts_of(tx, who, campaign)
        found += [
            Todo(
                key=f"campaign_to_{move.name}",
                verb="campaign.file",
                by=row.due if move.name == "publish" else tx.now,
                params={"number": campaign.number, "title": campaign.title},
                arguments=(campaign.number,),
            )
            for move in CAMPAIGN_MOVES.open_to(who, facts, *wanted)
        ]
    return found
