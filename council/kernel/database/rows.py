"""Rows of a query as values."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_type_hints

V = TypeVar("V")


def value_from(made: type[V], row: Any, **more: Any) -> V:
    """Make a value of a row, or of a record: a field is the column of its name, others are left out.

    What stands in no column is given as ``more``. A ``str``, an ``int`` or a ``bool`` that may not
    be None is empty, 0 or False where the column is NULL; a member of an Enum is read by its
    value; a field that is itself a value is the record's, or made of the same row.
    """
    kept: Any = made
    found = {name: read(row) for name, read in _fields(kept) if name not in more}
    value: V = kept(**found, **more)
    return value


@cache
def _fields(made: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(made)
    return tuple((field.name, _field(field.name, hints[field.name])) for field in fields(made))


def _field(name: str, kind: Any) -> Callable[[Any], Any]:
    column = attrgetter(name)
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda row: (
            found if isinstance(found := getattr(row, name, None), kind) else value_from(kind, row)
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda row: kind(column(row))
    if kind in (str, int, bool):
        return lambda row: kind(column(row) or kind())
    return column
