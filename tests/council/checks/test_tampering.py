"""What the check finds of edits made in the database itself, past every rule of the program.

``tampering.toml`` is the table: each kind of edit with the invariants that name it, ``schema`` where
the database itself refuses, or nothing with the reason.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError

from council.app import open_app
from council.checks.chained import i31_tables_that_only_grow
from council.checks.every import CHECKS, i14_no_orphans
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.database.engines import writer
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.polls.poll import Poll
from council.polls.recount import result_json, result_of
from council.polls.tables import ballots, polls
from tests.council.checks.lived import live
from tests.council.checks.test_invariants import findings
from tests.council.conftest import NOON, Town, found
from tests.council.resolutions.deciding import CLOSES
from tests.council.unguarded import lift_guards
from tests.sqlite_template import fresh_sqlite

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("tampering.toml").read_text(encoding="utf-8")
)


#: What has tests of its own: foreign keys are on here, and the guards are lifted.
OTHERS = (i14_no_orphans, i31_tables_that_only_grow)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def lived_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The database of one town that has lived for all edits: each takes itself back."""
    request.getfixturevalue("_compiled_once")
    folder = tmp_path_factory.mktemp("lived")
    if request.param == "sqlite":
        yield _lived(fresh_sqlite(folder / "yishi.db"), folder)
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("_postgres_template")
    yield _lived(server.create_database("lived", template=template), folder)
    server.drop_database("lived")


def _lived(url: str, folder: Path) -> str:
    clock = FixedClock(NOON)
    settings = Settings(_env_file=None, database_url=url, data_dir=folder)
    with open_app(settings, clock=clock) as app:
        live(found(app, clock, "heyue"))
    return url


@pytest.fixture
def editor(lived_url: str) -> Iterator[Engine]:
    """Somebody's own way to the database of a town that has lived."""
    engine = writer(lived_url)
    yield engine
    engine.dispose()


def named(editor: Engine, edit: dict[str, Any]) -> str:
    """Make an edit, tell which invariants name it, and leave nothing behind."""
    with editor.connect() as connection, connection.begin() as begun:
        tx = Transaction(connection=connection, now=CLOSES, new_id=lambda: "new")
        try:
            lift_guards(connection)
            make(tx, edit)
            found = [check(tx) for check in CHECKS if check not in OTHERS]
        except IntegrityError:
            return "schema"
        finally:
            begun.rollback()
    return " ".join(each.name for each in found if each.state == "broken")


def make(tx: Transaction, edit: dict[str, Any]) -> None:
    """Run the statements; ``{name}`` is somebody's id. An edit that changes nothing is a mistake."""
    if "recount" in edit:
        recount(tx, **edit["recount"])
    people = tx.connection.execute(select(residents.c.name, residents.c.id)).all()
    for statement in edit.get("sql", ()):
        for name, resident_id in people:
            statement = statement.replace(f"{{{name}}}", f"'{resident_id}'")  # noqa: PLW2901
        blob = "BLOB" if tx.connection.dialect.name == "sqlite" else "BYTEA"
        done = tx.connection.exec_driver_sql(statement.replace("{blob}", blob))
        assert done.rowcount > 0, edit["kind"]


def recount(tx: Transaction, *, poll: int, slot: str, content: str) -> None:
    """Change a vote, and write the result that then is right."""
    b, p = ballots.c, polls.c
    row = tx.connection.execute(select(polls).where(p.number == poll)).one()
    tx.connection.execute(
        update(ballots).where(b.poll_id == row.id, b.slot == slot).values(content=content)
    )
    result = result_json(result_of(tx, value_from(Poll, row)))
    tx.connection.execute(update(polls).where(p.id == row.id).values(result=result))


def test_everything_holds_in_a_town_that_has_lived(town: Town):
    live(town)

    found = findings(town)

    assert {name: each.text for name, each in found.items() if each.state == "broken"} == {}


@pytest.mark.parametrize("about", TABLE)
def test_each_kind_of_edit_is_named_by_the_check(editor: Engine, about: str):
    found = {edit["kind"]: named(editor, edit) for edit in TABLE[about]}

    assert found == {edit["kind"]: edit["named"] for edit in TABLE[about]}


def test_what_is_not_found_stands_with_its_reason():
    edits = [edit for about in TABLE.values() for edit in about]

    assert [edit["kind"] for edit in edits if bool(edit["named"]) == ("why" in edit)] == []
