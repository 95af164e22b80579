"""The demo council: an open ranking and budget vote, an unanswered motion, a campaign; loaded once."""

import pytest
from sqlalchemy import func, select

from council.campaigns.tables import campaigns, pledges
from council.demo.seed import let_neighbours_join_in, seed
from council.kernel.app import App
from council.kernel.clock import Clock, FixedClock
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities, residents
from council.motions.tables import responses
from council.polls.tables import ballots, polls
from council.proposals.tables import proposals


@pytest.fixture
def clock() -> FixedClock:
    """The seed plans meetings ahead of a real-looking now."""
    return FixedClock(Clock().now())


async def test_the_demo_is_loaded_once_through_its_own_commands(app: App):
    for _ in range(2):
        await seed(app)
        await let_neighbours_join_in(app)

    def count(tx: Transaction) -> dict[str, int | None]:
        tables = {
            "communities": communities,
            "residents": residents,
            "proposals": proposals,
            "ballots": ballots,
            "pledges": pledges,
        }
        counted = {
            name: tx.connection.scalar(select(func.count()).select_from(table))
            for name, table in tables.items()
        }
        counted["open polls"] = tx.connection.scalar(
            select(func.count()).where(polls.c.state == "open")
        )
        counted["unanswered"] = tx.connection.scalar(
            select(func.count()).where(responses.c.state == "asked")
        )
        counted["open campaigns"] = tx.connection.scalar(
            select(func.count()).where(campaigns.c.state == "open")
        )
        return counted

    assert await app.bus.read(count) == {
        "communities": 1,
        "residents": 988,
        "proposals": 4,
        "ballots": 498,
        "pledges": 24,
        "open polls": 2,
        "unanswered": 1,
        "open campaigns": 1,
    }


async def test_a_demo_that_is_broken_off_leaves_nothing_half_told(
    app: App, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("council.demo.seed.fill", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        await seed(app)

    def count(tx: Transaction) -> int | None:
        return tx.connection.scalar(select(func.count()).select_from(communities))

    assert await app.bus.read(count) == 0
