import os

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from tests.postgres_server import PostgresServer, running_server

pytestmark = pytest.mark.postgres


def _conninfo(url: str) -> str:
    return f"host={make_url(url).query['host']} user=yishi dbname={make_url(url).database}"


def test_each_database_is_a_copy_of_its_template_and_of_nothing_else(
    postgres_server: PostgresServer,
):
    with psycopg.connect(_conninfo(postgres_server.create_database("form"))) as connection:
        connection.execute("CREATE TABLE entries (line text)")

    first = postgres_server.create_database("first", template="form")
    with psycopg.connect(_conninfo(first)) as connection:
        connection.execute("INSERT INTO entries VALUES ('only here')")
    second = postgres_server.create_database("second", template="form")
    with psycopg.connect(_conninfo(second)) as connection:
        lines = connection.execute("SELECT line FROM entries").fetchall()

    assert lines == []


def test_a_server_leaves_neither_process_nor_file_behind():
    with running_server() as server:
        engine = create_engine(server.create_database("brief"))
        with engine.connect() as connection:
            answer = connection.execute(text("SELECT 6 * 7")).scalar_one()
        engine.dispose()

    assert answer == 42
    assert not server.folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_a_durable_server_waits_for_the_disk():
    with (
        running_server(durable=True) as server,
        psycopg.connect(_conninfo(server.url("postgres"))) as connection,
    ):
        settings = connection.execute(
            "SELECT name, setting FROM pg_settings"
            " WHERE name IN ('fsync', 'synchronous_commit') ORDER BY name"
        ).fetchall()

    assert settings == [("fsync", "on"), ("synchronous_commit", "on")]
