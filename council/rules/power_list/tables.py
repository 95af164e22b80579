"""Versions of the power-and-duty list: each stays as it was adopted."""

from sqlalchemy import UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, text
from council.kernel.seals import sealed

#: ``matters``: JSON, the whole list. ``source``: the profile or the file that it came from;
#: ``earlier``: the version that was adopted once more.
power_lists = community_table(
    "power_lists",
    integer("number"),
    text("matters"),
    text("origin"),
    text("source"),
    text("sha256", null=True),
    integer("earlier", null=True),
    text("adopted_by"),
    integer("adopted_at"),
    UniqueConstraint("community_id", "number"),
    one_of("origin", "shipped", "file", "earlier"),
)

sealed("powers", power_lists)
