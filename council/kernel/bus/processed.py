"""The updates that were processed already, with the answers they earned."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from council.kernel.database.batch import select_crowd
from council.kernel.database.in_array import in_array, members
from council.kernel.tables import processed_updates
from council.kernel.values import Cause

#: What makes two deliveries the same update: bot, number, digest (``Cause.key``).
Key = tuple[str, int, int]


@cache
def _query(dialect: str) -> Select[Any]:
    t = processed_updates.c
    return select(t.update_id, t.digest, t.result).where(
        t.bot == bindparam("of_bot"), in_array(dialect, t.update_id, "update_ids")
    )


def kept_results(connection: Connection, causes: Iterable[Cause]) -> dict[Key, str]:
    """Read the kept results of those causes that were processed before."""
    wanted = {cause.key for cause in causes}
    by_bot: dict[str, set[int]] = {}
    for bot, update_id, _ in wanted:
        by_bot.setdefault(bot, set()).add(update_id)
    dialect = connection.dialect.name
    found = {
        (bot, update_id, digest): result
        for bot, ids in by_bot.items()
        for update_id, digest, result in select_crowd(
            connection, _query(dialect), {"of_bot": bot, "update_ids": members(dialect, ids)}
        )
    }
    return {key: result for key, result in found.items() if key in wanted}
