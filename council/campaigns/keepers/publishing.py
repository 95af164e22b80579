"""Publishing a campaign's money 公布, and what its auditor says of that."""

from dataclasses import fields

from sqlalchemy import delete, insert, select, update

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.campaign import Campaign
from council.campaigns.commands import CampaignFile
from council.campaigns.keepers.commands import (
    ObjectToStatement,
    PublishersReminded,
    PublishStatement,
    RemindPublishers,
    SignStatement,
)
from council.campaigns.keepers.records import due_at, statements_of, sums_of
from council.campaigns.keepers.rules import ENDED, PUBLICATION, TOLD
from council.campaigns.keepers.told import told_sums
from council.campaigns.records import by_number
from council.campaigns.rules import read_reason
from council.campaigns.states import move
from council.campaigns.tables import campaign_statements, campaigns
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal
from council.kernel.tables import clock_marks
from council.kernel.values import Person

#: The clock's mark that it told of a statement that is late.
MARK = "statement_late"


def publish(tx: Transaction, who: Person, command: PublishStatement) -> CampaignFile | Refusal:
    """Publish what is told of the sums; the final ones are whole, and call the auditor."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "publish")
    if isinstance(campaign, Refusal):
        return campaign
    final = campaign.state in ENDED
    statement_id = tx.new_id()
    sums = sums_of(tx, campaign) if final else told_sums(tx, campaign, before=tx.now)
    row = {
        "community_id": who.community_id,
        "id": statement_id,
        "campaign_id": campaign.id,
        "number": next_number(tx, who.community_id, f"publications:{campaign.number}"),
        "kind": "final" if final else "running",
        **{field.name: getattr(sums, field.name) for field in fields(sums)},
        "state": "published",
        "published_by": who.id,
        "published_at": tx.now,
        "reason": "",
    }
    tx.connection.execute(insert(campaign_statements), [row])
    record(tx, who, command.verb, "publication", statement_id, number=campaign.number)
    if campaign.auditor:
        _tell(
            tx,
            campaign,
            f"statement_{row['kind']}",
            subject=statement_id,
            to=(campaign.auditor,),
            publisher=who.name,
        )
    return campaign_desk.file(tx, who, campaign.number, did=f"publish_{row['kind']}")


def sign(tx: Transaction, who: Person, command: SignStatement) -> CampaignFile | Refusal:
    """Sign the final statement: with that the books are closed."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "audit")
    if isinstance(campaign, Refusal):
        return campaign
    statement_id = _answer(tx, who, campaign, "sign")
    record(tx, who, command.verb, "publication", statement_id, number=campaign.number)
    move(tx, who, campaign, "archive")
    return campaign_desk.file(tx, who, campaign.number, did="audit")


def object_(tx: Transaction, who: Person, command: ObjectToStatement) -> CampaignFile | Refusal:
    """Object in public; cashier and bookkeeper are told, and publish anew what is mended."""
    reason = read_reason(command.reason)
    if isinstance(reason, Refusal):
        return reason
    campaign = campaign_desk.movable(tx, who, command.campaign, "object")
    if isinstance(campaign, Refusal):
        return campaign
    statement_id = _answer(tx, who, campaign, "object", reason=reason)
    record(tx, who, command.verb, "publication", statement_id, number=campaign.number)
    _tell(
        tx,
        campaign,
        "statement_objected",
        subject=statement_id,
        to=(campaign.cashier, campaign.bookkeeper),
        reason=reason,
        auditor=who.name,
    )
    return campaign_desk.file(tx, who, campaign.number, did="object")


def remind(
    tx: Transaction, who: Person, command: RemindPublishers
) -> PublishersReminded | Refusal:
    """Tell cashier and bookkeeper that publishing is late, once for each time that it is due."""
    campaign = by_number(tx, who.community_id, command.campaign, lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    c, m = campaigns.c, clock_marks.c
    due = tx.connection.scalar(
        select(due_at()).where(c.community_id == campaign.community_id, c.id == campaign.id)
    )
    key = {"community_id": campaign.community_id, "mark": MARK, "subject": campaign.id}
    mine = [m[name] == each for name, each in key.items()]
    told_at = tx.connection.scalar(select(m.marked_at).where(*mine)) or 0
    if campaign.state not in TOLD or due is None or due > tx.now or told_at >= due:
        return PublishersReminded(campaign=campaign.number, reminded=0)
    tx.connection.execute(delete(clock_marks).where(*mine))
    tx.connection.execute(insert(clock_marks), [{**key, "marked_at": tx.now}])
    told = _tell(
        tx,
        campaign,
        MARK,
        subject=f"{campaign.id}:{due}",
        to=(campaign.cashier, campaign.bookkeeper),
        due_at=int(due),
    )
    return PublishersReminded(campaign=campaign.number, reminded=told)


def _answer(
    tx: Transaction, who: Person, campaign: Campaign, verb: str, *, reason: str = ""
) -> str:
    statement = statements_of(tx, campaign)[-1]
    tx.connection.execute(
        update(campaign_statements)
        .where(
            campaign_statements.c.community_id == campaign.community_id,
            campaign_statements.c.id == statement.id,
        )
        .values(
            state=PUBLICATION.moves[verb].after,
            answered_by=who.id,
            answered_at=tx.now,
            reason=reason,
        )
    )
    return statement.id


def _tell(
    tx: Transaction,
    campaign: Campaign,
    notice: str,
    *,
    subject: str,
    to: tuple[str, ...],
    **more: str | int,
) -> int:
    return outbox.notify(
        tx,
        campaign.community_id,
        outbox.these(campaign.community_id, to),
        notice=notice,
        subject=subject,
        params={"number": campaign.number, "title": campaign.title, **more},
        buttons=(("button.campaign_file", "campaign.file", (campaign.number,)),),
        bot="staff",
    )
