"""The tasks that money of a campaign may be paid for."""

from sqlalchemy import exists, select

from council.campaigns.campaign import Campaign
from council.campaigns.payments.records import ACCEPTED_BY
from council.campaigns.rules import IN_FORCE
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.resolutions.tables import resolutions, tasks

#: A resolution that is still to be carried out, or may yet come into force.
UNDONE = ("provisional", "in_force", "implementing")


@value
class ForTask:
    """A task that money may be paid for, with the resolution that it carries out."""

    resolution_id: str
    resolution: str
    approved_fen: int | None
    task_id: str
    position: int
    title: str
    budget_fen: int | None
    acceptance: str


def tasks_of(tx: Transaction, campaign: Campaign) -> tuple[ForTask, ...]:
    """Read the tasks of the resolutions in force on a campaign's motion."""
    r, t = resolutions.c, tasks.c
    rows = tx.connection.execute(
        select(
            r.id.label("resolution_id"),
            r.number.label("resolution"),
            r.approved_fen,
            t.id.label("task_id"),
            t.position,
            t.title,
            t.budget_fen,
            t.acceptance,
        )
        .join(tasks, (t.community_id == r.community_id) & (t.resolution_id == r.id))
        .where(
            r.community_id == campaign.community_id,
            r.motion_id == campaign.motion_id,
            r.state.in_(IN_FORCE),
        )
        .order_by(r.number, t.position)
    )
    return tuple(
        ForTask(**{**row._asdict(), "acceptance": row.acceptance or "none"}) for row in rows
    )


def carried_out(tx: Transaction, campaign: Campaign) -> bool:
    """Whether any resolution on a campaign's motion is still to be carried out."""
    r = resolutions.c
    going = exists().where(
        r.community_id == campaign.community_id,
        r.motion_id == campaign.motion_id,
        r.state.in_(UNDONE),
    )
    return bool(tx.connection.scalar(select(going)))


def payable_task(
    tx: Transaction, campaign: Campaign, resolution: str, position: int
) -> ForTask | Refusal:
    """Find a task that a contract can be for: somebody accepts it, and a sum was approved."""
    for each in tasks_of(tx, campaign):
        if (each.resolution, each.position) == (resolution, position):
            if each.acceptance not in ACCEPTED_BY:
                return refuse("contract.nobody_accepts", number=resolution, place=position)
            if each.approved_fen is None and each.budget_fen is None:
                return refuse("contract.nothing_approved", number=resolution, place=position)
            return each
    return refuse("contract.unknown_task", number=resolution, place=position)
