"""Bringing a database to the newest schema, and telling whether it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from council.storage.engines import writer

_SCRIPTS = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def newest() -> str:
    """The newest revision that this program knows."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def current(connection: Connection) -> str | None:
    """The revision that a database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str, revision: str = "head") -> None:
    """Run every missing migration."""
    _run(url, revision, up=True)


def downgrade(url: str, revision: str = "base") -> None:
    """Undo migrations down to a revision."""
    _run(url, revision, up=False)


def _run(url: str, revision: str, *, up: bool) -> None:
    engine = writer(url)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            (command.upgrade if up else command.downgrade)(config, revision)
    finally:
        engine.dispose()


def is_empty(url: str) -> bool:
    """Whether a database has no tables of ours at all."""
    engine = writer(url)
    try:
        with engine.begin() as connection:
            return current(connection) is None and not inspect(connection).get_table_names()
    finally:
        engine.dispose()
