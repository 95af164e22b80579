"""Engines: one that writes (immediate locks on SQLite), one that only reads."""

import os
from pathlib import Path
from stat import S_IMODE, S_IRWXO
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry

from council.kernel.bad_setting import BadSetting
from council.kernel.private_files import PRIVATE_FILE

#: What engines are told that refuse to write.
_ONLY_READS = "yishi_only_reads"


def database_url(url: str) -> URL:
    """Read a database URL; a bare ``postgresql://`` means psycopg 3."""
    made = make_url(url)
    return made.set(drivername="postgresql+psycopg") if made.drivername == "postgresql" else made


def writer(url: str) -> Engine:
    """Open the engine of a command bus. SQLite: WAL, FULL, foreign keys on, ``BEGIN IMMEDIATE``.

    Raises BadSetting when the folder of its file cannot be made.
    """
    return _engine(url, begin="BEGIN IMMEDIATE")


def reader(url: str) -> Engine:
    """Open an engine whose connections refuse to write."""
    return _engine(url, begin="BEGIN", read_only=True)


def only_reads(connection: Connection) -> bool:
    """Tell whether all that a connection sees was committed: its engine refuses to write."""
    return bool(connection.get_execution_options().get(_ONLY_READS))


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
            execution_options={_ONLY_READS: read_only},
        )
        if read_only:
            event.listen(engine, "begin", _read_only_transaction)
        return engine
    if made.database and made.database != ":memory:":
        _make_file(Path(made.database))
    engine = create_engine(
        made,
        connect_args={"timeout": 30, "check_same_thread": False},
        hide_parameters=True,  # an error must not carry a ballot into the log
        execution_options={_ONLY_READS: read_only},
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


def _make_file(file: Path) -> None:
    """Make the database's file for this account alone; SQLite gives its log the same mode."""
    folder = file.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists():
            _keep_strangers_out(file)
        else:
            file.touch(mode=PRIVATE_FILE)
    except OSError as error:
        message = (
            f"YISHI_DATABASE_URL (of the demo: YISHI_DATA_DIR): the folder {folder} cannot be made"
            f" ({error.strerror}); choose another"
        )
        raise BadSetting(message) from None


def _keep_strangers_out(file: Path) -> None:
    """Take from other accounts what an earlier version let them read; a group's is the operator's."""
    for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        found = each.stat() if each.exists() else None
        if found is not None and found.st_mode & S_IRWXO and found.st_uid == os.getuid():
            each.chmod(S_IMODE(found.st_mode) & ~S_IRWXO)


def _read_only_transaction(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
