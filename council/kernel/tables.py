"""What the software itself keeps: drafts, updates, the outbox, marks, acts."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from council.kernel.database.columns import (
    blob,
    community_table,
    flag,
    integer,
    one_of,
    plain_table,
    refers,
    text,
)

#: Half-written proposals, half-tapped ballots, awaited answers. ``revision`` only ever grows, so
#: that an old button never fits a newer draft.
drafts = community_table(
    "drafts",
    text("resident_id"),
    text("bot"),
    text("kind"),
    text("subject"),
    integer("revision"),
    text("content"),
    text("awaits", default=""),
    integer("updated_at"),
    refers("resident_id", "residents"),
    one_of("bot", "resident", "staff"),
    key=("resident_id", "bot", "kind", "subject"),
)

#: Updates that were taken in and wait for their turn: acknowledged at the channel, not yet
#: answered. ``digest`` is that of sender, kind and content; ``id`` tells the order; ``body`` is the
#: update as JSON, read and cleaned.
inbox: Table = plain_table(
    "inbox",
    "local",
    text("bot"),
    integer("update_id"),
    integer("digest"),
    text("id"),
    text("sender"),
    text("kind"),
    text("body"),
    integer("taken_at"),
    text("channel", default="telegram"),
    PrimaryKeyConstraint("bot", "update_id", "digest"),
    one_of("bot", "resident", "staff"),
)
Index("ix_inbox_taken_at", inbox.c.bot, inbox.c.taken_at)

#: An update is processed once: its row and its effect commit together, with the result kept so
#: that a redelivered update gets the same answer. The number alone does not tell one (a server may
#: begin its numbers anew): ``digest`` is that of sender, kind and content.
processed_updates: Table = plain_table(
    "processed_updates",
    "local",
    text("bot"),
    integer("update_id"),
    integer("processed_at"),
    text("result"),
    integer("digest", default=0),
    text("channel", default="telegram"),
    PrimaryKeyConstraint("bot", "update_id", "digest"),
)
Index("ix_processed_updates_processed_at", processed_updates.c.processed_at)

#: Updates that nothing could read, or whose handler failed: kept for an engineer, acknowledged so
#: that they do not return. ``update_id`` is -1 where there is none.
poison_updates: Table = plain_table(
    "poison_updates",
    "local",
    text("bot"),
    integer("update_id"),
    integer("failed_at"),
    text("error"),
    text("body"),
    integer("digest", default=0),
    PrimaryKeyConstraint("bot", "update_id", "digest"),
)

#: What must still be told to somebody. ``notice`` is a key and ``params`` JSON: worded at sending.
#: ``held``: it waits for the message of the morning that tells all of its kind (``digests``).
outbox: Table = plain_table(
    "outbox",
    "local",
    text("id"),
    text("community_id"),
    text("bot"),
    text("account"),
    text("notice"),
    text("subject"),
    text("params"),
    text("state"),
    integer("urgent", default=0),
    integer("created_at"),
    integer("not_before", default=0),
    integer("tries", default=0),
    integer("sent_at", null=True),
    text("error", null=True),
    text("channel", default="telegram"),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("bot", "channel", "account", "notice", "subject"),
    flag("urgent"),
    one_of("bot", "resident", "staff"),
    one_of("state", "queued", "sending", "sent", "dead", "held"),
)
Index("ix_outbox_state", outbox.c.state, outbox.c.bot, outbox.c.id)

#: What the clock has already done once for a subject (a reminder sent, an overdue mark told).
clock_marks = community_table(
    "clock_marks",
    text("mark"),
    text("subject"),
    integer("marked_at"),
    key=("mark", "subject"),
)

#: Who did what and when: every staff act, append-only. ``seal``: a hash of its subject's rows as
#: the act left them; none for acts of before seals were kept, and for what is not sealed.
acts = community_table(
    "acts",
    integer("number"),
    integer("acted_at"),
    text("actor_id"),
    text("role"),
    text("verb"),
    text("subject_kind"),
    text("subject_id"),
    text("detail"),
    text("seal", null=True),
    key=("number",),
)

#: What was done to one thing: asked of every open poll at every tick.
Index("ix_acts_subject_id", acts.c.community_id, acts.c.subject_id)

#: One row in a demo database: how far the simulated clock is ahead of the wall clock.
demo_clock: Table = plain_table(
    "demo_clock",
    "local",
    integer("id"),
    integer("offset_seconds"),
    PrimaryKeyConstraint("id"),
    CheckConstraint("id = 1", name="only_row"),
)


#: Our own copies of photos and voice messages, by content hash.
files = community_table(
    "files",
    text("sha256"),
    text("media_type"),
    integer("size"),
    blob("content"),
    integer("kept_at"),
    CheckConstraint("size > 0", name="size_positive"),
    key=("sha256",),
)


attachments = community_table(
    "attachments",
    text("subject_kind"),
    text("subject_id"),
    integer("position"),
    text("sha256"),
    text("kind"),
    one_of("kind", "photo", "voice", "document"),
    key=("subject_kind", "subject_id", "position"),
)
