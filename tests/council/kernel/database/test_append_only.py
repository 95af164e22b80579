"""Tables that only grow refuse changes, whoever asks, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from council.kernel.database.append_only import APPEND_ONLY, unguarded
from council.kernel.database.engines import writer
from tests.council.conftest import Town
from tests.council.fund import open_fund
from tests.council.unguarded import lift_guards

TABLES = ("ledger_transfers", "ledger_entries", "ledger_holds", "ledger_lines")


def refused(town: Town, statement: str) -> None:
    """Insist that a statement is refused, and say so by the reason that the database gives."""
    engine = writer(town.app.settings.database_url)
    try:
        with (
            pytest.raises(IntegrityError, match="is append-only"),
            engine.begin() as connection,
        ):
            connection.execute(text(statement))
    finally:
        engine.dispose()


@pytest.fixture
def paid(town: Town) -> Town:
    """A town with a transfer, and with cash that waits."""
    fund = open_fund(town)
    town.person("甲")
    fund.pledge("甲", "500")
    fund.receive(1, 20_000)
    fund.receive(1, 30_000, "cash")
    return town


def test_the_tables_of_the_ledger_only_grow():
    assert tuple(APPEND_ONLY) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_change_or_delete_a_row(paid: Town, table: str):
    refused(paid, f"UPDATE {table} SET community_id = community_id")  # noqa: S608 - our own names
    refused(paid, f"DELETE FROM {table}")  # noqa: S608 - our own names


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_not_replaced_and_a_table_not_emptied(paid: Town, table: str):
    if paid.app.settings.database_url.startswith("sqlite"):
        refused(paid, f"REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608 - our own names
    else:
        refused(paid, f"TRUNCATE {table} CASCADE")


def test_a_guard_that_was_lifted_is_named(paid: Town):
    engine = writer(paid.app.settings.database_url)
    with engine.connect() as connection, connection.begin() as begun:
        guarded = unguarded(connection)
        lift_guards(connection)
        lifted = unguarded(connection)
        begun.rollback()
    engine.dispose()

    assert guarded == ()
    assert lifted == tuple(sorted(TABLES))
