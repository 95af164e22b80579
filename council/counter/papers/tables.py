"""Paper on the roll: signed papers with their scans, and what was corrected about them."""

from council.kernel.database.columns import community_table, integer, refers, text
from council.kernel.seals import sealed

#: One signed paper of a poll by its serial number. ``revision`` is that of the ballot it became;
#: none while it waits for a second person. ``scan`` is the kept file's hash.
papers = community_table(
    "papers",
    text("poll_id"),
    text("serial"),
    text("slot"),
    integer("revision", null=True),
    text("scan", null=True),
    text("recorded_by"),
    integer("recorded_at"),
    refers("poll_id", "polls"),
    key=("poll_id", "serial"),
)

#: Append-only: a paper that was recorded wrongly is read again, with the reason.
paper_corrections = community_table(
    "paper_corrections",
    text("poll_id"),
    text("serial"),
    integer("number"),
    text("was_slot"),
    integer("was_revision"),
    text("slot"),
    integer("revision"),
    text("reason"),
    text("corrected_by"),
    integer("corrected_at"),
    refers("poll_id", "polls"),
    key=("poll_id", "serial", "number"),
)

sealed("poll", paper_corrections, "poll_id")
