"""Rows of a table as values."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Row

V = TypeVar("V")


def value_from(made: type[V], row: Row[Any]) -> V:
    """Make a value of a row: a field is the column of its name; columns besides are left out."""
    kept: Any = made
    found: V = kept(**{field.name: getattr(row, field.name) for field in fields(kept)})
    return found
