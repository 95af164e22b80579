"""A campaign under test: its motion and resolution as rows, its people by role."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, update

from council.campaigns.commands import (
    ApproveCampaign,
    CampaignView,
    CloseCampaign,
    DraftCampaign,
    OpenCampaign,
)
from council.campaigns.keepers.commands import AppointKeepers
from council.campaigns.ledger import checks as ledger_check
from council.campaigns.pledges.commands import MakePledge
from council.campaigns.reads import view_of
from council.campaigns.receipts.commands import RecordReceipt
from council.kernel.database.transaction import Transaction
from council.kernel.money import parse_amount
from council.kernel.values import CLOCK
from council.motions.tables import motions
from council.polls.tables import polls
from council.resolutions.tables import resolutions
from tests.council.conftest import NOON, Town

DAY = 86_400
DEADLINE = NOON + 30 * DAY


@dataclass
class Fund:
    """Campaign 1 of a town, with a treasurer 钱会计, a second signer 孙复核, a facilitator 周召集."""

    town: Town
    number: int = 1

    def view(self) -> CampaignView:
        return self.town.app.bus.read_now(lambda tx: view_of(tx, self.town.id, self.number))

    def pledge(self, name: str, amount: str) -> Any:
        amount_fen = parse_amount(amount)
        return self.town.act(name, MakePledge, campaign=self.number, amount_fen=amount_fen)

    def receive(self, pledge: int, fen: int, method: str = "transfer", **fields: Any) -> Any:
        fields.setdefault("external_ref", "" if method == "cash" else f"REF-{pledge}-{fen}")
        return self.town.act(
            "钱会计",
            RecordReceipt,
            campaign=self.number,
            pledge=pledge,
            amount_fen=fen,
            method=method,
            **fields,
        )

    def close(self) -> Any:
        self.town.clock.at = DEADLINE
        return self.town.tick(CloseCampaign, campaign=self.number)

    def findings(self) -> tuple[ledger_check.Finding, ...]:
        return self.town.app.bus.read_now(lambda tx: ledger_check.check(tx, self.town.id))


def decide(town: Town, *, state: str = "in_force") -> None:
    """Give the town motion 1 (carried) and its resolution."""

    def write(tx: Transaction) -> None:
        key = {"community_id": town.id}
        execute = tx.connection.execute
        execute(
            insert(motions).values(
                **key,
                id="motion",
                number=1,
                title="建设立体停车场",
                body="",
                legal_class="O-8",
                state="carried",
                drafted_by="x",
                drafted_at=0,
                changed_at=0,
            )
        )
        execute(
            insert(polls).values(
                **key,
                id="poll",
                number=1,
                kind="ratification",
                motion_id="motion",
                title="",
                method="ratification",
                legal_class="O-8",
                state="certified",
                opens_at=0,
                closes_at=1,
                first_closes_at=1,
                lot_seed="",
                created_by="x",
                created_at=0,
            )
        )
        execute(
            insert(resolutions).values(
                **key,
                id="resolution",
                number="2026-001",
                motion_id="motion",
                poll_id="poll",
                title="",
                body="",
                state=state,
                drafted_at=0,
                published_at=0,
                drafted_by="x",
            )
        )

    town.app.bus.submit_run(write).result()


def resolve(town: Town, state: str) -> None:
    """Move the town's resolution to another state."""

    def write(tx: Transaction) -> None:
        tx.connection.execute(
            update(resolutions).where(resolutions.c.community_id == town.id).values(state=state)
        )

    town.app.bus.submit_run(write).result()


TERMS = DraftCampaign(
    actor=CLOCK,
    title="立体停车场众筹",
    body="建 60 个车位",
    motion=1,
    target_fen=100_000,
    minimum_fen=1_000,
    deadline=DEADLINE,
    account_holder="和悦家园业主大会",
    account_last4="6688",
)


def draft(town: Town, name: str = "周召集", **changed: Any) -> Any:
    """Draft the usual campaign, with some terms changed."""
    made = replace(TERMS, actor=town.people[name], **changed)
    return town.app.bus.submit(made).result()


def staff(town: Town) -> None:
    """Put the people of the money on the list."""
    town.person("周召集", "facilitator")
    town.person("钱会计", "treasurer")
    town.person("孙复核", "second_signer")
    town.person("吴监督", "auditor")


def appoint(town: Town, name: str = "周召集", number: int = 1, **changed: str) -> Any:
    """Name the three keepers: 钱会计 takes, 孙复核 confirms, 吴监督 looks; by name, if changed."""
    named = {"cashier": "钱会计", "bookkeeper": "孙复核", "auditor": "吴监督"}
    refs = {office: each for office, each in (named | changed).items() if office in named}
    rhythm = changed.get("rhythm", "monthly")
    return town.act(name, AppointKeepers, campaign=number, rhythm=rhythm, **refs)


def open_fund(town: Town, *, resolution: str = "in_force", **changed: Any) -> Fund:
    """Draft, approve and open a campaign."""
    staff(town)
    decide(town, state=resolution)
    number = draft(town, **changed).campaign.number
    town.act("孙复核", ApproveCampaign, campaign=number)
    appoint(town, number=number)
    town.act("周召集", OpenCampaign, campaign=number)
    return Fund(town=town, number=number)
