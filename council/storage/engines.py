"""Engines: one that writes (immediate locks on SQLite), one that only reads."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry

from council.bad_setting import BadSetting


def database_url(url: str) -> URL:
    """Read a database URL; a bare ``postgresql://`` means psycopg 3."""
    made = make_url(url)
    return made.set(drivername="postgresql+psycopg") if made.drivername == "postgresql" else made


def writer(url: str) -> Engine:
    """Open the engine of a desk. SQLite: WAL, FULL, foreign keys on, ``BEGIN IMMEDIATE``.

    Raises BadSetting when the folder of its file cannot be made.
    """
    return _engine(url, begin="BEGIN IMMEDIATE")


def reader(url: str) -> Engine:
    """Open an engine whose connections refuse to write."""
    return _engine(url, begin="BEGIN", read_only=True)


def _engine(url: str, *, begin: str, read_only: bool = False) -> Engine:
    made = database_url(url)
    if made.get_backend_name() != "sqlite":
        # Server-side prepared statements break behind a pooling proxy (scale notes, section 4).
        engine = create_engine(
            made,
            pool_pre_ping=True,
            pool_size=4,
            connect_args={"prepare_threshold": None},
            hide_parameters=True,  # an error must not carry a ballot into the log
        )
        if read_only:
            event.listen(engine, "begin", _read_only_transaction)
        return engine
    if made.database and made.database != ":memory:":
        _make_folder(Path(made.database).parent)
    engine = create_engine(
        made,
        connect_args={"timeout": 30, "check_same_thread": False},
        hide_parameters=True,  # an error must not carry a ballot into the log
    )

    def connect(connection: Any, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"query_only={'ON' if read_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin_transaction)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = (
            f"YISHI_DATABASE_URL (of the demo: YISHI_DATA_DIR): the folder {folder} cannot be made"
            f" ({error.strerror}); choose another"
        )
        raise BadSetting(message) from None


def _read_only_transaction(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
