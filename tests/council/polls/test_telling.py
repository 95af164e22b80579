"""Whom a reminder goes to is found in one look, however many are on the roll."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.polls.poll import Poll
from council.polls.ratification import choice_content
from council.polls.tables import ballots, electorate, polls
from council.polls.telling import not_voted
from tests.council.conftest import Town
from tests.council.polls.polling import council, open_ranking, open_ratification

#: A step of the counter: so many instructions of SQLite's machine.
INSTRUCTIONS = 100


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Only SQLite counts the steps of a query."""
    return sqlite_url


def put_couples(town: Town, first: int, last: int, *, heads: bool) -> None:
    """Put couples on the roll of the only poll: one of every second couple has voted."""

    def write(tx: Transaction) -> None:
        poll_id = tx.connection.scalars(select(polls.c.id)).one()
        common = {"community_id": town.id, "poll_id": poll_id}
        people = [(couple, f"{who}{couple}") for couple in range(first, last) for who in "夫妻"]
        ids = {name: tx.new_id() for _, name in people}
        tx.connection.execute(
            insert(residents),
            [
                {
                    "community_id": town.id,
                    "id": ids[name],
                    "ref": name,
                    "name": name,
                    "unit": f"9-{couple}",
                    "adult": 1,
                    "owner_key": name,
                    "locale": None,
                }
                for couple, name in people
            ],
        )
        tx.connection.execute(
            insert(electorate),
            [
                {
                    **common,
                    "slot": name,
                    "resident_id": ids[name],
                    "owner_key": name,
                    "head": f"夫{couple};妻{couple}" if heads else None,
                }
                for couple, name in people
            ],
        )
        tx.connection.execute(
            insert(ballots),
            [
                {
                    **common,
                    "slot": f"夫{couple}",
                    "revision": 1,
                    "content": choice_content("agree"),
                    "channel": "chat",
                    "cast_at": tx.now,
                    "cast_by": ids[f"夫{couple}"],
                    "paper_serial": None,
                }
                for couple in range(first, last, 2)
            ],
        )

    town.app.bus.submit_run(write).result()


def look(town: Town) -> tuple[int, int]:
    """Find who is waited for: how many they are, and the steps that it took."""

    def find(tx: Transaction) -> tuple[int, int]:
        row = tx.connection.execute(select(polls)).one()
        steps: list[None] = []
        driver: Any = tx.connection.connection.driver_connection
        driver.set_progress_handler(lambda: steps.append(None), INSTRUCTIONS)
        try:
            found = tx.connection.execute(not_voted(value_from(Poll, row))).all()
        finally:
            driver.set_progress_handler(None, 0)
        return len(found), len(steps)

    return town.app.bus.read_now(find)


@pytest.mark.parametrize("heads", [True, False])
def test_twice_as_many_on_the_roll_are_not_four_times_the_work(town: Town, *, heads: bool):
    council(town)
    (open_ratification if heads else open_ranking)(town)
    waited_before, _ = look(town)

    put_couples(town, 0, 400, heads=heads)
    waited, steps = look(town)
    put_couples(town, 400, 800, heads=heads)
    waited_of_twice, steps_of_twice = look(town)

    each = 400 if heads else 600  # who votes speaks for the couple where the two are one head
    assert (waited - waited_before, waited_of_twice - waited) == (each, each)
    assert steps > 100
    assert steps_of_twice < 3 * steps
