"""Naming the three keepers 三人管钱 of a campaign's money."""

from sqlalchemy import select, update

from council.campaigns import reads_desk as campaign_desk
from council.campaigns.commands import CampaignFile
from council.campaigns.keepers.commands import AppointKeepers
from council.campaigns.keepers.rules import OFFICES, RHYTHMS, check_keepers
from council.campaigns.tables import campaigns
from council.kernel.acts_log import newest_act, record
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents, roles
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person


def appoint(tx: Transaction, who: Person, command: AppointKeepers) -> CampaignFile | Refusal:
    """Name three different people, each told; until they are named a campaign is not opened."""
    campaign = campaign_desk.movable(tx, who, command.campaign, "appoint")
    if isinstance(campaign, Refusal):
        return campaign
    if command.rhythm not in RHYTHMS:
        return refuse("campaign.unknown_rule")
    held: dict[str, tuple[str, frozenset[str]]] = {}
    for office in OFFICES:
        person = keeper(tx, who.community_id, getattr(command, office))
        if isinstance(person, Refusal):
            return person
        held[office] = person
    refusal = check_keepers(held)
    if refusal is not None:
        return refusal
    tx.connection.execute(
        update(campaigns)
        .where(campaigns.c.community_id == who.community_id, campaigns.c.id == campaign.id)
        .values(rhythm=command.rhythm, **{office: each for office, (each, _) in held.items()})
    )
    record(tx, who, command.verb, "campaign", campaign.id, number=campaign.number)
    act = newest_act(tx, who.community_id)
    for office, (person_id, _) in held.items():
        outbox.notify(
            tx,
            who.community_id,
            outbox.these(who.community_id, (person_id,)),
            notice=f"keeper_{office}",
            subject=f"{campaign.id}:{act}",
            params={"number": campaign.number, "title": campaign.title},
            buttons=(("button.campaign_file", "campaign.file", (campaign.number,)),),
            bot="staff",
        )
    return campaign_desk.file(tx, who, campaign.number, did="appoint")


def keeper(tx: Transaction, community_id: str, ref: str) -> tuple[str, frozenset[str]] | Refusal:
    """Find somebody by register number: their id, and the roles they hold."""
    person = tx.connection.scalar(
        select(residents.c.id).where(
            residents.c.community_id == community_id, residents.c.ref == ref
        )
    )
    if person is None:
        return refuse("campaign.unknown_keeper", given=ref[:30])
    held = tx.connection.scalars(
        select(roles.c.role).where(
            roles.c.community_id == community_id, roles.c.resident_id == person
        )
    )
    return person, frozenset(held)
