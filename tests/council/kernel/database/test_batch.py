"""Statements of crowds: rendered once, the same rows as the plain way."""

from sqlalchemy import bindparam, select

from council.kernel.database.batch import insert_batch, select_crowd
from council.kernel.database.engines import writer
from council.kernel.database.in_array import in_array, members
from council.kernel.tables import processed_updates

ROWS = [
    {"bot": "resident", "update_id": n, "processed_at": 7, "result": f'["%s", "{n}:?"]'}
    for n in (1, 2, 3)
]


def test_rows_go_in_and_come_out_as_they_are(database_url: str):
    engine = writer(database_url)
    t = processed_updates.c
    query = (
        select(t.update_id, t.result)
        .where(
            t.bot == "resident",
            t.update_id > bindparam("above"),
            in_array(engine.dialect.name, t.update_id, "ids"),
        )
        .order_by(t.update_id)
    )

    with engine.begin() as connection:
        insert_batch(connection, processed_updates, [])
        insert_batch(connection, processed_updates, ROWS)
        found = select_crowd(
            connection, query, {"above": 1, "ids": members(engine.dialect.name, [1, 2, 3])}
        )
    engine.dispose()

    assert [tuple(row) for row in found] == [(2, '["%s", "2:?"]'), (3, '["%s", "3:?"]')]
