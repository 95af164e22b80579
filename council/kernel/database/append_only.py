"""Tables that only grow: the database itself refuses to change or delete a row.

A rule in a program binds that program; a trigger binds whoever comes with SQL as well. Whoever owns
the tables can still drop it, so that ``yishi check`` asks whether each stands and is switched on.
"""

from sqlalchemy import DDL, Connection, Table, UniqueConstraint, event, text
from sqlalchemy.schema import ExecutableDDLElement

#: Tables that only grow, by name.
APPEND_ONLY: dict[str, Table] = {}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME"
    " USING ERRCODE = 'restrict_violation'; END $$"
)


def append_only(table: Table) -> None:
    """Let the database refuse UPDATE, DELETE and TRUNCATE, and on SQLite REPLACE, of a table."""
    APPEND_ONLY[table.name] = table
    for dialect, statements in (
        ("sqlite", _sqlite(table)),
        ("postgresql", (_FUNCTION, _postgresql(table.name))),
    ):
        for statement in statements:
            ddl: ExecutableDDLElement = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def _sqlite(table: Table) -> tuple[str, ...]:
    """Refuse by row; a REPLACE deletes without asking the delete trigger, so inserts are judged."""
    name = table.name
    keys = [table.primary_key, *(c for c in table.constraints if isinstance(c, UniqueConstraint))]
    taken = sorted(
        " AND ".join(f"{column.name} = NEW.{column.name}" for column in key.columns)
        for key in keys
    )
    exists = " OR ".join(
        f"EXISTS (SELECT 1 FROM {name} WHERE {each})"  # noqa: S608 - our own names
        for each in taken
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    return (
        f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refuse}",
        f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse}",
        f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {exists} {refuse}",
    )


def _postgresql(name: str) -> str:
    return (
        f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def unguarded(connection: Connection) -> tuple[str, ...]:
    """Tell the tables that should only grow, and that the database no longer guards."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        )
        wanted = {(n, f"{n}_{act}") for n in APPEND_ONLY for act in ("no_update", "no_delete")}
    else:
        found = connection.execute(
            text(
                "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
                " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
            )
        )
        wanted = {(name, f"{name}_append_only") for name in APPEND_ONLY}
    return tuple(sorted({name for name, _ in wanted - {tuple(row) for row in found}}))
