"""Campaigns 众筹, pledges, receipts, refunds, payments: what falls due."""

from typing import Any

from sqlalchemy import Select, case, exists, or_, select

from council.campaigns.commands import CloseCampaign, RemindPledgers
from council.campaigns.keepers.due import reminders_due as statements_late
from council.campaigns.moving import LAST_REMINDER, REMINDER
from council.campaigns.payments.due import reminders_due
from council.campaigns.rules import IN_FORCE, REMIND_AHEAD, REMIND_LAST
from council.campaigns.tables import campaigns
from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.tables import clock_marks
from council.kernel.values import CLOCK
from council.resolutions.tables import resolutions


def falls_due(tx: Transaction) -> tuple[Command[Any], ...]:
    """The commands that the clock owes by ``tx.now``, each asked as ``CLOCK``."""
    rows = tx.connection.execute(_open_until(tx.now + REMIND_AHEAD)).all()
    return (
        *reminders_due(tx),
        *statements_late(tx),
        *(
            (CloseCampaign if row.deadline <= tx.now else RemindPledgers)(
                actor=CLOCK, community_id=row.community_id, campaign=row.number
            )
            for row in rows
        ),
    )


def _open_until(at: int) -> Select[Any]:
    """Open campaigns that are over, or end by ``at`` with a reminder still to send."""
    c, m, r = campaigns.c, clock_marks.c, resolutions.c
    over = c.deadline <= at - REMIND_AHEAD
    wanted = case((c.deadline <= at - REMIND_AHEAD + REMIND_LAST, LAST_REMINDER), else_=REMINDER)
    reminded = exists().where(
        m.community_id == c.community_id, m.mark == wanted, m.subject == c.id
    )
    takes_money = exists().where(
        r.community_id == c.community_id, r.motion_id == c.motion_id, r.state.in_(IN_FORCE)
    )
    return (
        select(c.community_id, c.number, c.deadline)
        .where(c.state == "open", c.deadline <= at, or_(over, ~reminded & takes_money))
        .order_by(c.deadline)
    )
