"""Migrations go up, down and up again, and end equal to the tables."""

import json
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from council import schema as migrate
from council.kernel.database.engines import writer
from council.tables import metadata
from tests.council.old_rows import fill


def test_migrations_go_up_down_and_up_and_end_equal_to_the_tables(empty_database_url: str):
    migrate.upgrade(empty_database_url)
    migrate.downgrade(empty_database_url)
    emptied = migrate.is_empty(empty_database_url)
    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        # Each database's own index of words is made beside the tables.
        ours = {"include_name": lambda name, *_: not str(name).startswith("searched_words")}
        context = MigrationContext.configure(connection, opts=ours)
        differences = compare_metadata(context, metadata)
        current = migrate.current(connection)
    engine.dispose()

    assert not emptied  # alembic keeps its own, empty table
    assert differences == []
    assert current == migrate.newest()


def test_the_newest_revision_is_the_one_that_the_scripts_end_at():
    scripts = ScriptDirectory.from_config(migrate.config())

    assert scripts.get_current_head() == migrate.newest()


def test_a_created_database_is_what_the_migrations_make_of_an_empty_one(empty_database_url: str):
    migrate.upgrade(empty_database_url)
    engine = writer(empty_database_url)
    with engine.begin() as connection:
        migrated = _described(connection)
        at = migrate.current(connection)
        rows = [
            connection.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608 - our own names
            for name in metadata.tables
        ]
    migrate.downgrade(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()

    migrate.create(empty_database_url)

    with engine.begin() as connection:
        created = _described(connection)
        assert migrate.current(connection) == at
    engine.dispose()
    assert len(created) > len(metadata.tables)
    assert created == migrated
    assert set(rows) == {0}  # no migration brings rows, which `create` would have to bring too


def _clauses(sql: str) -> list[str]:
    """Columns and constraints of a CREATE TABLE; SQLite writes a column added later behind them."""
    head, _, rest = sql.partition("(")
    body, _, tail = rest.rpartition(")")
    clauses, depth = [""], 0
    for letter in body:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            clauses.append("")
        else:
            clauses[-1] += letter
    return [" ".join(each.split()) for each in (head, *clauses, tail)]


def test_resolutions_and_their_tasks_survive_the_copying_of_their_table(empty_database_url: str):
    fill(empty_database_url, "0002", _A_RESOLUTION)

    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        kept = connection.execute(
            text(
                "SELECT r.number, r.poll_id, r.meeting_vote_id, t.title FROM resolutions r"
                " JOIN tasks t ON t.community_id = r.community_id AND t.resolution_id = r.id"
            )
        ).all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [("2026-1", "p", None, "规划许可")]


#: A poll that was decided, its resolution and a task of that, as the second schema keeps them.
_A_RESOLUTION = """
INSERT INTO communities (id, slug, name, locale, timezone, profile, created_at)
VALUES ('c', 'heyue', '和悦家园', 'zh_CN', 'Asia/Shanghai', 'national', 1);
INSERT INTO motions (community_id, id, number, title, body, legal_class, state, drafted_by,
                     drafted_at, changed_at)
VALUES ('c', 'm', 1, '停车场', '', 'O-8', 'carried', 'r', 1, 1);
INSERT INTO polls (community_id, id, number, kind, motion_id, title, method, legal_class, state,
                   opens_at, closes_at, first_closes_at, lot_seed, created_by, created_at)
VALUES ('c', 'p', 1, 'ratification', 'm', '停车场', 'double_threshold', 'O-8', 'certified',
        1, 2, 2, '', 'r', 1);
INSERT INTO resolutions (community_id, id, number, motion_id, poll_id, title, body, state,
                         drafted_at, drafted_by)
VALUES ('c', 'r', '2026-1', 'm', 'p', '停车场', '停车场', 'provisional', 1, 'r');
INSERT INTO tasks (community_id, id, resolution_id, position, title)
VALUES ('c', 't', 'r', 1, '规划许可')
"""


def test_motions_roles_and_answers_survive_the_widening_of_their_parties(empty_database_url: str):
    fill(empty_database_url, "0021", _AN_ANSWER)

    migrate.upgrade(empty_database_url)
    engine = writer(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO roles VALUES ('c', 'r', 'subdistrict', 1, 'r')"))
        widened = _kept(connection)
    engine.dispose()
    migrate.downgrade(empty_database_url, "0021")
    engine = writer(empty_database_url)
    with engine.begin() as connection:
        narrowed = _kept(connection)
    engine.dispose()

    asked = [("m", "manager", "asked")]
    assert widened == (["manager", "subdistrict"], asked)
    assert narrowed == (["manager"], asked)


def _kept(connection: Connection) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The roles, and the motions with their answers."""
    held = connection.execute(text("SELECT role FROM roles ORDER BY role")).scalars()
    rows = connection.execute(
        text(
            "SELECT m.id, m.addressee, r.state FROM motions m JOIN responses r"
            " ON r.community_id = m.community_id AND r.motion_id = m.id"
        )
    )
    return list(held), [(row.id, row.addressee, row.state) for row in rows]


#: A manager, a motion addressed to them and its answer, as the schema before the parties keeps them.
_AN_ANSWER = """
INSERT INTO communities (id, slug, name, locale, timezone, profile, created_at)
VALUES ('c', 'heyue', '和悦家园', 'zh_CN', 'Asia/Shanghai', 'national', 1);
INSERT INTO residents (community_id, id, ref, name, unit, adult)
VALUES ('c', 'r', 'M01', '王经理', '1-1', 1);
INSERT INTO roles (community_id, resident_id, role, granted_at, granted_by)
VALUES ('c', 'r', 'manager', 1, 'r');
INSERT INTO motions (community_id, id, number, title, body, legal_class, addressee, state, drafted_by,
                     drafted_at, changed_at)
VALUES ('c', 'm', 1, '路灯', '', 'R-XS', 'manager', 'drafted', 'r', 1, 1);
INSERT INTO responses (community_id, id, motion_id, addressee, state, asked_at, acknowledge_by,
                       answer_by)
VALUES ('c', 'a', 'm', 'manager', 'asked', 1, 2, 3)
"""


def test_a_payment_that_was_recorded_twice_is_kept_and_stays_to_be_found(empty_database_url: str):
    fill(empty_database_url, "0009", f"{_A_RESOLUTION};{_TWO_PAYMENTS}")

    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        kept = connection.execute(
            text("SELECT external_ref, ref_key FROM receipts ORDER BY received_at")
        ).all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [("T 1", "t1"), ("t1", "t1\nsecond"), ("", "")]


#: Two campaigns that know one bank transfer each under its own spelling, and cash beside it.
_TWO_PAYMENTS = """
INSERT INTO residents (community_id, id, ref, name, unit, adult) VALUES ('c', 'p', 'P', '李', '', 1);
INSERT INTO campaigns (community_id, id, number, title, body, motion_id, state, target_fen,
                       minimum_fen, mode, deadline, account_holder, account_last4, surplus_rule,
                       created_by, created_at)
VALUES ('c', 'a', 1, '', '', 'm', 'open', 9, 1, 'flexible', 9, '', '', 'refund_pro_rata', 'x', 1),
       ('c', 'b', 2, '', '', 'm', 'open', 9, 1, 'flexible', 9, '', '', 'refund_pro_rata', 'x', 1);
INSERT INTO pledges (community_id, id, campaign_id, number, resident_id, amount_fen, anonymous,
                     channel, state, made_at, changed_at)
VALUES ('c', 'a', 'a', 1, 'p', 5, 1, 'chat', 'received', 1, 1),
       ('c', 'b', 'b', 1, 'p', 5, 1, 'chat', 'received', 1, 1);
INSERT INTO receipts (community_id, id, campaign_id, serial, pledge_id, amount_fen, method,
                      external_ref, state, received_at, cashier)
VALUES ('c', 'first', 'a', 1, 'a', 5, 'transfer', 'T 1', 'posted', 1, 'x'),
       ('c', 'second', 'b', 1, 'b', 5, 'transfer', 't1', 'posted', 2, 'x'),
       ('c', 'third', 'b', 2, 'b', 5, 'cash', '', 'posted', 3, 'x')
"""


def test_a_half_filled_form_of_before_waits_for_no_message(empty_database_url: str):
    fill(empty_database_url, "0011", f"{_A_RESOLUTION};{_HALF_FILLED}")

    migrate.upgrade(empty_database_url, "0012")

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT kind, revision, awaits FROM drafts ORDER BY kind"))
        rows = [tuple(row) for row in kept]
    engine.dispose()
    assert rows == [
        ("ballot", 4, "order"),
        ("desk", 3, ""),
        ("form.pledge", 2, "amount"),
        ("plan", 1, ""),
        ("proposal", 5, "text"),
    ]


#: One resident's drafts as versions before and after the form engine keep them.
_HALF_FILLED = """
INSERT INTO residents (community_id, id, ref, name, unit, adult) VALUES ('c', 'p', 'P', '李', '', 1);
INSERT INTO drafts (community_id, resident_id, bot, kind, subject, revision, content, awaits,
                    updated_at)
VALUES ('c', 'p', 'staff', 'desk', '1', 3, '{}', 'voter', 1),
       ('c', 'p', 'staff', 'plan', '', 1, '{}', 'place', 2),
       ('c', 'p', 'resident', 'form.pledge', '1', 2, '{}', 'amount', 3),
       ('c', 'p', 'resident', 'ballot', '1', 4, '{}', 'order', 4),
       ('c', 'p', 'resident', 'proposal', '', 5, '{}', 'text', 5)
"""


def test_a_half_written_proposal_of_before_is_gone_on_with(empty_database_url: str):
    migrate.upgrade(empty_database_url, "0012")
    engine = writer(empty_database_url)
    with engine.begin() as connection:
        for statement in f"{_A_RESOLUTION};{_HALF_WRITTEN}".split(";"):
            connection.exec_driver_sql(statement)
        before = _drafts(connection)
    engine.dispose()

    migrate.upgrade(empty_database_url, "0013")
    after = _drafts_of(empty_database_url)
    migrate.downgrade(empty_database_url, "0012")
    back = _drafts_of(empty_database_url)

    whole = {"title": "停车难", "body": "晚上没有车位。", "files": ["photo:ab", "voice:cd"]}
    assert after == [
        ("form.proposal", "1", 4, "", {}),
        ("form.proposal", "2", 5, "title", {"answers": whole, "again": "title"}),
        ("form.proposal", "3", 6, "files", {"answers": whole, "again": ""}),
        ("form.proposal", "new", 7, "title", {"answers": {}, "again": ""}),
    ]
    nothing = {"title": "", "body": "", "files": []}
    assert back == [
        ("proposal", "1", 4, "", {}),
        *before[1:3],
        ("proposal", "", 7, "title", nothing),
    ]


def _drafts_of(url: str) -> list[tuple[Any, ...]]:
    engine = writer(url)
    with engine.begin() as connection:
        found = _drafts(connection)
    engine.dispose()
    return found


def _drafts(connection: Connection) -> list[tuple[Any, ...]]:
    query = "SELECT kind, subject, revision, awaits, content FROM drafts ORDER BY revision"
    rows = connection.execute(text(query))
    return [(*row[:4], json.loads(row.content)) for row in rows]


#: One resident's proposals: filed, its title being changed, complete, begun.
_HALF_WRITTEN = """
INSERT INTO residents (community_id, id, ref, name, unit, adult) VALUES ('c', 'p', 'P', '李', '', 1);
INSERT INTO drafts (community_id, resident_id, bot, kind, subject, revision, content, awaits,
                    updated_at)
VALUES ('c', 'p', 'resident', 'proposal', '1', 4, '{"filed": 1, "of": 3, "named": "停车难"}', '', 1),
       ('c', 'p', 'resident', 'proposal', '2', 5, '{"title": "停车难", "body": "晚上没有车位。",
        "files": [["photo", "ab"], ["voice", "cd"]]}', 'title', 2),
       ('c', 'p', 'resident', 'proposal', '3', 6, '{"title": "停车难", "body": "晚上没有车位。",
        "files": [["photo", "ab"], ["voice", "cd"]]}', 'more', 3),
       ('c', 'p', 'resident', 'proposal', '', 7, '{}', 'title', 4)
"""


def test_the_one_text_that_minutes_were_becomes_a_section_byte_for_byte(empty_database_url: str):
    migrate.upgrade(empty_database_url, "0013")
    written = "到会 57 人。\n\n\t“停车难”：<b>议</b> & 't 😀 "
    engine = writer(empty_database_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO communities (id, slug, name, locale, timezone, profile, created_at)"
                " VALUES ('c', 'heyue', '和悦家园', 'zh_CN', 'Asia/Shanghai', 'national', 1)"
            )
        )
        for number, minutes, adjourned in ((1, written, 9), (2, "", 9), (3, written, None)):
            connection.execute(
                text(
                    "INSERT INTO meetings (community_id, id, number, title, place, starts_at,"
                    " state, adjourned_at, minutes) VALUES ('c', :id, :number, '会', '室', 5,"
                    " 'approved', :adjourned, :minutes)"
                ),
                {
                    "id": f"m{number}",
                    "number": number,
                    "adjourned": adjourned,
                    "minutes": minutes,
                },
            )
    engine.dispose()

    migrate.upgrade(empty_database_url)

    engine = writer(empty_database_url)
    with engine.begin() as connection:
        kept = connection.execute(
            text(
                "SELECT s.meeting_id, s.section, s.revision, s.heading, s.text, s.source,"
                " s.written_at, m.minutes FROM minutes_sections s JOIN meetings m"
                " ON m.community_id = s.community_id AND m.id = s.meeting_id"
                " ORDER BY s.meeting_id"
            )
        ).all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [
        ("m1", "text", 1, "", written, "before", 9, written),
        ("m3", "text", 1, "", written, "before", 5, written),
    ]


def _described(connection: Connection) -> set[tuple[str, ...]]:
    """What the database itself says of its tables.

    The order of constraints means nothing, nor the quotes that SQLite gives a renamed table.
    """
    if connection.dialect.name == "sqlite":
        query = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
        return {
            # A table that was rebuilt and renamed has its name in quotes.
            (kind, name, table, *sorted(_clauses(sql.replace('"', ""))))
            for kind, name, table, sql in connection.execute(text(query))
        }
    return {
        tuple(map(str, row))
        for query in (
            """SELECT table_name, column_name, ordinal_position, data_type, is_nullable,
                      column_default, collation_name
               FROM information_schema.columns WHERE table_schema = 'public'""",
            """SELECT conrelid::regclass, conname, pg_get_constraintdef(oid)
               FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
            "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT event_object_table, trigger_name FROM information_schema.triggers",
        )
        for row in connection.execute(text(query))
    }
