"""The standing invariants: they hold on a whole evening, and each damage is found."""

import pytest
from click.testing import CliRunner
from sqlalchemy import Column, MetaData, Table, Text, create_engine, event, text

from council.checks.every import check_all, public_tables
from council.cli.database import check
from council.kernel.database.engines import database_url as engine_url
from council.kernel.findings import Finding
from tests.council.conftest import Town
from tests.council.fund import open_fund
from tests.council.polls.polling import open_ranking, vote
from tests.council.resolutions.deciding import populate, published
from tests.council.unguarded import lift_guards

ALL = tuple(f"I{n}" for n in range(1, 39))
#: What ties rows to one another notices nearly every damage: its tests are in test_tampering.py.
TIES = frozenset(ALL[19:])


def findings(town: Town) -> dict[str, Finding]:
    return {each.name: each for each in town.app.bus.read_now(check_all)}


def broken(town: Town) -> dict[str, str]:
    """What is broken by itself, and how it is said."""
    return {
        name: each.text
        for name, each in findings(town).items()
        if each.state == "broken" and name not in TIES
    }


def damage(town: Town, *statements: str) -> None:
    """Do what only somebody with the file in their hands can: no foreign keys, no triggers."""
    url = town.app.settings.database_url
    engine = create_engine(engine_url(url))
    if engine.dialect.name == "postgresql":

        def careless(connection: object, _: object) -> None:
            cursor = connection.cursor()  # type: ignore[attr-defined]
            cursor.execute("SET session_replication_role = replica")
            cursor.close()

        event.listen(engine, "connect", careless)
    try:
        with engine.begin() as connection:
            lift_guards(connection)
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def without_keys(table: str) -> tuple[str, ...]:
    """Rebuild a table without its constraints, as a careless copy does."""
    return (
        f"CREATE TABLE copied AS SELECT * FROM {table}",  # noqa: S608 - our own names
        f"DROP TABLE {table}",
        f"ALTER TABLE copied RENAME TO {table}",
    )


def test_an_empty_record_has_little_to_check(town: Town):
    found = findings(town)

    assert tuple(found) == ALL
    holds = [name for name, each in found.items() if each.state == "holds"]
    assert holds == ["I13", "I14", "I20", "I22", "I24", "I31"]  # of the founding, and the schema
    assert found["I3"].text == "signed receipts and leaves: nothing to check yet"


