"""How the program's own parts stand: their signs of life, and what an operator said of the clock."""

from sqlalchemy import CheckConstraint, PrimaryKeyConstraint, Table

from council.kernel.database.columns import integer, plain_table, text

#: The last sign of life of each part (``ticker``, ``resident``, ``staff``), and what troubles it.
beats: Table = plain_table(
    "beats",
    "local",
    text("part"),
    integer("beat_at"),
    text("trouble", default=""),
    PrimaryKeyConstraint("part"),
)

#: One row: when an operator last said that the machine's clock is right, for the ``number``-th
#: time, and the newest time that stood in the record then (it may have been written by a wrong
#: clock, and is held against nobody any more).
clock_acceptance: Table = plain_table(
    "clock_acceptance",
    "local",
    integer("id"),
    integer("number"),
    integer("accepted_at"),
    integer("newest"),
    PrimaryKeyConstraint("id"),
    CheckConstraint("id = 1", name="only_row"),
)
