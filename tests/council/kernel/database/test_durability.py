"""A server that may forget what it confirmed is seen."""

import pytest
from sqlalchemy import create_engine

from council.kernel.database import engines
from council.kernel.database.durability import forgetful


@pytest.mark.postgres
def test_a_forgetful_server_is_named_by_its_settings(postgres_url: str):
    engine = create_engine(engines.database_url(postgres_url))

    with engine.connect() as connection:
        found = forgetful(connection)  # the tests' own server is set for speed
        connection.exec_driver_sql("SET synchronous_commit = on")
        mended = forgetful(connection)
    engine.dispose()

    assert found == ("fsync", "full_page_writes", "synchronous_commit")
    assert mended == ("fsync", "full_page_writes")


def test_a_file_of_ours_is_always_written_through(sqlite_url: str):
    engine = engines.writer(sqlite_url)

    with engine.connect() as connection:
        found = forgetful(connection)
    engine.dispose()

    assert found == ()
