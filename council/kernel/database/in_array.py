"""``column IN (many values)`` as one bound parameter, so that the statement's text never changes.

An expanding IN is rendered anew for every batch, which costs more than running it.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, bindparam, func, select


def in_array(dialect: str, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether the column is one of the values bound as ``name`` (see ``members``)."""
    if dialect == "sqlite":
        listed = func.json_each(bindparam(name)).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam(name, type_=ARRAY(column.type)))


def members(dialect: str, values: Iterable[str] | Iterable[int]) -> str | list[str] | list[int]:
    """The values as the database's driver takes them."""
    listed: Any = sorted(set(values))
    return json.dumps(listed) if dialect == "sqlite" else listed
