"""Bringing a database to the newest schema, and telling whether it is.

An empty database gets its tables at once; one with data gets the migrations that it lacks. Both
ways end at the same schema (a test compares what the databases say of themselves). Alembic is
imported only when migrations run: neither a first start nor a look at a database waits for it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    text,
)

from council.kernel.database.engines import writer
from council.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"
#: The newest revision under ``migrations``: their names begin with it.
NEWEST = "0037"


class SchemaNewer(Exception):
    """The database was upgraded by a newer program than this one."""

    def __init__(self, revision: str) -> None:
        """Say which, and what mends it."""
        super().__init__(
            f"the database is at {revision}, this program knows {NEWEST}: it was upgraded by a newer"
            " version; install that version, or restore the backup made before the upgrade"
        )


_VERSIONS = "alembic_version"
#: Alembic's own table, as alembic makes it.
_versions = Table(
    _VERSIONS,
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def newest() -> str:
    """The newest revision that this program knows."""
    return NEWEST


def is_newer(revision: str | None) -> bool:
    """Whether a revision comes after all that this program knows. They are numbered."""
    return revision is not None and revision > NEWEST


def current(connection: Connection) -> str | None:
    """The revision that a database is at; None when it is empty."""
    if not inspect(connection).has_table(_VERSIONS):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {_VERSIONS}"))  # noqa: S608 - a constant
    return found


def create(url: str) -> None:
    """Give an empty database the newest schema."""
    engine = writer(url)
    try:
        with engine.begin() as connection:
            # Empty: it need not be asked for each of its tables.
            metadata.create_all(connection, checkfirst=False)
            _versions.create(connection, checkfirst=False)
            connection.execute(insert(_versions), [{"version_num": NEWEST}])
    finally:
        engine.dispose()


def create_if_empty(url: str) -> None:
    """Bring an empty database to the newest schema; an older one waits for ``db upgrade``."""
    if is_empty(url):
        create(url)


def upgrade(url: str, revision: str = "head") -> None:
    """Run every missing migration. Raises SchemaNewer where there are more than we know."""
    _run(url, revision, up=True)


def downgrade(url: str, revision: str = "base") -> None:
    """Undo migrations down to a revision."""
    _run(url, revision, up=False)


def config() -> "Config":
    """Alembic's own configuration: where our scripts are."""
    from alembic.config import Config  # noqa: PLC0415 - see above

    made = Config()
    made.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return made


def _run(url: str, revision: str, *, up: bool) -> None:
    from alembic import command  # noqa: PLC0415 - see above

    engine = writer(url)
    try:
        with engine.connect() as connection:
            with connection.begin():
                at = current(connection)
            if up and at is not None and is_newer(at):
                raise SchemaNewer(at)
            _let_tables_be_copied(connection)
            with connection.begin():
                made = config()
                made.attributes["connection"] = connection
                (command.upgrade if up else command.downgrade)(made, revision)
                _check_references(connection)
    finally:
        engine.dispose()


def _let_tables_be_copied(connection: Connection) -> None:
    """Let SQLite change a table that others refer to: it copies the table and drops the old one.

    Foreign keys must be off meanwhile, which must be said before the transaction begins
    (https://www.sqlite.org/lang_altertable.html, section 7).
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: Connection) -> None:
    """Undo a migration after which a row refers to nothing; PostgreSQL has seen to it already."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        message = f"after the migration {len(broken)} rows refer to nothing: {broken[:3]}"
        raise RuntimeError(message)


def is_empty(url: str) -> bool:
    """Whether a database has no tables of ours at all."""
    engine = writer(url)
    try:
        with engine.begin() as connection:
            return current(connection) is None and not inspect(connection).get_table_names()
    finally:
        engine.dispose()