def test_everything_holds_after_a_ranking_and_a_decision(town: Town, other_town: Town):
    populate(other_town)
    open_ranking(other_town)
    vote(other_town, "甲", "CAB")
    vote(other_town, "甲", "ABC")
    published(town)

    found = findings(town)

    assert broken(town) == {}
    assert {name for name, each in found.items() if each.state == "nothing"} == {
        "I3",
        "I8",
        "I9",
        "I10",
        "I11",
        "I15",
        "I16",
        "I17",
        "I18",
        "I19",
        "I26",
        "I27",
        "I28",
        "I29",
        "I30",
        "I32",
        "I33",
        "I34",
        "I35",
        "I36",
        "I37",
        "I38",
    }
    assert found["I6"].text == "stored result = recount: 2 checked"


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (
            ("UPDATE ballots SET slot = 'nobody' WHERE slot LIKE '甲|%'",),
            {
                "I1": "one current ballot per poll and roll line: heyue poll 1: 1 off the roll",
                "I6": "stored result = recount: heyue poll 1: the recount differs",
            },
        ),
        (
            (
                *without_keys("ballots"),
                "INSERT INTO ballots SELECT * FROM ballots WHERE slot LIKE '甲|%'",
            ),
            {
                "I1": "one current ballot per poll and roll line: heyue poll 1: 1",
                "I2": "ballot revisions 1..n: heyue poll 1: 1",
            },
        ),
        (
            ("UPDATE ballots SET revision = 3 WHERE slot LIKE '乙|%'",),
            {"I2": "ballot revisions 1..n: heyue poll 1: 1"},
        ),
        (
            ("UPDATE ballots SET cast_at = 1772337600 WHERE slot LIKE '乙|%'",),
            {"I4": "ballots inside the window: heyue poll 1: 1"},
        ),
        (
            ("UPDATE ballots SET cast_at = 1769745599 WHERE slot LIKE '乙|%'",),
            {"I4": "ballots inside the window: heyue poll 1: 1"},
        ),
        (
            ("UPDATE polls SET certified_by = created_by",),
            {
                "I5": "polls are wholly closed, counted, certified"
                " (no vote log yet: no close leaf to check): heyue poll 1: certified"
            },
        ),
        (
            ("UPDATE polls SET state = 'closed', closed_at = NULL",),
            {
                "I5": "polls are wholly closed, counted, certified"
                " (no vote log yet: no close leaf to check): heyue poll 1: closed"
            },
        ),
        (
            ("UPDATE ballots SET content = '{\"choice\":\"oppose\"}' WHERE slot LIKE '甲|%'",),
            {"I6": "stored result = recount: heyue poll 1: the recount differs"},
        ),
        (
            ("UPDATE ballots SET content = 'scribble' WHERE slot LIKE '甲|%'",),
            {"I6": "stored result = recount: heyue poll 1: the recount differs"},
        ),
        (
            ("UPDATE polls SET roll_size = 8",),
            {"I7": "roll size = lines of the roll: heyue poll 1: 7 lines, says 8"},
        ),
        (
            (
                *without_keys("outbox"),
                "INSERT INTO outbox SELECT * FROM outbox WHERE notice = 'resolution_drafted'",
            ),
            {
                "I12": "one effect per update, one letter per person and notice:"
                " notice resolution_drafted: 2 times; notice resolution_drafted: 2 times"
            },
        ),
        (
            (
                *without_keys("processed_updates"),
                "INSERT INTO processed_updates VALUES ('resident', 7, 0, '', 5, 'web')",
                "INSERT INTO processed_updates VALUES ('resident', 7, 0, '', 5, 'web')",
            ),
            {
                "I12": "one effect per update, one letter per person and notice:"
                " resident update 7: 2 times"
            },
        ),
        (
            ("DELETE FROM acts WHERE number = 3",),
            {},
        ),
        (
            ("DELETE FROM motions",),
            {
                "I14": "no orphans: polls: 1 without motions; resolutions: 1 without motions",
            },
        ),
        (
            ("UPDATE accounts SET resident_id = 'gone' WHERE account LIKE '%1'",),
            {"I14": "no orphans: accounts: 1 without residents"},
        ),
    ],
)
def test_damage_is_found_and_named(town: Town, statements: tuple[str, ...], named: dict[str, str]):
    published(town)

    damage(town, *statements)

    found = broken(town)
    if not named:
        assert list(found) == ["I13"]
    else:
        assert found == named


MONEY = (
    ("UPDATE ledger_entries SET amount_fen = amount_fen + 1 WHERE amount_fen > 0", "I8"),
    ("UPDATE ledger_entries SET amount_fen = -amount_fen", "I9"),
    ("UPDATE receipts SET serial = serial + 5", "I10"),
)


@pytest.mark.parametrize(("statement", "name"), MONEY)
def test_damaged_money_is_found(town: Town, statement: str, name: str):
    fund = open_fund(town)
    town.person("甲")
    fund.pledge("甲", "500")
    fund.receive(1, 50000)
    before = findings(town)

    damage(town, statement)

    states = [before[each].state for each in ("I8", "I9", "I10", "I11")]
    assert states == ["holds", "holds", "holds", "nothing"]
    assert name in broken(town)


def test_a_public_table_with_a_person_in_it_is_found():
    schema = MetaData()
    Table("slips", schema, Column("id", Text), Column("owner_key", Text), info={"public": True})
    Table("polls", schema, Column("title", Text), info={"public": True})
    Table("residents", schema, Column("name", Text))

    assert public_tables(schema) == Finding(
        name="I15",
        state="broken",
        text="no personal field in public tables: slips.owner_key",
    )


def test_the_command_prints_a_line_each_and_exits_with_one_when_something_is_broken(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    published(town)
    monkeypatch.setenv("YISHI_DATABASE_URL", town.app.settings.database_url)

    sound = _check()
    damage(town, "UPDATE polls SET roll_size = 8")
    damaged = _check()

    assert (sound[0], len(sound[1])) == (0, len(ALL))
    assert damaged[0] == 1
    assert damaged[1][6] == (
        "I7 broken: roll size = lines of the roll: heyue poll 1: 7 lines, says 8"
    )


def _check() -> tuple[int, list[str]]:
    done = CliRunner().invoke(check)
    return done.exit_code, done.stdout.splitlines()
