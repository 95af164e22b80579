"""Sums that stay whole numbers: PostgreSQL makes ``numeric`` of a sum of 64-bit integers."""

from typing import Any

from sqlalchemy import ColumnElement, cast, func

from council.kernel.database.columns import Int


def total(column: Any) -> ColumnElement[int]:
    """Add up a column of whole numbers; 0 for no rows."""
    return cast(func.coalesce(func.sum(column), 0), Int)
