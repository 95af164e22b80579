"""Loading the demo at its first start, through the same commands that people use."""

from dataclasses import replace

from sqlalchemy import insert, select

from council.campaigns.tables import campaigns, pledges
from council.demo.acting import Acting, DemoRefused, community_of
from council.demo.cast import NEIGHBOURS, PLAYERS
from council.demo.content import DAY, fill, join_in
from council.demo.history import FOUNDED, replay
from council.demo.town import NAME, RULES_FILE, SLUG, STAFF, demo_residents, demo_units, roll_csv
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities, residents
from council.kernel.refusals import Refusal
from council.kernel.tables import demo_clock
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

REFS = (*(player.ref for player in PLAYERS), *NEIGHBOURS)


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
    if community_of(tx) is not None:
        return
    founding = replace(tx, now=tx.now - FOUNDED * DAY)
    made = _found(founding)
    if isinstance(made, Refusal):
        raise DemoRefused(str(made))
    _people(Acting(founding, made))
    replay(tx, made, neighbours=NEIGHBOURS)
    fill(Acting(tx, made), now=tx.now, neighbours=NEIGHBOURS)


def _join_in(tx: Transaction) -> None:
    community_id = community_of(tx)
    assert community_id is not None, "the neighbours of a demo that was loaded"
    # A demo that was stopped in between may be started again when there is nothing left to join.
    ranking, budget = (_open_poll(tx, community_id, kind) for kind in ("ranking", "budget"))
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
    if ranking and budget and campaign and pledged is None:
        join_in(
            Acting(tx, community_id),
            ranking=ranking,
            budget=budget,
            campaign=campaign,
            neighbours=NEIGHBOURS,
        )


def _open_poll(tx: Transaction, community_id: str, kind: str) -> int | None:
    return tx.connection.scalar(
        select(polls.c.number)
        .where(
            polls.c.community_id == community_id,
            polls.c.kind == kind,
            polls.c.state == "open",
            polls.c.closes_at > tx.now,
        )
        .order_by(polls.c.number)
    )


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


def _people(acting: Acting) -> None:
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
    acting.operate(ImportResidents, lines=lines)
    table = read_roll(roll_csv(demo_units()).encode(), file="roll.csv")
    acting.operate(ImportRoll, units=table.units, same_owner=frozenset(table.same_owner))
    for ref, _, role in STAFF:
        acting.operate(GrantRole, ref=ref, role=role)
    issued = acting.operate(IssueCodes, refs=REFS)
    bots = {player.ref: player.bot for player in PLAYERS}
    for one in issued.codes:
        acting.act(one.ref, RedeemCode, bot=bots.get(one.ref, "resident"), code=one.code)


def accounts_of(tx: Transaction) -> dict[str, str]:
    """The names of everybody on the list, by ref."""
    rows = tx.connection.execute(
        select(residents.c.ref, residents.c.name)
        .join(communities, communities.c.id == residents.c.community_id)
        .where(communities.c.slug == SLUG)
    )
    return {row.ref: row.name for row in rows}
