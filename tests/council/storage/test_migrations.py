"""Migrations go up, down and up again, and end equal to the tables."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from council.storage import migrate
from council.storage.engines import writer
from council.storage.tables import metadata


def test_migrations_go_up_down_and_up_and_end_equal_to_the_tables(empty_database_url: str):
    migrate.upgrade(empty_database_url)
    migrate.downgrade(empty_database_url)
    emptied = migrate.is_empty(empty_database_url)
    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        current = migrate.current(connection)
    engine.dispose()

    assert not emptied  # alembic keeps its own, empty table
    assert differences == []
    assert current == migrate.newest()


def test_the_newest_revision_is_the_one_that_the_scripts_end_at():
    scripts = ScriptDirectory.from_config(migrate.config())

    assert scripts.get_current_head() == migrate.newest()
