"""Delivery 送达 of ballots, door to door: an append-only log; a unit's last entry tells its state."""

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

deliveries = community_table(
    "deliveries",
    text("poll_id"),
    integer("number"),
    text("unit"),
    text("building"),
    text("state"),
    text("method"),
    text("receiver", null=True),
    text("note", null=True),
    text("noted_by"),
    integer("noted_at"),
    refers("poll_id", "polls"),
    one_of("state", "delivered", "refused", "unreachable"),
    one_of("method", "hand", "family", "mailbox", "post", "posted"),
    key=("poll_id", "number"),
)

sealed("poll", deliveries, "poll_id")
