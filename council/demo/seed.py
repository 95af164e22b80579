"""Loading the demo at its first start, through the same commands that people use."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from council.campaigns.tables import campaigns, pledges
from council.demo.cast import NEIGHBOURS, PLAYERS, account_of
from council.demo.content import fill, join_in
from council.demo.town import NAME, RULES_FILE, SLUG, STAFF, demo_residents, demo_units, roll_csv
from council.dispatch import BATCHES, run
from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities, residents
from council.kernel.refusals import Refusal
from council.kernel.tables import demo_clock
from council.kernel.values import OPERATOR, Account
from council.people.commands import (
    GrantRole,
    ImportResidents,
    IssueCodes,
    RedeemCode,
    ResidentLine,
)
from council.polls.tables import polls
from council.roll.commands import ImportRoll
from council.rules.founding import create_community
from voting.formats.roll_csv import read_roll

CHANNEL = "telegram"
REFS = (*(player.ref for player in PLAYERS), *NEIGHBOURS)


class SeedRefused(Exception):
    """A command of the demo was refused: a bug in the demo."""


class Seeder:
    """Acts as the operator and as players, and insists."""

    def __init__(self, tx: Transaction, community_id: str) -> None:
        """Seed one community in an open transaction."""
        self.tx = tx
        self.community_id = community_id
        self.accounts = {ref: Account(channel=CHANNEL, id=str(account_of(ref))) for ref in REFS}

    def operate(self, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as the operator."""
        asked = command(actor=OPERATOR, community_id=self.community_id, **fields)
        return _insist(asked, run(self.tx, asked))

    def act(self, ref: str, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as a player."""
        asked = command(actor=self.accounts[ref], **fields)
        return _insist(asked, run(self.tx, asked))

    def act_together(
        self, command: type[Command[Any]], fields: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Act as several players: a crowd's use case takes all of them at once."""
        asked = [command(actor=self.accounts[ref], **its) for ref, its in fields.items()]
        for one, outcome in zip(asked, BATCHES[command](self.tx, asked), strict=True):
            _insist(one, outcome)


def _insist(command: Command[Any], outcome: Any) -> Any:
    if isinstance(outcome, Refusal):
        message = f"{type(command).__name__}: {outcome}"
        raise SeedRefused(message)
    return outcome


async def seed(app: App) -> None:
    """Load the demo community once; a second start finds it.

    All in one transaction: a start that is broken off leaves nothing half-told, and the pages
    wait for one commit instead of one for every act.
    """
    await app.bus.run(_seed)


async def let_neighbours_join_in(app: App) -> None:
    """Let the neighbours vote and pledge, once.

    It is as much work as all of ``seed``; the pages need not wait for it.
    """
    await app.bus.run(_join_in)


def _seed(tx: Transaction) -> None:
    if _exists(tx):
        return
    made = _found(tx)
    if isinstance(made, Refusal):
        raise SeedRefused(str(made))
    seeder = Seeder(tx, made)
    _people(seeder)
    fill(seeder, now=tx.now, neighbours=NEIGHBOURS)


def _exists(tx: Transaction) -> bool:
    return _community(tx) is not None


def _community(tx: Transaction) -> str | None:
    query = select(communities.c.id).where(communities.c.slug == SLUG)
    return tx.connection.scalar(query)


def _join_in(tx: Transaction) -> None:
    community_id = _community(tx)
    assert community_id is not None, "the neighbours of a demo that was loaded"
    # A demo that was stopped in between may be started again when there is nothing left to join.
    poll = tx.connection.scalar(
        select(polls.c.number)
        .where(
            polls.c.community_id == community_id,
            polls.c.state == "open",
            polls.c.closes_at > tx.now,
        )
        .order_by(polls.c.number)
    )
    campaign = tx.connection.scalar(
        select(campaigns.c.number)
        .where(
            campaigns.c.community_id == community_id,
            campaigns.c.state == "open",
            campaigns.c.deadline > tx.now,
        )
        .order_by(campaigns.c.number)
    )
    pledged = tx.connection.scalar(
        select(pledges.c.number).where(pledges.c.community_id == community_id).limit(1)
    )
    if poll is not None and campaign is not None and pledged is None:
        join_in(Seeder(tx, community_id), poll=poll, campaign=campaign, neighbours=NEIGHBOURS)


def _found(tx: Transaction) -> str | Refusal:
    tx.connection.execute(insert(demo_clock), [{"id": 1, "offset_seconds": 0}])
    return create_community(
        tx,
        slug=SLUG,
        name=NAME,
        locale="zh_CN",
        timezone="Asia/Shanghai",
        own_rules=RULES_FILE.read_text(encoding="utf-8"),
        demo=True,
    )


def _people(seeder: Seeder) -> None:
    """The list, the roll, the roles; the players join by real codes."""
    lines = tuple(
        ResidentLine(
            ref=line.ref,
            name=line.name,
            unit=line.unit,
            adult=line.adult,
            owner_key=line.owner_key or None,
            locale=None,
        )
        for line in demo_residents()
    )
    seeder.operate(ImportResidents, lines=lines)
    table = read_roll(roll_csv(demo_units()).encode(), file="roll.csv")
    seeder.operate(ImportRoll, units=table.units, same_owner=frozenset(table.same_owner))
    for ref, _, role in STAFF:
        seeder.operate(GrantRole, ref=ref, role=role)
    issued = seeder.operate(IssueCodes, refs=REFS)
    bots = {player.ref: player.bot for player in PLAYERS}
    for one in issued.codes:
        seeder.act(one.ref, RedeemCode, bot=bots.get(one.ref, "resident"), code=one.code)


def accounts_of(tx: Transaction) -> dict[str, str]:
    """The names of the players and neighbours, by ref."""
    rows = tx.connection.execute(
        select(residents.c.ref, residents.c.name)
        .join(communities, communities.c.id == residents.c.community_id)
        .where(communities.c.slug == SLUG, residents.c.ref.in_(REFS))
    )
    return {row.ref: row.name for row in rows}
