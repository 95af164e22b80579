"""Which failures of a database mean "wait"."""

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from council.kernel.database.engines import writer
from council.kernel.database.failures import means_wait


def sqlite_error(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    return OperationalError("x", None, error)


def postgres_error(cls: type[psycopg.Error]) -> DBAPIError:
    return DBAPIError.instance("x", None, cls("x"), psycopg.Error)  # type: ignore[return-value]


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_READONLY_DBMOVED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
    ],
)
def test_the_state_of_a_file_means_wait(code: int):
    assert means_wait(sqlite_error(code))


@pytest.mark.parametrize(
    "cls",
    [
        psycopg.errors.DiskFull,
        psycopg.errors.ReadOnlySqlTransaction,
        psycopg.errors.AdminShutdown,
        psycopg.errors.CannotConnectNow,
        psycopg.errors.TooManyConnections,
        psycopg.errors.DeadlockDetected,
        psycopg.errors.IoError,
        psycopg.OperationalError,
    ],
)
def test_the_state_of_a_server_means_wait(cls: type[psycopg.Error]):
    assert means_wait(postgres_error(cls))


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error(sqlite3.SQLITE_ERROR),
        sqlite_error(sqlite3.SQLITE_TOOBIG),
        sqlite_error(sqlite3.SQLITE_CONSTRAINT),
        postgres_error(psycopg.errors.UndefinedTable),
        postgres_error(psycopg.errors.QueryCanceled),
        postgres_error(psycopg.DataError),
        KeyError("x"),
        OverflowError("x"),
    ],
    ids=["sql", "too big", "constraint", "no table", "slow query", "a NUL", "bug", "a number"],
)
def test_what_was_asked_for_is_to_blame_for_the_rest(error: Any):
    assert not means_wait(error)


def test_a_pool_without_a_free_connection_means_wait():
    assert means_wait(PoolTimeout("x"))


def test_a_statement_that_is_wrong_is_not_waited_for(empty_database_url: str):
    engine = writer(empty_database_url)

    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
    engine.dispose()

    assert not means_wait(caught.value)


def test_a_file_that_cannot_be_opened_means_wait(tmp_path: Path):
    engine = writer(f"sqlite:///{tmp_path}/a.db")
    (tmp_path / "a.db").unlink(missing_ok=True)
    (tmp_path / "a.db").mkdir()

    with pytest.raises(DBAPIError) as caught, engine.begin():
        pass
    engine.dispose()

    assert means_wait(caught.value)
